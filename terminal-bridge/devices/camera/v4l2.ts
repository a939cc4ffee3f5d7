/** A camera at the machine's own bus (USB), through ffmpeg as a child process: JPEGs laid end to end on its stdout. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { FRAME_LIMIT, type FrameSource } from './frame-source.ts';
import { JpegSplitter } from './jpeg.ts';

export interface V4l2Options {
  /** For example `/dev/video0`, better a name under `/dev/v4l/by-id/`, which stays when cameras are replugged. */
  readonly device: string;
  /** Program to run; `ffmpeg` on the path unless given. */
  readonly ffmpeg?: string;
  /** What stands before `-i` and the input itself; the V4L2 input of `device` unless given. */
  readonly inputArgs?: readonly string[];
  /** How to tell cheaply that the device is there; by its file unless given. */
  readonly present?: () => Promise<void>;
}

/** Re-encoded even when the camera speaks JPEG, because many cameras leave out the Huffman tables (AVI1). */
const OUTPUT_ARGS = ['-an', '-f', 'mjpeg', '-q:v', '4', '-flush_packets', '1', 'pipe:1'];

export function v4l2Source(options: V4l2Options): FrameSource {
  const input = options.inputArgs ?? v4l2Input(options.device);
  const present = options.present ?? (() => access(options.device, constants.R_OK));
  return {
    async stream(onFrame, signal) {
      if (signal.aborted) return;
      await present();
      const child = spawn(
        options.ffmpeg ?? 'ffmpeg',
        ['-hide_banner', '-loglevel', 'error', '-nostdin', ...input, ...OUTPUT_ARGS],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      );
      const ended = once(child, 'close').catch(() => undefined);
      const kill = () => child.kill('SIGKILL');
      signal.addEventListener('abort', kill, { once: true });
      if (signal.aborted) kill();
      const splitter = new JpegSplitter(FRAME_LIMIT);
      child.stdout.on('data', (chunk: Buffer) => {
        for (const jpeg of splitter.push(chunk)) {
          if (signal.aborted) jpeg.fill(0);
          else onFrame(jpeg);
        }
        chunk.fill(0);
      });
      await ended;
      splitter.wipe();
      signal.removeEventListener('abort', kill);
      if (!signal.aborted) throw new Error(`ffmpeg ended with ${child.exitCode ?? child.signalCode ?? 'an error'}`);
    },
    // Starting ffmpeg would light the camera's lamp every few seconds; the device file tells enough.
    async probe() {
      await present();
      return null;
    },
  };
}

const v4l2Input = (device: string): string[] => [
  ...['-f', 'v4l2', '-input_format', 'mjpeg', '-framerate', '15', '-video_size', '640x480'],
  ...['-i', device],
];
