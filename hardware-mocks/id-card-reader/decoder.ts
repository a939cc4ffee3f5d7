/**
 * The stand-in for a vendor's photo decoder, as a child process: 1024 bytes on standard input, on standard output the
 * length (four bytes, big-endian) and a bitmap of 102×126 pixels; length 0 when the block is none of ours. A portrait is
 * made when its card first comes (0.1 s) and kept: making all of them at the start would cost a second and a half.
 */
import { portraitBmp } from '../people/portrait.ts';
import { portraitReference } from './card.ts';

const BLOCK_BYTES = 1024;

async function decode(block: Uint8Array): Promise<Buffer> {
  const reference = portraitReference(block);
  try {
    return reference === null ? Buffer.alloc(0) : await portraitBmp(reference);
  } catch {
    // Nobody of that name has a portrait.
    return Buffer.alloc(0);
  }
}

function write(bitmap: Buffer): void {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bitmap.length);
  process.stdout.write(Buffer.concat([length, bitmap]));
}

let received = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  received = Buffer.concat([received, chunk]);
  while (received.length >= BLOCK_BYTES) {
    write(await decode(received.subarray(0, BLOCK_BYTES)));
    received = received.subarray(BLOCK_BYTES);
  }
}
