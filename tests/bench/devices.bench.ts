/**
 * How devices come back: frames lost to a corrupted length, parser throughput, a social security card's read over the
 * time that its APDUs alone take, replug to ready, and a simulated day of cards. Prints one JSON line.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ManualClock, systemClock } from '@anban/foundation/clock';
import { ok, unwrap } from '@anban/foundation/result';
import { textBlock } from '../../hardware-mocks/id-card-reader/card.ts';
import { answer } from '../../hardware-mocks/id-card-reader/codec.ts';
import { IdCardReaderEmulator } from '../../hardware-mocks/id-card-reader/emulator.ts';
import { PEOPLE } from '../../hardware-mocks/people/people.ts';
import { SscChip } from '../../hardware-mocks/social-security-card/chip.ts';
import { MultipartParser } from '../../terminal-bridge/devices/camera/multipart.ts';
import { SdtIdCardReader } from '../../terminal-bridge/devices/id-card-reader/device.ts';
import { FrameParser } from '../../terminal-bridge/devices/id-card-reader/parser.ts';
import { LineParser } from '../../terminal-bridge/devices/qr-scanner/parser.ts';
import { openSerialPort } from '../../terminal-bridge/devices/serial/serialport-transport.ts';
import { readCard } from '../../terminal-bridge/devices/social-security-card/read-card.ts';
import { Cable } from '../faults/matrix/cable.ts';
import { percentile } from '../support/percentile.ts';
import { seededRandom } from '../support/random.ts';

const FOLLOWING = 20;
const GAP_MS = 300;
const THROUGHPUT_BYTES = 32 * 1024 * 1024;
const CHUNK = 4096;
const SSC_READS = 8;
/** 9600 baud, 12 bits a byte: how a contact chip answers at its slowest. */
const MS_PER_BYTE = (12 * 1000) / 9600;
const REPLUGS = 40;
const HOUR_MS = 3_600_000;
const CARD_EVERY_MS = 120_000;

const random = seededRandom(4);
const [person] = PEOPLE;
if (person === undefined) throw new Error('the sample people are gone');
const holder = person;
const CARD = answer(0x90, Buffer.concat([Uint8Array.of(1, 0, 4, 0), textBlock(holder), Buffer.alloc(1024, 0x5a)]));

const ssc = await sscRatio();
const replug = await replugTimes();
const figures = {
  ...(await resynchronisation()),
  ...throughput(),
  sscReadOverApduTime: round(ssc),
  replugToReadyMsP50: round(percentile(replug, 0.5)),
  replugToReadyMsP95: round(percentile(replug, 0.95)),
  ...(await simulatedDay()),
};
process.stdout.write(`${JSON.stringify({ name: 'devices', figures })}\n`);

/**
 * Good frames that are read, of those that follow one whose length was corrupted: every wrong length of one byte. A length
 * that became larger holds the following ones back until the line is silent for 300 ms; "at once" is without that.
 */
async function resynchronisation() {
  const good = answer(0x80);
  let [worst, sum, atOnce, cases] = [FOLLOWING, 0, 0, 0];
  for (const place of [5, 6]) {
    for (let wrong = 0; wrong < 256; wrong++) {
      if (wrong === CARD[place]) continue;
      const corrupted = Buffer.from(CARD);
      corrupted[place] = wrong;
      let read = 0;
      const onReply = ({ sw3 }: { sw3: number }) => {
        if (sw3 === 0x80) read += 1;
      };
      const clock = new ManualClock();
      const parser = new FrameParser({ clock, gapMs: GAP_MS, onReply, onDiscarded: () => undefined });
      parser.push(corrupted);
      for (let i = 0; i < FOLLOWING; i++) parser.push(good);
      atOnce += read;
      await clock.advance(GAP_MS);
      worst = Math.min(worst, read);
      sum += read;
      cases += 1;
    }
  }
  return {
    resyncOf20Mean: round(sum / cases),
    resyncOf20Worst: worst,
    resyncGoal: 19,
    resyncOf20AtOnceMean: round(atOnce / cases),
  };
}

function throughput() {
  const quiet = { clock: new ManualClock(), gapMs: GAP_MS, onReply() {}, onLine() {}, onDiscarded() {} };
  const part = Buffer.concat([Buffer.from(`--frame\r\nContent-Length: 30000\r\n\r\n`), Buffer.alloc(30_000, 7)]);
  return {
    sdtMBs: megabytesPerSecond(new FrameParser(quiet), CARD),
    scannerMBs: megabytesPerSecond(new LineParser(quiet), Buffer.from(`${'Az9'.repeat(40)}\r`)),
    mjpegMBs: megabytesPerSecond(new MultipartParser('frame', 4 * 1024 * 1024), part),
  };
}

