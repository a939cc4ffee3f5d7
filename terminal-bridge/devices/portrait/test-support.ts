/** For the tests: blocks, and decoder programs that behave in every way a vendor's may. */
import type { PortraitDecoder } from './decoder.ts';
import { WLT_BYTES } from './wlt.ts';

/** A block that begins as the chip's do; `mark` tells the program under test what to do. */
export function wltBlock(mark = 0): Uint8Array {
  const block = new Uint8Array(WLT_BYTES);
  block.set([0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00, 0x32, 0x00, mark]);
  return block;
}

/**
 * Answers every block with a picture whose left column is red and whose rest is blue. By the ninth byte: 1 crashes, 2 hangs,
 * 3 sends a length that cannot be, 4 sends something that is no bitmap, 5 says that it cannot, 6 answers twice,
 * 7 hangs in the first of the runs that were given the path of one file.
 */
const PROGRAM = `
const { existsSync, writeFileSync } = require('node:fs');
const ranBefore = process.argv[1];
const first = ranBefore !== undefined && !existsSync(ranBefore);
if (first) writeFileSync(ranBefore, '');
const bmp = Buffer.alloc(38862);
bmp.write('BM'); bmp.writeUInt32LE(54, 10); bmp.writeInt32LE(102, 18); bmp.writeInt32LE(126, 22); bmp.writeUInt16LE(24, 28);
for (let y = 0; y < 126; y++) for (let x = 0; x < 102; x++) bmp[54 + 308 * y + 3 * x + (x === 0 ? 2 : 0)] = 255;
const answer = (body) => { const n = Buffer.alloc(4); n.writeUInt32BE(body.length); process.stdout.write(Buffer.concat([n, body])); };
let held = Buffer.alloc(0);
process.stdin.on('data', (chunk) => {
  held = Buffer.concat([held, chunk]);
  for (; held.length >= 1024; held = held.subarray(1024)) {
    const mark = held[8];
    if (mark === 1) process.abort();
    else if (mark === 2 || (mark === 7 && first)) continue;
    else if (mark === 3) process.stdout.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    else if (mark === 4) answer(Buffer.alloc(38862, 7));
    else if (mark === 5) answer(Buffer.alloc(0));
    else if (mark === 6) { answer(bmp); answer(bmp); }
    else answer(bmp);
  }
});`;
export const MARKS = {
  crash: 1,
  hang: 2,
  impossibleLength: 3,
  noBitmap: 4,
  cannot: 5,
  twice: 6,
  hangInFirstRun: 7,
} as const;
export const TEST_PROGRAM = ['node', '-e', PROGRAM] as const;

/** Resolves when `decoder` has the status. */
export function untilStatus(decoder: PortraitDecoder, status: string): Promise<void> {
  if (decoder.status.status === status) return Promise.resolve();
  return new Promise((resolve) => {
    const unsubscribe = decoder.onStatus((now) => {
      if (now.status !== status) return;
      unsubscribe();
      resolve();
    });
  });
}
