import { ManualClock } from '@anban/foundation/clock';
import { ok } from '@anban/foundation/result';
import { expect, it } from 'vitest';
import { cardOf, PEOPLE } from '../testing/sample-roster.ts';
import { HandOver, HOLD_MS, wipePortrait } from './hand-over.ts';

const cardWith = (portrait: Uint8Array) => ({ ...cardOf(PEOPLE.today), portrait });

// It was dropped as it was, and stayed readable in memory.
it('a portrait that nobody came for is overwritten', async () => {
  const clock = new ManualClock();
  const handOver = new HandOver(clock, wipePortrait);
  const portrait = Uint8Array.of(1, 2, 3);
  handOver.offer(ok(cardWith(portrait)));
  await clock.advance(HOLD_MS);
  expect(portrait).toEqual(new Uint8Array(3));
});

it('a portrait that was asked for is handed over whole', async () => {
  const handOver = new HandOver(new ManualClock(), wipePortrait);
  const portrait = Uint8Array.of(1, 2, 3);
  handOver.offer(ok(cardWith(portrait)));
  await handOver.wait(new AbortController().signal, () => undefined);
  handOver.forget();
  expect(portrait).toEqual(Uint8Array.of(1, 2, 3));
});

// Bug: a read that was given up before it began took the card with it, and its portrait stayed readable in memory.
it('a portrait is not taken along by a read that is over already, and is overwritten in its time', async () => {
  const clock = new ManualClock();
  const handOver = new HandOver(clock, wipePortrait);
  const portrait = Uint8Array.of(1, 2, 3);
  handOver.offer(ok(cardWith(portrait)));
  expect(await handOver.wait(AbortSignal.abort(), () => undefined)).toMatchObject({ ok: false });
  await clock.advance(HOLD_MS);
  expect(portrait).toEqual(new Uint8Array(3));
});
