/**
 * Pictures and sound in, fragmented MP4 (H.264, AAC) out: one ffmpeg, fed through pipes, so that nothing of it touches a
 * disk before it is encrypted. It counts time in pictures and samples, so the feeder decides what time it is.
 */
import { spawn } from 'node:child_process';
import { Writable } from 'node:stream';
import { type Fragment, FragmentSplitter, type Head, isFragment } from './fragments.ts';

/** Samples per second of the sound, one channel, 16 bit little endian. */
export const SOUND_RATE = 16_000;
export const SOUND_KBPS = 48;
/** Seconds from one picture that stands for itself to the next: what is lost at most when everything dies. */
export const FRAGMENT_SECONDS = 2;

export interface EncoderSink {
  head(head: Head): void;
  fragment(fragment: Fragment): void;
  /** Once, when ffmpeg is gone and everything it wrote was handed over. */
  ended(): void;
}

export interface Encoder {
  picture(jpeg: Uint8Array): void;
  sound(pcm: Uint8Array): void;
  /** Bytes that ffmpeg has not taken yet: it cannot keep up, or hangs. */
  readonly backlog: number;
  /** Lets it write what it holds and end; `ended` follows. */
  finish(): void;
  kill(): void;
}

export type StartEncoder = (sink: EncoderSink) => Encoder;

export interface EncoderOptions {
  readonly ffmpeg: string;
  readonly picturesPerSecond: number;
  readonly width: number;
  readonly height: number;
  readonly videoKbps: number;
}

export const ffmpegEncoder =
  (options: EncoderOptions): StartEncoder =>
  (sink) => {
    const child = spawn(options.ffmpeg, argumentsOf(options), { stdio: ['pipe', 'pipe', 'ignore', 'pipe'] });
    const { stdin: pictures, stdout } = child;
    const sound = child.stdio[3];
    if (pictures === null || stdout === null || !(sound instanceof Writable)) throw new Error('pipes were asked for');
    const splitter = new FragmentSplitter();
    stdout.on('data', (chunk: Buffer) => {
      try {
        for (const part of splitter.push(chunk)) isFragment(part) ? sink.fragment(part) : sink.head(part);
      } catch {
        // What is no fragmented MP4 any more cannot be trusted from here on.
        child.kill('SIGKILL');
      }
    });
    let over = false;
    const ended = () => {
      if (!over) sink.ended();
      over = true;
    };
    child.on('error', ended).on('close', ended);
    // It died while we wrote: `close` tells.
    for (const pipe of [pictures, sound]) pipe.on('error', () => {});
    const write = (pipe: Writable, bytes: Uint8Array) => {
      if (pipe.writable) pipe.write(bytes);
    };
    return {
      picture: (jpeg) => write(pictures, jpeg),
      sound: (pcm) => write(sound, pcm),
      get backlog() {
        return pictures.writableLength + sound.writableLength;
      },
      finish() {
        pictures.end();
        sound.end();
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };

/** Nothing has to be found out about the input (and `nobuffer` would lose the first picture). */
const AT_ONCE = ['-probesize', '32', '-analyzeduration', '0'];

function argumentsOf({ picturesPerSecond, width, height, videoKbps }: EncoderOptions): string[] {
  const group = String(picturesPerSecond * FRAGMENT_SECONDS);
  const fit = `scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:-1:-1`;
  return [
    ...['-hide_banner', '-loglevel', 'error', ...AT_ONCE],
    ...['-f', 'mjpeg', '-framerate', String(picturesPerSecond), '-i', 'pipe:0'],
    ...[...AT_ONCE, '-f', 's16le', '-ar', String(SOUND_RATE), '-ac', '1', '-i', 'pipe:3'],
    ...['-map', '0:v', '-map', '1:a', '-vf', `${fit},format=yuv420p`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-threads', '1', '-crf', '26'],
    ...['-maxrate', `${videoKbps}k`, '-bufsize', `${videoKbps * 2}k`],
    ...['-g', group, '-keyint_min', group, '-sc_threshold', '0', '-bf', '0'],
    ...['-c:a', 'aac', '-b:a', `${SOUND_KBPS}k`],
    ...['-movflags', '+frag_keyframe+empty_moov+default_base_moof+skip_trailer', '-flush_packets', '1'],
    ...['-f', 'mp4', 'pipe:1'],
  ];
}
