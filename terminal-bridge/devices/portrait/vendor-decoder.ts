/**
 * The program that runs as the decoder's child process over a vendor's library (`libwlt2bmp.so`):
 *
 *     node vendor-decoder.ts /opt/vendor/libwlt2bmp.so
 *
 * It is a process of its own because nobody can vouch for the library. `_Unpack(src, 1024, dst, &outLen)` returns 1
 * and has written a 24-bit bitmap. Exit code 3: the library cannot be loaded.
 */
import { writeSync } from 'node:fs';
import koffi from 'koffi';
import { kindOfBlock, PORTRAIT_BMP_BYTES, WLT_BYTES } from './wlt.ts';

const SUCCESS = 1;
/** More than a bitmap needs, for libraries that write a little beyond. */
const OUTPUT_BYTES = 65_536;
const CANNOT_LOAD = 3;

/** Libraries print to standard output; that would land among the answers. So answers go to a copy, prints to stderr. */
function takeOverStdout(): number {
  const libc = koffi.load(null);
  const answers: unknown = libc.func('int dup(int fd)')(1);
  libc.func('int dup2(int from, int to)')(2, 1);
  return typeof answers === 'number' ? answers : 1;
}

function loadUnpack(path: string): (block: Buffer) => Buffer {
  const unpack = koffi
    .load(path)
    .func('int _Unpack(const uint8_t *src, int length, _Out_ uint8_t *dst, _Inout_ int *outLength)');
  return (block) => {
    const output = Buffer.alloc(OUTPUT_BYTES);
    const returned: unknown = unpack(block, WLT_BYTES, output, [PORTRAIT_BMP_BYTES]);
    const isBitmap = returned === SUCCESS && output.toString('latin1', 0, 2) === 'BM';
    return isBitmap ? output.subarray(0, PORTRAIT_BMP_BYTES) : Buffer.alloc(0);
  };
}

function answer(fd: number, bmp: Buffer): void {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bmp.length);
  let rest = Buffer.concat([length, bmp]);
  while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
}

function serve(path: string): void {
  const answers = takeOverStdout();
  const unpack = loadUnpack(path);
  let held = Buffer.alloc(0);
  process.stdin.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    for (; held.length >= WLT_BYTES; held = held.subarray(WLT_BYTES)) {
      const block = held.subarray(0, WLT_BYTES);
      answer(answers, kindOfBlock(block) === 'wlt' ? unpack(block) : Buffer.alloc(0));
    }
  });
}

try {
  serve(process.argv[2] ?? '');
} catch (error) {
  process.stderr.write(`vendor-decoder: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = CANNOT_LOAD;
}