function megabytesPerSecond(parser: { push(chunk: Uint8Array): unknown }, message: Buffer): number {
  const block = Buffer.concat(Array.from({ length: Math.ceil((1024 * 1024) / message.length) }, () => message));
  const startedAt = performance.now();
  let pushed = 0;
  while (pushed < THROUGHPUT_BYTES) {
    for (let at = 0; at < block.length; at += CHUNK) parser.push(block.subarray(at, at + CHUNK));
    pushed += block.length;
  }
  return Math.round(pushed / 1e6 / ((performance.now() - startedAt) / 1000));
}

/** Median of (whole read) / (time the card itself takes for its commands and answers). */
async function sscRatio(): Promise<number> {
  const ratios: number[] = [];
  for (let i = 0; i < SSC_READS; i++) {
    const chip = new SscChip(holder, '2.0');
    let own = 0;
    const card = {
      atr: chip.atr,
      transmit: async (apdu: Uint8Array) => {
        const startedAt = performance.now();
        const reply = chip.answer(apdu);
        await new Promise((resolve) => setTimeout(resolve, (apdu.length + reply.length) * MS_PER_BYTE));
        own += performance.now() - startedAt;
        return ok(Uint8Array.from(reply));
      },
      close: async () => undefined,
    };
    const startedAt = performance.now();
    unwrap(await readCard(card));
    ratios.push((performance.now() - startedAt) / own);
  }
  return percentile(ratios, 0.5);
}

/** Over a real pseudo-terminal in real time, pulled for a random while. */
async function replugTimes(): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'anban-devices-'));
  const emulator = new IdCardReaderEmulator({ linkPath: join(folder, 'reader') });
  await emulator.start();
  const reader = new SdtIdCardReader({ path: join(folder, 'reader'), open: openSerialPort, clock: systemClock });
  const becomes = (wanted: string) =>
    new Promise<void>((resolve) => {
      if (reader.status.status === wanted) return resolve();
      const stop = reader.onStatus(({ status }) => {
        if (status !== wanted) return;
        stop();
        resolve();
      });
    });
  const times: number[] = [];
  await becomes('ready');
  for (let i = 0; i < REPLUGS; i++) {
    emulator.unplug();
    await becomes('reconnecting');
    await new Promise((resolve) => setTimeout(resolve, random() * 700));
    const startedAt = performance.now();
    emulator.replug();
    await becomes('ready');
    times.push(performance.now() - startedAt);
  }
  await reader.close();
  await emulator.close();
  rmSync(folder, { recursive: true });
  return times;
}

/** 24 hours on a simulated clock: a card every two minutes, now and then a bad line, a pulled plug. */
async function simulatedDay() {
  const startedAt = performance.now();
  const clock = new ManualClock();
  const cable = new Cable(clock, new Uint8Array());
  const emulator = new IdCardReaderEmulator({ linkPath: 'reader', plug: cable.plug, timers: clock, realSpeed: false });
  await emulator.start();
  const reader = new SdtIdCardReader({ path: 'reader', open: cable.open, clock });
  const heap: number[] = [];
  let [laid, laidUnplugged, read] = [0, 0, 0];
  for (let hour = 0; hour < 24; hour++) {
    for (let at = 0; at < HOUR_MS; at += CARD_EVERY_MS) {
      laid += 1;
      if (laid % 50 === 0) emulator.setFault({ kind: 'corrupt-byte', times: 2 });
      if (laid % 97 === 0) {
        emulator.unplug();
        laidUnplugged += 1;
      }
      if (laid % 97 === 1) emulator.replug();
      emulator.lay(PEOPLE[laid % 3]?.id ?? holder.id);
      const stop = new AbortController();
      const reading = reader.read(stop.signal).then(({ ok: good }) => {
        read += good ? 1 : 0;
      });
      await clock.advance(CARD_EVERY_MS / 4);
      stop.abort();
      await reading;
      emulator.lift();
      await clock.advance((CARD_EVERY_MS * 3) / 4);
    }
    heap.push(heapMegabytes());
  }
  const closing = reader.close();
  await clock.advance(5000);
  await closing;
  await emulator.close();
  const [second = 0, last = 0] = [heap[1], heap.at(-1)];
  return {
    dayCardsLaid: laid,
    dayCardsLaidWhileUnplugged: laidUnplugged,
    dayCardsRead: read,
    daySeconds: round((performance.now() - startedAt) / 1000),
    dayHeapMBAfter2h: round(second),
    dayHeapMBAfter24h: round(last),
  };
}

function heapMegabytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
