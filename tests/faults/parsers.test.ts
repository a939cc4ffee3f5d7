/**
 * Every parser that reads what a device sends, against valid messages that were garbled: never throws, finds its way
 * back, keeps a bounded amount. At least a million bytes in each run.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Clock } from '@anban/foundation/clock';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textBlock } from '../../hardware-mocks/id-card-reader/card.ts';
import { answer } from '../../hardware-mocks/id-card-reader/codec.ts';
import { STATUS, TAG, writeAnswer } from '../../hardware-mocks/page-printer/ipp.ts';
import { PEOPLE } from '../../hardware-mocks/people/people.ts';
import { filesOf } from '../../hardware-mocks/social-security-card/content.ts';
import { JpegSplitter, jpegSize } from '../../terminal-bridge/devices/camera/jpeg.ts';
import { MultipartParser } from '../../terminal-bridge/devices/camera/multipart.ts';
import { type HidDevice, HidTransport } from '../../terminal-bridge/devices/hid/transport.ts';
import { FrameParser } from '../../terminal-bridge/devices/id-card-reader/parser.ts';
import { formatSamId } from '../../terminal-bridge/devices/id-card-reader/sam-id.ts';
import { parseCardData } from '../../terminal-bridge/devices/id-card-reader/text-block.ts';
import { parseAddresses } from '../../terminal-bridge/devices/id-card-reader/text-fields.ts';
import { conditionOf as pagePrinterCondition } from '../../terminal-bridge/devices/page-printer/condition.ts';
import { answerOf } from '../../terminal-bridge/devices/page-printer/ipp-client.ts';
import { parseBmp } from '../../terminal-bridge/devices/portrait/bmp.ts';
import { LineParser, LONGEST_CODE } from '../../terminal-bridge/devices/qr-scanner/parser.ts';
import { conditionOf, isStatusByte } from '../../terminal-bridge/devices/receipt-printer/status.ts';
import { VpcdAnswer } from '../../terminal-bridge/devices/smart-card/vpcd-answer.ts';
import { holderOf, issuerDataOf } from '../../terminal-bridge/devices/social-security-card/elements.ts';
import { historicalBytes } from '../../terminal-bridge/devices/social-security-card/holder-access.ts';
import { walkBer, walkSimple } from '../../terminal-bridge/devices/social-security-card/tlv.ts';
import { type Garbled, garbled } from '../support/garbled.ts';

const LEAST_BYTES = 1_000_000;
const SMALL_LIMIT = 4096;
let generated = 0;

function check(message: fc.Arbitrary<Uint8Array>, numRuns: number, property: (input: Garbled) => void): void {
  fc.assert(
    fc.property(garbled(message), (input) => {
      generated += input.bytes.length;
      property(input);
    }),
    { numRuns },
  );
}

/** A HID device that says what the test says. */
class Reports implements HidDevice {
  say: (report: Uint8Array) => void = () => undefined;
  onData(listener: (report: Uint8Array) => void): void {
    this.say = listener;
  }
  onError(): void {}
  async write(): Promise<void> {}
  async close(): Promise<void> {}
}

const REPORT_BYTES = 64;
function* reportsOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += REPORT_BYTES) {
    const report = new Uint8Array(REPORT_BYTES);
    report.set(bytes.subarray(at, at + REPORT_BYTES));
    yield report;
  }
}

