import { ManualClock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import { FakeScanner } from '../../testing/fake-devices.ts';
import { cardOf, PEOPLE } from '../../testing/sample-roster.ts';
import { FirstDocument } from '../first-document.ts';
import type { IdentityDocument } from '../identity-document.ts';
import { AWAY_MS, ECardReader, HOLD_MS } from './e-card-reader.ts';

let clock: ManualClock;
let scanner: FakeScanner;
let asked: string[];
let ids: string[];
let answer: Result<IdentityDocument, FaultName>;
let reader: ECardReader;

beforeEach(() => {
  clock = new ManualClock();
  scanner = new FakeScanner();
  asked = [];
  answer = ok(cardOf(PEOPLE.today));
  ids = [];
  reader = new ECardReader(scanner, clock, async (code, id) => {
    asked.push(code);
    ids.push(id);
    return answer;
  });
});
const stopped = new AbortController();
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

// Bug: the last code was known for ever, and whoever came with it hours later met a window that did nothing.
test('a code that was taken away and shown again later is a new attempt', async () => {
  scanner.show('A');
  await clock.advance(AWAY_MS);
  expect(reader.status).toEqual({ status: 'ready' });
  scanner.show('A');
  await clock.advance(0);
  expect(reader.status).toEqual({ status: 'card-present' });
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

// Each try had an id of its own, so that a code whose answer was lost came back as "used before".
test('a code whose answer was lost is asked for under the same id, in this visit and the next', async () => {
  answer = fail('eCardUnresolved');
  const stop = new AbortController();
  const first = reader.read(stop.signal);
  for (let round = 0; round < 3; round += 1) {
    scanner.show('A');
    await clock.advance(2000);
  }
  stop.abort();
  await first;
  const second = reader.read(never());
  await clock.advance(1000);
  scanner.show('A');
  await clock.advance(3000);
  answer = ok(cardOf(PEOPLE.today));
  scanner.show('A');
  expect((await second).ok).toBe(true);
  const third = reader.read(never());
  await clock.advance(1000);
  scanner.show('A');
  await clock.advance(2000);
  await third;
  expect(new Set(ids.slice(0, -1)).size).toBe(1);
  // Resolved, it is used up: from now on the centre must see a replay.
  expect(ids.at(-1)).not.toBe(ids[0]);
});

test('an issuer that is not connected is told once for a code, not every two seconds', async () => {
  answer = fail('eCardUnconnected');
  const told: ReadProgress[] = [];
  const stop = new AbortController();
  const reading = reader.read(stop.signal, (progress) => told.push(progress));
  for (let round = 0; round < 5; round += 1) {
    scanner.show('A');
    await clock.advance(2000);
  }
  expect(asked).toEqual(['A']);
  expect(told.at(-1)).toEqual({ stage: 'again', fault: 'eCardUnconnected' });
  stop.abort();
  await reading;
});

// "Phone screen too dark" never reached the person: of all that a look came to, only foreign codes were told.
test('a code that could not be read is told to the visit; an empty look only when something was there', async () => {
  const told: ReadProgress[] = [];
  const visit = new FirstDocument([reader]).read(stopped.signal, (progress) => told.push(progress));
  const UNREADABLE = { stage: 'again', fault: 'codeUnreadable' } as const;
  scanner.tell(UNREADABLE);
  await clock.advance(0);
  expect(told).not.toContainEqual(UNREADABLE);
  scanner.tell({ ...UNREADABLE, seen: true });
  expect(told.at(-1)).toEqual(UNREADABLE);
  scanner.tell({ stage: 'again', fault: 'codeForeign', seen: true });
  scanner.tell(UNREADABLE);
  expect(told.at(-1)).toEqual(UNREADABLE);
  stopped.abort();
  await visit;
});

test('given up, it answers cardTimeout', async () => {
  const stop = new AbortController();
  const reading = reader.read(stop.signal);
  stop.abort();
  expect(await reading).toEqual(fail('cardTimeout'));
});
