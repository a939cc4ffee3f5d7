/** The smart card service as it tells of its readers. */
import { expect, it } from 'vitest';
import type { BoundReader } from './pcsc-binding.ts';
import { PcscService } from './pcsc-service.ts';

const EMPTY = 0x10;
const PRESENT = 0x20;
const UNAVAILABLE = 0x08;

function serviceWith(readers: readonly (readonly [name: string, state: number])[]): PcscService {
  const connect = () => Promise.reject(new Error('not asked'));
  class Context {
    listReaders(): readonly BoundReader[] {
      return readers.map(([name, state]) => ({ name, state, connect }));
    }
    close(): void {}
  }
  return new PcscService(async () => ({ Context }));
}

it('tells which readers have a card', async () => {
  const service = serviceWith([
    ['ACME 00 00', EMPTY],
    ['ACME 01 00', PRESENT],
  ]);
  expect(await service.answer({ ask: 'readers' })).toEqual({
    answer: 'readers',
    readers: [
      { name: 'ACME 00 00', cardPresent: false },
      { name: 'ACME 01 00', cardPresent: true },
    ],
  });
});

// Bug: a reader that had ceased to answer its driver was an empty, ready one.
it('a reader that the service cannot reach is not there, whatever the service still lists', async () => {
  const service = serviceWith([
    ['hung', UNAVAILABLE],
    ['never asked', 0],
  ]);
  expect(await service.answer({ ask: 'readers' })).toEqual({ answer: 'readers', readers: [] });
});
