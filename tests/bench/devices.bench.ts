/**
 * How devices come back: frames lost to a corrupted length, parser throughput, a social security card's read over the
 * time that its APDUs alone take, replug to ready of every device, and a simulated day of documents. Prints one JSON line.
 */
import { ManualClock } from '@anban/foundation/clock';
import { ok, unwrap } from '@anban/foundation/result';
import { textBlock } from '../../hardware-mocks/id-card-reader/card.ts';
import { answer } from '../../hardware-mocks/id-card-reader/codec.ts';
import { PEOPLE } from '../../hardware-mocks/people/people.ts';
import { SscChip } from '../../hardware-mocks/social-security-card/chip.ts';
import { MultipartParser } from '../../terminal-bridge/devices/camera/multipart.ts';
import { FrameParser } from '../../terminal-bridge/devices/id-card-reader/parser.ts';
import { LineParser } from '../../terminal-bridge/devices/qr-scanner/parser.ts';
import { readCard } from '../../terminal-bridge/devices/social-security-card/read-card.ts';
import { camera } from '../faults/matrix/camera.ts';
import { hidCardReader } from '../faults/matrix/hid-card-reader.ts';
import { idCardReader } from '../faults/matrix/id-card-reader.ts';
import { pagePrinter } from '../faults/matrix/page-printer.ts';
import { qrScanner } from '../faults/matrix/qr-scanner.ts';
import { receiptPrinter } from '../faults/matrix/receipt-printer.ts';
import { socialSecurityCard } from '../faults/matrix/social-security-card.ts';
import { percentile } from '../support/percentile.ts';
import { seededRandom } from '../support/random.ts';
import { simulatedDay } from '../support/simulated-day.ts';
import { replugOf, replugOverTerminals } from './devices-replug.ts';

const FOLLOWING = 20;
const GAP_MS = 300;
const THROUGHPUT_BYTES = 32 * 1024 * 1024;
const CHUNK = 4096;
const SSC_READS = 8;
/** 9600 baud, 12 bits a byte: how a contact chip answers at its slowest. */
const MS_PER_BYTE = (12 * 1000) / 9600;
/** By the second hour of the day everything is loaded and compiled. */
const WARM_HOUR = 2;
/** The document camera is brought back by the same code as the camera. */
const PULLED = {
  IdCardReader: idCardReader,
  HidCardReader: hidCardReader,
  SscReader: socialSecurityCard,
  QrScanner: qrScanner,
  Camera: camera,
  ReceiptPrinter: receiptPrinter,
  PagePrinter: pagePrinter,
};

const random = seededRandom(4);
const [person] = PEOPLE;
if (person === undefined) throw new Error('the sample people are gone');
const holder = person;
const CARD = answer(0x90, Buffer.concat([Uint8Array.of(1, 0, 4, 0), textBlock(holder), Buffer.alloc(1024, 0x5a)]));

const ssc = await sscRatio();
const real = await replugOverTerminals(random);
const figures = {
  ...(await resynchronisation()),
  ...throughput(),
  sscReadOverApduTime: round(ssc),
  idCardReaderReplugMsP50: real.idCard.p50,
  idCardReaderReplugMsP95: real.idCard.p95,
  qrScannerReplugMsP50: real.qr.p50,
  qrScannerReplugMsP95: real.qr.p95,
  ...(await simulatedReplugs()),
  ...(await day()),
};
process.stdout.write(`${JSON.stringify({ name: 'devices', figures })}\n`);

/**
 * Good frames that are read, of those that follow one whose length was corrupted: every wrong length of one byte; "at
 * once" without the 300 ms of silence after which an unfinished frame is given up.
 */
async function resynchronisation() {
  const good = answer(0x80);
  let [worst, sum, worstAtOnce, atOnce, cases] = [FOLLOWING, 0, FOLLOWING, 0, 0];
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
      worstAtOnce = Math.min(worstAtOnce, read);
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
    resyncOf20AtOnceWorst: worstAtOnce,
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

/** Of each device of the fault matrix on the simulated clock, idle, its cable out for up to 5 s after it was missed. */
async function simulatedReplugs() {
  const figures: [string, number][] = [];
  for (const [name, device] of Object.entries(PULLED)) {
    process.stderr.write(`replug: ${device.name}\n`);
    figures.push([`simulatedReplugMsP95${name}`, (await replugOf(device, random)).p95]);
  }
  return Object.fromEntries(figures);
}

/** 24 hours on a simulated clock at all readers; as in `tests/faults/simulated-day.test.ts`. */
async function day() {
  process.stderr.write('a simulated day\n');
  const startedAt = performance.now();
  const { shown, shownInVain, read, heap } = await simulatedDay();
  return {
    dayDocumentsShown: shown,
    dayDocumentsShownWhileUnplugged: shownInVain,
    dayDocumentsRead: read,
    daySeconds: round((performance.now() - startedAt) / 1000),
    dayHeapMBAfter2h: round(heap[WARM_HOUR - 1] ?? Number.NaN),
    dayHeapMBAfter24h: round(heap.at(-1) ?? Number.NaN),
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
