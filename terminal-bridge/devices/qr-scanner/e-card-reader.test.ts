import { ManualClock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import { FakeScanner } from '../../testing/fake-devices.ts';
import { cardOf, PEOPLE } from '../../testing/sample-roster.ts';
import type { IdentityDocument } from '../identity-document.ts';
import { ECardReader, HOLD_MS } from './e-card-reader.ts';

let clock: ManualClock;
let scanner: FakeScanner;
let asked: string[];
let answer: Result<IdentityDocument, FaultName>;
let reader: ECardReader;

beforeEach(() => {
  clock = new ManualClock();
  scanner = new FakeScanner();
  asked = [];
  answer = ok(cardOf(PEOPLE.today));
  reader = new ECardReader(scanner, clock, async (code) => {
    asked.push(code);
    return answer;
  });
});
afterEach(() => reader.close());

const never = () => new AbortController().signal;

test('a code shown to nobody is a document that lies there for a moment, and is resolved only when asked for', async () => {
  scanner.show('A');
  await clock.advance(0);
  expect(reader.status).toEqual({ status: 'card-present' });
  expect(asked).toEqual([]);
  expect((await reader.read(never())).ok).toBe(true);
  expect(asked).toEqual(['A']);
  expect(reader.status).toEqual({ status: 'ready' });
});

test('a code that waited in vain is forgotten, and the same phone does not begin again', async () => {
  scanner.show('A');
  await clock.advance(HOLD_MS);
  expect(reader.status).toEqual({ status: 'ready' });
  scanner.show('A');
  await clock.advance(0);
  expect(reader.status).toEqual({ status: 'ready' });
});

test('a stale code is told once, and a fresh one goes on', async () => {
  answer = fail('eCardStale');
  const told: ReadProgress[] = [];
  const reading = reader.read(never(), (progress) => told.push(progress));
  scanner.show('A');
  await clock.advance(0);
  expect(told.at(-1)).toEqual({ stage: 'again', fault: 'eCardStale' });
  scanner.show('A');
  await clock.advance(1000);
  expect(asked).toEqual(['A']);
  answer = ok(cardOf(PEOPLE.today));
  scanner.show('B');
  expect((await reading).ok).toBe(true);
});

test('given up, it answers cardTimeout', async () => {
  const stop = new AbortController();
  const reading = reader.read(stop.signal);
  stop.abort();
  expect(await reading).toEqual(fail('cardTimeout'));
});
