import { ManualClock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { ok, unwrap } from '@anban/foundation/result';
import { expect, it } from 'vitest';
import { replyFrame } from '../id-card-reader/test-support.ts';
import type { OpenSerial } from '../serial/transport.ts';
import { ANSWERED_MS, MOST_HELD, recordSerial } from './record.ts';
import { scrubScannerLines, scrubSdt } from './scrub.ts';
import type { Entry } from './session.ts';

async function listening() {
  const clock = new ManualClock();
  const data = new Emitter<Uint8Array>();
  const open: OpenSerial = async () =>
    ok({
      isOpen: true,
      write: () => undefined,
      onData: (listener) => data.on(listener),
      onClose: () => () => undefined,
      setBaudRate: async () => ok(undefined),
      close: async () => undefined,
    });
  const written: Entry[] = [];
  const line = recordSerial(open, { clock, scrub: scrubScannerLines, write: (entry) => written.push(entry) });
  unwrap(await line('scanner', 115_200));
  const heard = () => written.filter((entry) => entry.event === 'in').map(({ bytes }) => Buffer.from(bytes, 'hex'));
  return { clock, say: (text: string) => data.emit(Buffer.from(text, 'latin1')), heard };
}

// A scanner that is only listened to was never flushed: its codes were held, as they were, until the end.
it('what a scanner says that is never asked anything is scrubbed and written after a silence', async () => {
  const { clock, say, heard } = await listening();
  say('TOKEN');
  await clock.advance(ANSWERED_MS - 1);
  say('S\r');
  await clock.advance(ANSWERED_MS - 1);
  expect(heard()).toEqual([]);
  await clock.advance(1);
  expect(Buffer.concat(heard()).toString()).toBe('XXXXXX\r');
});

it('one that never falls silent is written in pieces, none of which says more', async () => {
  const { clock, say, heard } = await listening();
  for (let said = 0; said <= MOST_HELD; said += 100) {
    say('T'.repeat(100));
    await clock.advance(10);
  }
  expect(Buffer.concat(heard()).toString()).toBe('X'.repeat(Math.ceil(MOST_HELD / 100) * 100));
});

// Bug: the number of the card's chip, which some modules answer a selection with, stood in the file.
it('of the short answers of a card reader only the SAM’s number stays', () => {
  const [selected, samId] = [Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), Uint8Array.from({ length: 16 }, (_, i) => i)];
  const scrubbed = scrubSdt(Buffer.concat([replyFrame(0x90, selected), replyFrame(0x90, samId)]));
  expect(Buffer.from(scrubbed)).toEqual(
    Buffer.concat([replyFrame(0x90, new Uint8Array(8).fill(0xee)), replyFrame(0x90, samId)]),
  );
});
