/** Sessions of emulated devices, recorded and replayed: the same course of events, and nobody in the file. */
import { ManualClock } from '@anban/foundation/clock';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { portraitBlock, textBlock } from '../../hardware-mocks/id-card-reader/card.ts';
import { answer } from '../../hardware-mocks/id-card-reader/codec.ts';
import { IdCardReaderEmulator } from '../../hardware-mocks/id-card-reader/emulator.ts';
import { PEOPLE } from '../../hardware-mocks/people/people.ts';
import { QrScannerEmulator } from '../../hardware-mocks/qr-scanner/emulator.ts';
import { SdtIdCardReader } from '../../terminal-bridge/devices/id-card-reader/device.ts';
import { SerialQrScanner } from '../../terminal-bridge/devices/qr-scanner/device.ts';
import { HONEYWELL } from '../../terminal-bridge/devices/qr-scanner/dialect.ts';
import { recordSerial } from '../../terminal-bridge/devices/recording/record.ts';
import { replaySerial } from '../../terminal-bridge/devices/recording/replay.ts';
import { SCRUBS, scrubSdt } from '../../terminal-bridge/devices/recording/scrub.ts';
import { type Entry, parseSession, type RecordedDevice } from '../../terminal-bridge/devices/recording/session.ts';
import type { OpenSerial } from '../../terminal-bridge/devices/serial/transport.ts';
import type { DeviceStatus } from '../../terminal-bridge/protocol/state.ts';
import { garbled } from '../support/garbled.ts';
import { Cable } from './matrix/cable.ts';
import { deadline } from './matrix/waiting.ts';

const [person] = PEOPLE;
if (person === undefined) throw new Error('the sample people are gone');

function recorder(device: RecordedDevice, open: OpenSerial, clock: ManualClock) {
  const lines: string[] = [JSON.stringify({ format: 'anban-device-session', version: 1, device })];
  const write = (entry: Entry) => lines.push(JSON.stringify(entry));
  return { open: recordSerial(open, { clock, scrub: SCRUBS[device], write }), text: () => `${lines.join('\n')}\n` };
}

/** What a reader does with a card within 20 seconds, over `open`. */
async function course(open: OpenSerial, clock: ManualClock, hands: () => void | Promise<void>) {
  const reader = new SdtIdCardReader({ path: 'reader', open, clock });
  const statuses: DeviceStatus[] = [];
  reader.onStatus((status) => statuses.push(status));
  const reading = reader.read(deadline(clock, 20_000));
  await clock.advance(2000);
  await hands();
  await clock.advance(20_000);
  const result = await reading;
  const closing = reader.close();
  await clock.advance(5000);
  await closing;
  return { statuses, result };
}

describe('a recorded card', () => {
  async function recordedCard(fault: 'corrupt-byte' | 'lift-mid-read' | 'split-chunks' | null) {
    const clock = new ManualClock();
    const cable = new Cable(clock, new Uint8Array());
    const emulator = new IdCardReaderEmulator({ linkPath: 'r', plug: cable.plug, timers: clock, realSpeed: false });
    await emulator.start();
    const { open, text } = recorder('id-card-reader', cable.open, clock);
    const lived = await course(open, clock, () => {
      if (fault !== null) emulator.setFault({ kind: fault, times: 1, on: 'read' });
      emulator.lay('wang-jianhua');
    });
    await emulator.close();
    return { lived, text: text() };
  }

  it.each([null, 'corrupt-byte', 'split-chunks'] as const)(
    '(%s) is replayed with the same course of events',
    async (fault) => {
      const { lived, text } = await recordedCard(fault);
      expect(lived.result.ok).toBe(true);
      const clock = new ManualClock();
      const replayed = await course(replaySerial(parseSession(text), clock), clock, () => undefined);
      expect(replayed.statuses.slice(0, lived.statuses.length)).toEqual(lived.statuses);
      expect(replayed.result).toMatchObject({
        ok: true,
        value: { name: '样样样', number: '1'.repeat(18), birthDate: '1111-11-11' },
      });
    },
  );

  it.each([null, 'corrupt-byte', 'lift-mid-read', 'split-chunks'] as const)(
    '(%s) leaves nothing of the person',
    async (fault) => {
      const { text } = await recordedCard(fault);
      const incoming = parseSession(text).entries.flatMap((entry) => (entry.event === 'in' ? [entry.bytes] : []));
      expect(incoming.join('').length).toBeGreaterThan(1000);
      for (const secret of secretsOf(textBlock(person), portraitBlock(person)))
        expect(incoming.join('')).not.toContain(secret);
      expect(text).not.toContain(person.name);
      expect(text).not.toContain(person.number);
    },
  );

  it('leaves nothing, however the line garbled it', () => {
    const card = Buffer.concat([Uint8Array.of(1, 0, 4, 0), textBlock(person), portraitBlock(person)]);
    const secrets = secretsOf(textBlock(person), portraitBlock(person));
    fc.assert(
      fc.property(garbled(fc.constant(answer(0x90, card))), ({ bytes }) => {
        const scrubbed = scrubSdt(bytes);
        expect(scrubbed.length).toBe(bytes.length);
        const written = Buffer.from(scrubbed).toString('hex');
        for (const secret of secrets) expect(written).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });
});

it('a recorded code is replayed as a code of the same length, and is not in the file', async () => {
  const code = '370000D1560000Az9Az9Az9Az9';
  const clock = new ManualClock();
  const cable = new Cable(clock, new Uint8Array());
  const emulator = new QrScannerEmulator({ linkPath: 's', plug: cable.plug, timers: clock });
  await emulator.start();
  const { open, text } = recorder('qr-scanner', cable.open, clock);
  const scan = async (over: OpenSerial, time: ManualClock) => {
    const scanner = new SerialQrScanner({ path: 's', open: over, clock: time, dialect: HONEYWELL });
    await time.advance(1000);
    const scanning = scanner.scan(deadline(time, 10_000));
    await time.advance(11_000);
    const result = await scanning;
    const closing = scanner.close();
    await time.advance(20_000);
    await closing;
    return result;
  };
  emulator.show(code);
  expect(await scan(open, clock)).toEqual({ ok: true, value: code });
  await emulator.close();
  expect(text()).not.toContain(Buffer.from(code).toString('hex').slice(0, 16));
  const later = new ManualClock();
  expect(await scan(replaySerial(parseSession(text()), later), later)).toEqual({
    ok: true,
    value: 'X'.repeat(code.length),
  });
});

/** Every three characters of what is written on the card, and every eight bytes of its portrait's content, in hexadecimal. */
function secretsOf(text: Uint8Array, portrait: Uint8Array): string[] {
  const words = Buffer.from(text).toString('utf16le');
  const secrets: string[] = [];
  for (let at = 0; at + 3 <= words.length; at++) {
    const piece = words.slice(at, at + 3);
    if (/^[^\s\d]{3}$/.test(piece) || /^[2-9]\d\d$/.test(piece))
      secrets.push(Buffer.from(piece, 'utf16le').toString('hex'));
  }
  const content = Buffer.from(portrait);
  for (let at = 2; at + 8 <= content.length; at += 8) {
    const piece = content.subarray(at, at + 8);
    if (new Set(piece).size > 3) secrets.push(piece.toString('hex'));
  }
  expect(secrets.length).toBeGreaterThan(20);
  return secrets;
}
