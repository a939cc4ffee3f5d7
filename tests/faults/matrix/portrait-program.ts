/**
 * A decoder program as vendors' are started by the bridge, which does what a file says, whose path is the argument: the
 * ninth byte of a block is the shade of its picture.
 */
import { setTimeout as delay } from 'node:timers/promises';
import {
  PORTRAIT_BMP_BYTES,
  PORTRAIT_HEIGHT,
  PORTRAIT_WIDTH,
  WLT_BYTES,
} from '../../../terminal-bridge/devices/portrait/wlt.ts';
import { letFall, readState } from './helper-state.ts';
import { spoil } from './spoil.ts';

const HEADERS_BYTES = 54;
const SHADE_AT = 8;
const PAUSE_MS = 2;
const [, , file = ''] = process.argv;

/** The length of a picture, and no picture. */
const WRONG = framed(Buffer.alloc(PORTRAIT_BMP_BYTES, 7));

if (!readState(file).present) process.exit(1);
let held = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  held = Buffer.concat([held, chunk]);
  for (; held.length >= WLT_BYTES; held = held.subarray(WLT_BYTES)) await answer(held.subarray(0, WLT_BYTES));
}

async function answer(block: Buffer): Promise<void> {
  const { fault } = readState(file);
  const isBlank = block.every((byte) => byte === 0);
  const pieces = spoil(fault, framed(isBlank ? Buffer.alloc(0) : picture(block[SHADE_AT] ?? 0)), WRONG);
  for (const { bytes, afterMs } of pieces) {
    if (afterMs > 0) await delay(PAUSE_MS);
    process.stdout.write(bytes);
  }
  if (fault === 'silence' || fault === 'half answer') letFall(file, process.pid);
}

function framed(body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** Bottom-up, 24 bits a pixel, all of one shade. */
function picture(shade: number): Buffer {
  const bmp = Buffer.alloc(PORTRAIT_BMP_BYTES, shade);
  bmp.fill(0, 0, HEADERS_BYTES);
  bmp.write('BM');
  bmp.writeUInt32LE(HEADERS_BYTES, 10);
  bmp.writeInt32LE(PORTRAIT_WIDTH, 18);
  bmp.writeInt32LE(PORTRAIT_HEIGHT, 22);
  bmp.writeUInt16LE(24, 28);
  return bmp;
}