/** Time that passes when the test says so, at once. */
class Lapse implements Clock {
  #due = new Set<() => void>();
  now(): number {
    return 0;
  }
  after(_ms: number, callback: () => void): () => void {
    this.#due.add(callback);
    return () => this.#due.delete(callback);
  }
  pass(): void {
    const due = [...this.#due];
    this.#due.clear();
    for (const callback of due) callback();
  }
}

const [person] = PEOPLE;
if (person === undefined) throw new Error('the sample people are gone');
const CARD = Buffer.concat([Uint8Array.of(1, 0, 4, 0), textBlock(person), Buffer.alloc(1024, 0x5a)]);

/** SOI, a frame header of 64 by 48, a scan with stuffed bytes, EOI. */
const JPEG = Buffer.from(
  'ffd8ffc0000b080030004001011100ffda0008010100003f00112233ff00445566ffd9'.replaceAll(' ', ''),
  'hex',
);
const part = (jpeg: Uint8Array) =>
  Buffer.concat([Buffer.from(`--frame\r\nContent-Length: ${jpeg.length}\r\n\r\n`), jpeg, Buffer.from('\r\n')]);
const BMP = (() => {
  const bmp = Buffer.alloc(54 + 12 * 4);
  bmp.write('BM');
  for (const [at, value] of [
    [10, 54],
    [18, 4],
    [22, 4],
    [30, 0],
  ] as const)
    bmp.writeUInt32LE(value, at);
  bmp.writeUInt16LE(24, 28);
  return bmp;
})();

describe('streams', () => {
  it('SDT frames: keeps at most two frames, accounts for every byte, reads the next good frame after a silence', () => {
    const message = fc.constantFrom(answer(0x80), answer(0x9f, new Uint8Array(4)), answer(0x90, CARD));
    check(message, 1500, ({ bytes, chunks }) => {
      const clock = new Lapse();
      let [read, discarded, replies] = [0, 0, 0];
      const parser = new FrameParser({
        clock,
        gapMs: 300,
        onReply: ({ data }) => {
          read += 10 + data.length;
          replies += 1;
        },
        onDiscarded: (one) => {
          discarded += one.bytes;
        },
      });
      for (const chunk of chunks) parser.push(chunk);
      const held = bytes.length - read - discarded;
      expect(held).toBeLessThanOrEqual(2 * 2321);
      clock.pass();
      expect(parser.midFrame).toBe(false);
      const before = replies;
      parser.push(answer(0x80));
      expect(replies).toBe(before + 1);
    });
  });

  it('scanner lines: only printable codes within the bound, and the next code after a silence is whole', () => {
    const message = fc.constantFrom('370000D1560000Az9Az9Az9\r', 'NR\r', 'TRGMOD0\x06!', `${'X'.repeat(600)}\r\n`);
    check(
      message.map((text) => Buffer.from(text, 'latin1')),
      1500,
      ({ chunks }) => {
        const clock = new Lapse();
        const codes: string[] = [];
        const onLine = (line: { kind: string; text?: string }) => line.text !== undefined && codes.push(line.text);
        const parser = new LineParser({ clock, gapMs: 200, onLine, onDiscarded: () => undefined });
        for (const chunk of chunks) parser.push(chunk);
        for (const code of codes) expect(code).toMatch(/^[ -~]+$/);
        expect(Math.max(0, ...codes.map((code) => code.length))).toBeLessThanOrEqual(LONGEST_CODE);
        clock.pass();
        expect(parser.midLine).toBe(false);
        parser.push(Buffer.from('GOOD\r'));
        expect(codes.at(-1)).toBe('GOOD');
      },
    );
  });

  it('SDT frames in HID reports: nothing that did not come, and the answer to the next question is whole', () => {
    const message = fc.constantFrom(answer(0x80), answer(0x9f, new Uint8Array(4)), answer(0x90, CARD));
    check(message, 1500, ({ chunks }) => {
      const device = new Reports();
      const line = new HidTransport(device);
      let [said, heard] = [0, 0];
      let lately: Uint8Array[] = [];
      line.onData((chunk) => {
        heard += chunk.length;
        lately.push(chunk);
      });
      for (const report of chunks.flatMap((chunk) => [...reportsOf(chunk)])) {
        said += report.length;
        device.say(report);
      }
      expect(heard).toBeLessThanOrEqual(said);
      line.write(answer(0x80));
      lately = [];
      for (const report of reportsOf(answer(0x90, CARD))) device.say(report);
      expect(Buffer.concat(lately)).toEqual(Buffer.from(answer(0x90, CARD)));
    });
  });

  it('answers of emulated cards: as long as their first two bytes say, however they are cut', () => {
    const said = (body: Uint8Array) => Uint8Array.of(body.length >> 8, body.length & 0xff, ...body);
    check(
      fc.constantFrom(said(CARD), said(Uint8Array.of(0x90, 0)), said(new Uint8Array())),
      1500,
      ({ bytes, chunks }) => {
        const parser = new VpcdAnswer();
        const whole = chunks.map((chunk) => parser.push(chunk)).find((body) => body !== null);
        const length = bytes.length < 2 ? Number.POSITIVE_INFINITY : Buffer.from(bytes).readUInt16BE(0);
        expect(whole === undefined ? null : Buffer.from(whole)).toEqual(
          bytes.length < 2 + length ? null : Buffer.from(bytes.subarray(2, 2 + length)),
        );
        expect(new VpcdAnswer().push(said(CARD))).toEqual(Uint8Array.from(CARD));
      },
    );
  });

  it('MJPEG parts: none over the limit, and good parts get through again', () => {
    check(fc.constantFrom(part(JPEG), part(Buffer.alloc(700, 0x31))), 800, ({ chunks }) => {
      const parser = new MultipartParser('frame', SMALL_LIMIT);
      for (const chunk of chunks)
        for (const one of parser.push(chunk)) expect(one.length).toBeLessThanOrEqual(SMALL_LIMIT);
      // A header that was cut off may take what follows for its own: 8 KB of header, then a body up to the limit.
      const good = Buffer.concat(Array.from({ length: 160 }, () => part(JPEG)));
      expect(parser.push(good).at(-1)).toEqual(Uint8Array.from(JPEG));
    });
  });

  it('JPEGs end to end: none over the limit, all bytes accounted for, and good pictures get through again', () => {
    check(fc.constant(JPEG), 1500, ({ bytes, chunks }) => {
      const splitter = new JpegSplitter(SMALL_LIMIT);
      let out = 0;
      for (const chunk of chunks) for (const one of splitter.push(chunk)) out += one.length;
      expect(bytes.length - out - splitter.discarded).toBeLessThanOrEqual(SMALL_LIMIT + 65_535);
      const good = Buffer.concat(Array.from({ length: 2200 }, () => JPEG));
      expect(splitter.push(good).at(-1)).toEqual(Uint8Array.from(JPEG));
    });
  });

  it('hold little, however long nothing makes sense', () => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    if (typeof collect !== 'function') throw new Error('no garbage collector to call');
    const held = () => {
      // Twice: what the first round frees outside the heap is gone with the second.
      collect();
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const quiet = { clock: new Lapse(), gapMs: 1, onReply() {}, onLine() {}, onDiscarded() {} };
    const reports = new Reports();
    const hid = new HidTransport(reports);
    const parsers = [
      new FrameParser(quiet),
      new LineParser(quiet),
      new MultipartParser('frame', SMALL_LIMIT),
      new JpegSplitter(SMALL_LIMIT),
      { push: (bytes: Uint8Array) => [...reportsOf(bytes)].map((report) => reports.say(report)) },
    ];
    const starts = ['aaaaaa9669ffff', '', Buffer.from('--frame\r\n\r\n').toString('hex'), 'ffd8ffe0ffff', 'aaaaaa96'];
    const noise = [0x41, 0x42, 0x43].map((byte) => Buffer.alloc(64 * 1024, byte));
    const before = held();
    for (const [i, parser] of parsers.entries()) {
      parser.push(Buffer.from(starts[i] ?? '', 'hex'));
      for (let n = 0; n < 64; n++) parser.push(noise[n % 3] ?? Buffer.alloc(0));
    }
    expect(held() - before).toBeLessThan(2 * 1024 * 1024);
    expect(parsers).toHaveLength(5);
    expect(hid.isOpen).toBe(true);
  });
});

describe('messages', () => {
  it('card data, simple and BER TLVs, issuer and holder: never more than came', () => {
    const records = [...filesOf(person, '2.0').values()].flat();
    check(fc.constantFrom(CARD, ...records), 1500, ({ bytes }) => {
      parseCardData(bytes);
      parseCardData(bytes, { fingerprints: true, provisional: true });
      const simple = walkSimple(bytes);
      expect(simple.reduce((sum, { value }) => sum + value.length, 0)).toBeLessThanOrEqual(bytes.length);
      expect(walkBer(bytes).reduce((sum, { value }) => sum + value.length, 0)).toBeLessThanOrEqual(bytes.length);
      issuerDataOf(simple);
      holderOf(simple);
    });
  });

  it('answers to reset: their historical bytes are among them, and no more than 15', () => {
    const resets = ['3b6d0000814a444686605199000001ac37', '3b6500002063cb6800', '3bff9600ffc00a31fe4d8031e0'];
    check(fc.constantFrom(...resets.map((hex) => Buffer.from(hex, 'hex'))), 1500, ({ bytes }) => {
      const historical = historicalBytes(bytes);
      expect(historical.length).toBeLessThanOrEqual(15);
      expect(Buffer.from(bytes).includes(Buffer.from(historical))).toBe(true);
    });
  });

  it('newest addresses and SAM numbers: never more than came, and one line', () => {
    const address = Buffer.alloc(70, ' ', 'utf16le');
    address.write('山东省潍坊市潍城区', 'utf16le');
    const sam = Buffer.from('0500010019d6340110270000204e0000', 'hex');
    check(fc.constantFrom(address, Buffer.concat([address, address]), sam), 1500, ({ bytes }) => {
      const addresses = parseAddresses(bytes);
      expect(addresses.length).toBeLessThanOrEqual(bytes.length / 70);
      for (const one of addresses) expect(one.length > 0 && one.length <= 35).toBe(true);
      const number = formatSamId(bytes);
      expect(number === null).toBe(bytes.length < 16);
      if (number !== null) expect(number).toMatch(/^\d{2,5}\.\d{2,5}-\d{8,10}-\d{10}-\d{10}$/);
    });
  });

  it('ESC/POS status: any three answers have one reading, and only bytes with the fixed bits are answers', () => {
    check(fc.constant(Uint8Array.of(0x12, 0x12, 0x12)), 800, ({ bytes }) => {
      const [printer = 0, cause = 0, paper = 0] = bytes.filter(isStatusByte);
      const { fault, paperLow } = conditionOf(printer, cause, paper);
      expect([null, 'printerCoverOpen', 'printerPaperOut', 'printerUnreachable']).toContain(fault);
      expect(typeof paperLow).toBe('boolean');
    });
  });

  it('IPP answers: an answer to our question or a named fault', () => {
    const asked = {
      version: [2, 0],
      operation: 0x0b,
      id: 7,
      attributes: new Map(),
      document: Buffer.alloc(0),
    } as const;
    const good = writeAnswer(asked, STATUS.ok, [
      {
        tag: TAG.printer,
        attributes: [
          { name: 'printer-state', tag: TAG.enum, values: [3] },
          { name: 'printer-state-reasons', tag: TAG.keyword, values: ['none', 'media-low'] },
        ],
      },
    ]);
    expect(answerOf(Buffer.from(good), 7).ok).toBe(true);
    check(fc.constant(good), 1500, ({ bytes }) => {
      const read = answerOf(Buffer.from(bytes), 7);
      if (read.ok) pagePrinterCondition(read.value.printer);
      else expect(['garbled', 'refused']).toContain(read.fault.kind);
    });
  });

  it('bounds of pictures: a size that the bytes can hold, or none', () => {
    expect([jpegSize(JPEG), parseBmp(BMP).ok]).toEqual([{ width: 64, height: 48 }, true]);
    check(fc.constantFrom(JPEG, BMP), 1500, ({ bytes }) => {
      const size = jpegSize(bytes);
      if (size !== null) expect(size.width > 0 && size.width <= 65_535 && size.height > 0).toBe(true);
      const bmp = parseBmp(bytes);
      if (bmp.ok) expect(bmp.value.data.length).toBe(bmp.value.width * bmp.value.height * 3);
    });
  });
});

it('a million bytes and more', () => {
  process.stdout.write(`parsers: ${generated} bytes generated\n`);
  expect(generated).toBeGreaterThanOrEqual(LEAST_BYTES);
});
