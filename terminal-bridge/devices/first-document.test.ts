import { fail } from '@anban/foundation/result';
import { expect, test } from 'vitest';
import type { ReadProgress } from '../protocol/messages.ts';
import { noSocialSecurityReader } from '../terminal/absent-devices.ts';
import { FakeReader } from '../testing/fake-devices.ts';
import { cardOf, PEOPLE } from '../testing/sample-roster.ts';
import { FirstDocument } from './first-document.ts';

const never = () => new AbortController().signal;

test('the first document on any reader is taken, and the others are let go', async () => {
  const [first, second] = [new FakeReader(), new FakeReader()];
  const reading = new FirstDocument([first, second]).read(never());
  second.lay(cardOf(PEOPLE.today));
  expect(await reading).toMatchObject({ ok: true, value: { name: PEOPLE.today.name } });
});

test('of two documents in the same moment one is taken, and the portrait of the other is wiped', async () => {
  const [first, second] = [new FakeReader(), new FakeReader()];
  const late = cardOf(PEOPLE.alsoToday, { portrait: new Uint8Array(4).fill(7) });
  const reading = new FirstDocument([first, second]).read(never());
  first.lay(cardOf(PEOPLE.today));
  second.lay(late);
  expect(await reading).toMatchObject({ ok: true, value: { name: PEOPLE.today.name } });
  expect([...late.portrait]).toEqual([0, 0, 0, 0]);
});

test('a card that will never do is the answer; nobody in time is cardTimeout', async () => {
  const [first, second] = [new FakeReader(), new FakeReader()];
  const reading = new FirstDocument([first, second]).read(never());
  second.refuse('sscBankCard');
  expect(await reading).toEqual(fail('sscBankCard'));
  const stop = new AbortController();
  const waiting = new FirstDocument([first]).read(stop.signal);
  stop.abort();
  expect(await waiting).toEqual(fail('cardTimeout'));
});

test('a reader that this terminal does not have ends nothing; without any there is nothing to wait for', async () => {
  const there = new FakeReader();
  const told: ReadProgress[] = [];
  const reading = new FirstDocument([there, noSocialSecurityReader]).read(never(), (progress) => told.push(progress));
  there.lay(cardOf(PEOPLE.today));
  expect(await reading).toMatchObject({ ok: true });
  expect(told[0]).toEqual({ stage: 'waiting' });
  expect(await new FirstDocument([noSocialSecurityReader]).read(never())).toEqual(fail('readerUnplugged'));
});

test('a document forgotten on one reader gives way to the next person’s on another, until it is taken away', async () => {
  const [pad, slot] = [new FakeReader(), new FakeReader()];
  const documents = new FirstDocument([pad, slot]);
  pad.become({ status: 'card-present' });
  pad.lay(cardOf(PEOPLE.today));
  expect(await documents.read(never())).toMatchObject({ ok: true, value: { name: PEOPLE.today.name } });
  slot.become({ status: 'card-present' });
  const next = documents.read(never());
  // As a reader that lies full answers whoever asks.
  pad.lay(cardOf(PEOPLE.today));
  await Promise.resolve();
  slot.lay(cardOf(PEOPLE.alsoToday));
  expect(await next).toMatchObject({ ok: true, value: { name: PEOPLE.alsoToday.name } });
  slot.become({ status: 'ready' });
  slot.become({ status: 'card-present' });
  const again = documents.read(never());
  pad.become({ status: 'ready' });
  await Promise.resolve();
  pad.lay(cardOf(PEOPLE.today));
  expect(await again, 'laid anew, it counts again').toMatchObject({ ok: true, value: { name: PEOPLE.today.name } });
});

test('alone, the document that lay there before is read: who did not finish begins again', async () => {
  const [pad, slot] = [new FakeReader(), new FakeReader()];
  const documents = new FirstDocument([pad, slot]);
  pad.become({ status: 'card-present' });
  pad.lay(cardOf(PEOPLE.today));
  await documents.read(never());
  const again = documents.read(never());
  pad.lay(cardOf(PEOPLE.today));
  expect(await again).toMatchObject({ ok: true, value: { name: PEOPLE.today.name } });
});
