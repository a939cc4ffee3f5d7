/** The sound of the room: 16-bit samples, one channel, from whatever ffmpeg can listen to. Comes back by itself. */
import { spawn } from 'node:child_process';
import type { Clock } from '@anban/foundation/clock';
import { pause } from '../waits.ts';
import type { MicrophoneConfig } from './config.ts';
import { SOUND_RATE } from './encoder.ts';

export interface Microphone {
  /** Hands over samples as they come, until the signal aborts; a source that is lost is opened again for ever. */
  listen(onSound: (pcm: Buffer) => void, signal: AbortSignal): Promise<void>;
}

export interface MicrophoneOptions {
  readonly ffmpeg: string;
  /** What stands before and with `-i`. */
  readonly inputArgs: readonly string[];
  readonly clock: Clock;
}

const AGAIN_MS = 500;

export function inputOf(config: MicrophoneConfig): string[] {
  if (config.kind === 'url')
    return ['-fflags', 'nobuffer', '-probesize', '4096', '-rw_timeout', '3000000', '-i', config.url];
  return ['-f', config.kind, '-i', config.device];
}

export function ffmpegMicrophone({ ffmpeg, inputArgs, clock }: MicrophoneOptions): Microphone {
  return {
    async listen(onSound, signal) {
      while (!signal.aborted) {
        await once(ffmpeg, inputArgs, onSound, signal);
        if (!signal.aborted) await pause(clock, AGAIN_MS, signal);
      }
    },
  };
}

function once(
  ffmpeg: string,
  inputArgs: readonly string[],
  onSound: (pcm: Buffer) => void,
  signal: AbortSignal,
): Promise<void> {
  const output = ['-vn', '-f', 's16le', '-ar', String(SOUND_RATE), '-ac', '1', '-flush_packets', '1', 'pipe:1'];
  const child = spawn(ffmpeg, ['-hide_banner', '-loglevel', 'error', '-nostdin', ...inputArgs, ...output], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const kill = () => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  if (signal.aborted) kill();
  child.stdout.on('data', (chunk: Buffer) => {
    if (!signal.aborted) onSound(chunk);
  });
  return new Promise((resolve) => {
    const ended = () => {
      signal.removeEventListener('abort', kill);
      resolve();
    };
    child.once('error', ended).once('close', ended);
  });
}
