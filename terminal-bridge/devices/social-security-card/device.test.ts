/** The reader of social security cards at a visit: cards that will not do, cards that never end, cards of the centre. */
import { ManualClock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import { FakeReader } from '../../testing/fake-devices.ts';
import { cardOf, PEOPLE } from '../../testing/sample-roster.ts';
import { FirstDocument } from '../first-document.ts';
import type { IdentityDocument } from '../identity-document.ts';
import type { ConnectFault, LinkFault, SmartCardTransport } from '../smart-card/transport.ts';
import { CARD_MS, POLL_MS, SscReader } from './device.ts';

type Answer = (apdu: string) => Promise<Result<Uint8Array, LinkFault>> | string;
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

const BANK: Answer = (apdu) => (apdu.includes('5041592e535953') ? '9000' : '6a82');
const DIRTY: Answer = (apdu) => (apdu.includes('5041592e535953') ? '9000' : '6f00');
const ENDLESS: Answer = () => new Promise(() => undefined);
/** Third generation: issuer data for all, holder data (EF06) protected. */
const THIRD: Answer = (apdu) => {
  if (apdu.startsWith('00a4') && apdu.includes('ef06')) return '6982';
  if (!apdu.startsWith('00b2')) return '9000';
  const records = [
    `0110${'370700D1560000050011223344556677'}`,
    '020133',
    '0304332e3030',
    '050420180312',
    '060420391231',
    '0709413132333435363738',
  ];
  if (apdu.startsWith('00b2012d')) return `${records.join('')}9000`;
  return '6a83';
};

let clock: ManualClock;
let answer: Answer | null;
let asked: number;
let powered: number;
let refusal: ConnectFault | null;
let reader: SscReader;
beforeEach(() => {
  clock = new ManualClock();
  answer = null;
  asked = 0;
  powered = 0;
  refusal = null;
  const transport: SmartCardTransport = {
    readers: async () => ok([{ name: 'ACME', cardPresent: answer !== null }]),
    connect: async () => {
      powered += 1;
      if (refusal !== null) return fail(refusal);
      return ok({
        atr: new Uint8Array(),
        transmit: async (apdu) => {
          asked += 1;
          const given = await answer?.(Buffer.from(apdu).toString('hex'));
          return typeof given === 'string' ? ok(hex(given)) : (given ?? fail({ kind: 'removed', detail: '' }));
        },
        close: async () => undefined,
      });
    },
    close: async () => undefined,
  };
  reader = new SscReader({ transport, clock, reader: null });
});
afterEach(async () => {
  const closed = reader.close();
  await clock.advance(POLL_MS);
  await closed;
});

function visit(documents: Pick<SscReader, 'read'> = reader) {
  const stop = new AbortController();
  const told: ReadProgress[] = [];
  let result: Result<IdentityDocument, FaultName> | null = null;
  void documents
    .read(stop.signal, (progress) => told.push(progress))
    .then((read) => {
      result = read;
    });
  return { stop, told, result: () => result };
}

// SELECT answered by anything but success led to "which other card is it", and our cards are bank cards besides.
it('a card with bad contacts is unreadable after three tries, never a bank card', async () => {
  answer = DIRTY;
  const { result } = visit();
  await clock.advance(5 * POLL_MS);
  expect(result()).toEqual(fail('sscCardUnreadable'));
});

// A bank card that was left in its slot ended every read at once, and the identity card was never reached.
it('a bank card left in its slot does not keep the identity card out', async () => {
  const idCards = new FakeReader();
  const both = new FirstDocument([idCards, reader]);
  answer = BANK;
  const first = visit(both);
  await clock.advance(POLL_MS);
  expect(first.result()).toEqual(fail('sscBankCard'));
  const before = asked;
  const second = visit(both);
  await clock.advance(10 * POLL_MS);
  expect(second.result()).toBeNull();
  expect(second.told.at(-1)).toEqual({ stage: 'again', fault: 'sscBankCard' });
  expect(asked).toBe(before);
  idCards.lay(cardOf(PEOPLE.today));
  await clock.advance(0);
  expect(second.result()).toMatchObject({ ok: true });
  const third = visit(both);
  answer = null;
  await clock.advance(POLL_MS);
  answer = BANK;
  await clock.advance(2 * POLL_MS);
  expect(third.result()).toEqual(fail('sscBankCard'));
});

// One answer may take five seconds, and a card may be asked thousands of questions: a read had no end of its own.
it('a card that never answers is given up after twenty seconds, and the reader can be closed at once', async () => {
  answer = ENDLESS;
  const { told } = visit();
  await clock.advance(POLL_MS + CARD_MS);
  expect(told).toContainEqual({ stage: 'again', fault: 'sscCardUnreadable' });
  await clock.advance(2 * POLL_MS);
  let closed = false;
  void reader.close().then(() => {
    closed = true;
  });
  await clock.advance(0);
  expect(closed).toBe(true);
});

// A card went to another platform as soon as it was put in, before anybody had asked for anything.
it('a third-generation card is asked about only for a visit, which may end while the centre thinks', async () => {
  const about: string[] = [];
  reader.resolveWith(({ cardNumber }) => {
    about.push(cardNumber);
    return new Promise(() => undefined);
  });
  answer = THIRD;
  await clock.advance(2 * POLL_MS);
  expect(asked).toBeGreaterThan(2);
  expect(about).toEqual([]);
  const { stop, result } = visit();
  await clock.advance(2 * POLL_MS);
  expect(about).toEqual(['A12345678']);
  stop.abort();
  await clock.advance(0);
  expect(result()).toEqual(fail('cardTimeout'));
});

it('a third-generation card whose holder the centre does not tell: told, and not asked again until it is put in anew', async () => {
  let resolved = 0;
  reader.resolveWith(async () => {
    resolved += 1;
    return fail('sscCentreUnreachable');
  });
  answer = THIRD;
  const first = visit();
  await clock.advance(2 * POLL_MS);
  expect(first.result()).toEqual(fail('sscCentreUnreachable'));
  const second = visit();
  await clock.advance(5 * POLL_MS);
  expect([second.result(), resolved]).toEqual([null, 1]);
  answer = null;
  await clock.advance(2 * POLL_MS);
  answer = THIRD;
  await clock.advance(2 * POLL_MS);
  expect([second.result(), resolved]).toEqual([fail('sscCentreUnreachable'), 2]);
});

// Bug: the self-test passed on what the smart card service remembered, and the reader was asked nothing.
it('a check has the reader power the card in it, and tells what hinders it; nobody checks, nothing is powered', async () => {
  const { signal } = new AbortController();
  answer = BANK;
  await clock.advance(2 * POLL_MS);
  const before = powered;
  await clock.advance(2 * POLL_MS);
  expect(powered).toBe(before);
  const well = reader.check(signal);
  await clock.advance(POLL_MS);
  expect([await well, powered]).toEqual([null, before + 1]);
  refusal = { kind: 'mute', detail: 'the contacts are bent' };
  const ill = reader.check(signal);
  await clock.advance(POLL_MS);
  expect(await ill).toBe('sscCardMute');
});

it('a check of an empty slot ends with the next answer of the service', async () => {
  const check = reader.check(new AbortController().signal);
  await clock.advance(POLL_MS);
  expect([await check, powered]).toEqual([null, 0]);
});
