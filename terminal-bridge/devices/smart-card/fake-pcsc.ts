/**
 * For tests: the process that talks to PC/SC, with a binding whose calls stand still as the real ones do, and the whole
 * process with them. Arguments: the call that hangs, and the file that is there once it does; while the file
 * `<file>.mended` is there, nothing hangs.
 */
import { existsSync, writeFileSync } from 'node:fs';
import type { BoundCard, BoundReader } from './pcsc-binding.ts';
import { servePcsc } from './pcsc-serve.ts';

const [hanging, file = ''] = process.argv.slice(2);

const card: BoundCard = {
  atr: Uint8Array.of(0x3b, 0),
  transmit: async () => {
    hang('transmit');
    return Uint8Array.of(0x90, 0);
  },
  disconnect: () => hang('disconnect'),
};

class Context {
  listReaders(): readonly BoundReader[] {
    hang('listReaders');
    const connect = async () => {
      hang('connect');
      return card;
    };
    return [{ name: 'ACME', state: 0x20, connect }];
  }
  close(): void {}
}

function hang(call: string): void {
  if (call !== hanging || existsSync(`${file}.mended`)) return;
  writeFileSync(file, '');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

servePcsc(async () => {
  if (hanging === 'load' && !existsSync(`${file}.mended`)) throw new Error('not built');
  return { Context };
});
