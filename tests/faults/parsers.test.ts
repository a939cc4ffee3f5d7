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
import { FrameParser } from '../../terminal-bridge/devices/id-card-reader/parser.ts';
import { parseCardData } from '../../terminal-bridge/devices/id-card-reader/text-block.ts';
import { conditionOf as pagePrinterCondition } from '../../terminal-bridge/devices/page-printer/condition.ts';
import { answerOf } from '../../terminal-bridge/devices/page-printer/ipp-client.ts';
import { parseBmp } from '../../terminal-bridge/devices/portrait/bmp.ts';
import { LineParser, LONGEST_CODE } from '../../terminal-bridge/devices/qr-scanner/parser.ts';
import { conditionOf, isStatusByte } from '../../terminal-bridge/devices/receipt-printer/status.ts';
import { holderOf, issuerDataOf } from '../../terminal-bridge/devices/social-security-card/elements.ts';
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
    const parsers = [
      new FrameParser(quiet),
      new LineParser(quiet),
      new MultipartParser('frame', SMALL_LIMIT),
      new JpegSplitter(SMALL_LIMIT),
    ];
    const starts = ['aaaaaa9669ffff', '', Buffer.from('--frame\r\n\r\n').toString('hex'), 'ffd8ffe0ffff'];
    const noise = [0x41, 0x42, 0x43].map((byte) => Buffer.alloc(64 * 1024, byte));
    const before = held();
    for (const [i, parser] of parsers.entries()) {
      parser.push(Buffer.from(starts[i] ?? '', 'hex'));
      for (let n = 0; n < 64; n++) parser.push(noise[n % 3] ?? Buffer.alloc(0));
    }
    expect(held() - before).toBeLessThan(2 * 1024 * 1024);
    expect(parsers).toHaveLength(4);
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
