/** A video file as the camera's picture, through ffmpeg. */
import { spawn } from 'node:child_process';

const START = Buffer.from([0xff, 0xd8]);
const END = Buffer.from([0xff, 0xd9]);

/** Plays `file` in a loop at its own pace and gives each picture as JPEG. Returns what stops it. */
export function playVideo(file: string, fps: number, onPicture: (jpeg: Buffer) => void): () => void {
  const input = ['-re', '-stream_loop', '-1', '-i', file];
  const output = ['-an', '-r', String(fps), '-f', 'image2pipe', '-c:v', 'mjpeg', '-q:v', '4', '-'];
  const ffmpeg = spawn('ffmpeg', ['-loglevel', 'error', ...input, ...output], { stdio: ['ignore', 'pipe', 'inherit'] });
  ffmpeg.on('error', (error) => process.stderr.write(`The video cannot be played: ${error.message}\n`));
  let rest: Buffer = Buffer.alloc(0);
  ffmpeg.stdout.on('data', (chunk: Buffer) => {
    const { pictures, rest: left } = takePictures(Buffer.concat([rest, chunk]));
    rest = left;
    for (const picture of pictures) onPicture(picture);
  });
  return () => ffmpeg.kill('SIGKILL');
}

/** Whole JPEG files out of a row of them, and what is left of the last. */
export function takePictures(bytes: Buffer): { readonly pictures: Buffer[]; readonly rest: Buffer } {
  const pictures: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    const start = rest.indexOf(START);
    const end = start < 0 ? -1 : rest.indexOf(END, start + 2);
    if (end < 0) return { pictures, rest };
    pictures.push(rest.subarray(start, end + 2));
    rest = rest.subarray(end + 2);
  }
}
