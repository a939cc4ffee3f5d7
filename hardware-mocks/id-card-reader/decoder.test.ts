import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PEOPLE, portraitBmp } from '../people/people.ts';
import { portraitBlock } from './card.ts';

/** A decoder process, spoken to as the bridge does. */
class Decoder {
  readonly #child: ChildProcess;
  #received: Buffer = Buffer.alloc(0);

  constructor() {
    this.#child = spawn(process.execPath, [new URL('./decoder.ts', import.meta.url).pathname], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout?.on('data', (bytes: Buffer) => {
      this.#received = Buffer.concat([this.#received, bytes]);
    });
  }

  send(bytes: Uint8Array): void {
    this.#child.stdin?.write(bytes);
  }

  /** The next answer, without its length. */
  async answer(): Promise<Buffer> {
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('no output');
    while (this.#received.length < 4 || this.#received.length < 4 + this.#received.readUInt32BE(0)) {
      await once(stdout, 'data');
    }
    const end = 4 + this.#received.readUInt32BE(0);
    const bitmap = this.#received.subarray(4, end);
    this.#received = this.#received.subarray(end);
    return bitmap;
  }

  /** Ends the input; resolves with the exit code. */
  async end(): Promise<unknown> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const exited = once(this.#child, 'exit');
    this.#child.stdin?.end();
    const [code]: unknown[] = await exited;
    return code;
  }
}

const blockOf = (id: string): Buffer => {
  const person = PEOPLE.find((one) => one.id === id);
  if (person === undefined) throw new Error(id);
  return portraitBlock(person);
};

let decoder: Decoder;
beforeEach(() => {
  decoder = new Decoder();
});
afterEach(async () => {
  await decoder.end();
});

it('turns a block into the bitmap of that person, 102 by 126, and another into another', async () => {
  decoder.send(blockOf('li-xiuying'));
  const first = await decoder.answer();
  expect(first.toString('latin1', 0, 2)).toBe('BM');
  expect([first.length, first.readInt32LE(18), first.readInt32LE(22), first.readUInt16LE(28)]).toEqual([
    38862, 102, 126, 24,
  ]);
  expect(first).toEqual(await portraitBmp('li-xiuying'));
  decoder.send(blockOf('zhao-min'));
  expect(await decoder.answer()).not.toEqual(first);
});

it('answers in order, however the blocks are cut', async () => {
  const ids = ['zhao-min', 'li-xiuying', 'zhao-min'];
  const all = Buffer.concat(ids.map(blockOf));
  for (let at = 0; at < all.length; at += 700) decoder.send(all.subarray(at, at + 700));
  for (const id of ids) expect(await decoder.answer()).toEqual(await portraitBmp(id));
});

it('answers length 0 to a blank block, to noise and to the portrait of nobody, and goes on', async () => {
  const nobody = blockOf('zhao-min');
  nobody.write('somebody-else', 11, 'latin1');
  for (const block of [blockOf('wu-min'), Buffer.alloc(1024, 0x5a), nobody]) {
    decoder.send(block);
    expect(await decoder.answer()).toHaveLength(0);
  }
  decoder.send(blockOf('zhao-min'));
  expect(await decoder.answer()).toHaveLength(38862);
});

it('ends when its input ends', async () => {
  expect(await decoder.end()).toBe(0);
});
