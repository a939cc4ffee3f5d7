/** Sessions of a social security card, recorded and replayed: the same course of events, and nobody in the file. */
import { ManualClock } from '@anban/foundation/clock';
import { ok, unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { PEOPLE } from '../../hardware-mocks/people/people.ts';
import { SscChip } from '../../hardware-mocks/social-security-card/chip.ts';
import { cardNumberOf, filesOf, serialOf } from '../../hardware-mocks/social-security-card/content.ts';
import {
  CARD_SESSION_HEAD,
  type CardEntry,
  parseCardSession,
} from '../../terminal-bridge/devices/recording/card-session.ts';
import { recordCards } from '../../terminal-bridge/devices/recording/record-cards.ts';
import { replayCards } from '../../terminal-bridge/devices/recording/replay-cards.ts';
import { AnswerScrubber } from '../../terminal-bridge/devices/recording/scrub-apdu.ts';
import type { SmartCardTransport } from '../../terminal-bridge/devices/smart-card/transport.ts';
import { SscReader } from '../../terminal-bridge/devices/social-security-card/device.ts';
import { verifyPin } from '../../terminal-bridge/devices/social-security-card/pin.ts';
import { selectApplication } from '../../terminal-bridge/devices/social-security-card/select.ts';
import type { DeviceStatus } from '../../terminal-bridge/protocol/state.ts';
import { garbled } from '../support/garbled.ts';
import { CardBench } from './matrix/card-bench.ts';
import { deadline } from './matrix/waiting.ts';

const HANDS_AT_MS = 2000;

/** What a reader does with a card within 20 seconds, over `transport`. */
async function course(transport: SmartCardTransport, clock: ManualClock, hands: () => void) {
  const reader = new SscReader({ transport, clock, reader: null });
  const statuses: DeviceStatus[] = [];
  reader.onStatus((status) => statuses.push(status));
  const reading = reader.read(deadline(clock, 20_000));
  await clock.advance(HANDS_AT_MS);
  hands();
  await clock.advance(20_000);
  const result = await reading;
  const closing = reader.close();
  await clock.advance(5000);
  await closing;
  return { statuses, result };
}

async function recordedCourse(disturb: (bench: CardBench, clock: ManualClock) => void) {
  const clock = new ManualClock();
  const bench = new CardBench(clock);
  const lines = [JSON.stringify(CARD_SESSION_HEAD)];
  const write = (entry: CardEntry) => lines.push(JSON.stringify(entry));
  const lived = await course(recordCards(bench, clock, write), clock, () => {
    bench.insert();
    disturb(bench, clock);
  });
  return { lived, person: bench.person, text: `${lines.join('\n')}\n` };
}

it.each([
  ['a card that is read', () => undefined],
  [
    'a card behind bad contacts for a while',
    (bench: CardBench, clock: ManualClock) => {
      bench.apply('half answer');
      clock.after(400, () => bench.mend('half answer'));
    },
  ],
])('%s is replayed with the same course of events, as nobody', async (_, disturb) => {
  const { lived, person, text } = await recordedCourse(disturb);
  expect(unwrap(lived.result).name).toBe(person.name);
  const clock = new ManualClock();
  const replayed = await course(replayCards(parseCardSession(text), clock), clock, () => undefined);
  expect(replayed.statuses).toEqual(lived.statuses);
  const { name, number, birthDate } = unwrap(replayed.result);
  expect([name, number, birthDate]).toEqual(['样'.repeat(person.name.length), '1'.repeat(18), '1111-11-11']);
  for (const secret of secretsOf(person)) expect(text).not.toContain(secret);
});

it('a PIN is never written down, nor how long it was', async () => {
  const [person] = PEOPLE;
  if (person === undefined) throw new Error('the sample people are gone');
  const chip = new SscChip(person, '2.0', '864209');
  const clock = new ManualClock();
  const written: CardEntry[] = [];
  const bare: SmartCardTransport = {
    readers: async () => ok([]),
    connect: async () =>
      ok({
        atr: chip.atr,
        transmit: async (apdu) => ok(Uint8Array.from(chip.answer(apdu))),
        close: async () => undefined,
      }),
    close: async () => undefined,
  };
  const card = unwrap(await recordCards(bare, clock, (entry) => written.push(entry)).connect(''));
  unwrap(await selectApplication(card));
  expect((await verifyPin(card, '864209')).ok).toBe(true);
  expect(JSON.stringify(written)).not.toContain('864209');
  const verified = written.filter((entry) => entry.event === 'exchange' && entry.asked.startsWith('0020'));
  expect(verified.map((entry) => (entry.event === 'exchange' ? entry.asked : ''))).toEqual(['00200000', '00200000']);
});

it('nothing of the holder stays, however records are garbled or cut', () => {
  const [person] = PEOPLE;
  if (person === undefined) throw new Error('the sample people are gone');
  const records = [...filesOf(person, '2.0').values()].flat().map((record) => Uint8Array.from(record));
  const secrets = secretsOf(person);
  fc.assert(
    fc.property(garbled(fc.constantFrom(...records), { noise: 4 }), ({ bytes, chunks }) => {
      const scrubber = new AnswerScrubber();
      const read = Uint8Array.of(0, 0xb2, 1, 0x34, 0);
      const fetch = Uint8Array.of(0, 0xc0, 0, 0, 0);
      const answer = (data: Uint8Array) => Uint8Array.of(...data, 0x61, 0x10);
      const all = chunks.map((chunk, i) => scrubber.scrub(i === 0 ? read : fetch, answer(chunk)));
      expect(all.reduce((sum, { length }) => sum + length - 2, 0)).toBe(bytes.length);
      const text = all.map((one) => Buffer.from(one).toString('hex')).join('|');
      for (const secret of secrets) expect(text).not.toContain(secret);
    }),
    { numRuns: 500 },
  );
});

/** The holder's name, numbers and card as they stand in the card's records, in hexadecimal and in words. */
function secretsOf(person: (typeof PEOPLE)[number]): string[] {
  const serial = serialOf(person);
  return [
    person.name,
    person.number,
    iconv.encode(person.name, 'gb18030').toString('hex'),
    Buffer.from(person.number, 'latin1').toString('hex').slice(0, 24),
    Buffer.from(cardNumberOf(serial), 'latin1').toString('hex'),
    `156000005${serial}`,
    person.birthDate.replaceAll('-', ''),
  ];
}
