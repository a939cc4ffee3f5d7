import { ManualClock } from '@anban/foundation/clock';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiscardedLine, LineParser, LONGEST_CODE, type ScannerLine } from './parser.ts';

const GAP_MS = 200;

function listen() {
  const clock = new ManualClock();
  const lines: ScannerLine[] = [];
  const discarded: DiscardedLine[] = [];
  const parser = new LineParser({
    clock,
    gapMs: GAP_MS,
    onLine: (line) => lines.push(line),
    onDiscarded: (one) => discarded.push(one),
  });
  const codes = () => lines.flatMap((line) => (line.kind === 'code' ? [line.text] : []));
  return { clock, parser, lines, discarded, codes };
}

/** `bytes` cut at the places given. */
function* cut(bytes: Uint8Array, places: number[]): Generator<Uint8Array> {
  const at = [0, ...places.filter((place) => place < bytes.length).sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < at.length; i++) yield bytes.subarray(at[i - 1], at[i]);
}

describe('a scanner on a clean line', () => {
  it.each(['\r', '\n', '\r\n'])('reads codes that end with %j', (end) => {
    const { parser, codes } = listen();
    parser.push(Buffer.from(`first${end}second${end}`));
    expect(codes()).toEqual(['first', 'second']);
  });

  it('tells a look without a code from a code', () => {
    const { parser, lines } = listen();
    parser.push(Buffer.from('NR\rNRX\r'));
    expect(lines).toEqual([{ kind: 'no-read' }, { kind: 'code', text: 'NRX' }]);
  });

  it.each([
    ['\x06', true],
    ['\x05', false],
    ['\x15', false],
  ])('reads the answer to a command with the verdict %j', (verdict, accepted) => {
    const { parser, lines } = listen();
    parser.push(Buffer.from(`SHWNRD1${verdict}!code\r`));
    expect(lines).toEqual([
      { kind: 'answer', command: 'SHWNRD1', accepted },
      { kind: 'code', text: 'code' },
    ]);
  });

  it(`takes ${LONGEST_CODE} characters and no more`, () => {
    const { parser, codes, discarded } = listen();
    const longest = 'x'.repeat(LONGEST_CODE);
    parser.push(Buffer.from(`${longest}\r${longest}y\rz\r`));
    expect(codes()).toEqual([longest, 'z']);
    expect(discarded).toEqual([{ kind: 'discarded', reason: 'too-long', bytes: LONGEST_CODE + 1 }]);
  });
});

describe('a scanner on a bad line', () => {
  it('drops a code of other characters whole and reads the next', () => {
    const { parser, codes, discarded } = listen();
    parser.push(Buffer.from('电子社保卡\rgood\r', 'utf8'));
    expect(codes()).toEqual(['good']);
    expect(discarded).toEqual([{ kind: 'discarded', reason: 'noise', bytes: 15 }]);
  });

  it('gives up a line that stops arriving, after 200 ms and not before', async () => {
    const { parser, codes, discarded, clock } = listen();
    parser.push(Buffer.from('half'));
    await clock.advance(GAP_MS - 1);
    expect(parser.midLine).toBe(true);
    await clock.advance(1);
    expect(discarded).toEqual([{ kind: 'discarded', reason: 'incomplete', bytes: 4 }]);
    parser.push(Buffer.from('whole\r'));
    expect(codes()).toEqual(['whole']);
  });
});

describe('whatever arrives', () => {
  const code = fc.stringMatching(/^[!-~]{3,200}$/).filter((text) => text !== 'NR');
  const places = fc.array(fc.nat(3000), { maxLength: 30 });
  /** A line that is no code, with its end: at least one byte that no code has. */
  const dirt = fc
    .uint8Array({ minLength: 1, maxLength: 700 })
    .map((bytes) => Buffer.from([0xff, ...bytes.map((byte) => (byte === 0x0d || byte === 0x0a ? 0 : byte)), 0x0d]));

  it('reads every code between lines of noise, however the line cuts them, and counts what it drops', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(dirt, code), { maxLength: 6 }), places, (pieces, at) => {
        const { parser, codes, discarded } = listen();
        const bytes = Buffer.concat(pieces.flatMap(([noise, text]) => [noise, Buffer.from(`${text}\r`)]));
        for (const chunk of cut(bytes, at)) parser.push(chunk);
        expect(codes()).toEqual(pieces.map(([, text]) => text));
        const dropped = discarded.reduce((sum, one) => sum + one.bytes, 0);
        expect(dropped).toBe(pieces.reduce((sum, [noise]) => sum + noise.length - 1, 0));
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, gives only printable codes within the bound, and is clean after an end', () => {
    let bytes = 0;
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 4000, size: 'max' }), { maxLength: 6, size: 'max' }),
        (chunks) => {
          const { parser, codes, lines } = listen();
          for (const chunk of chunks) {
            bytes += chunk.length;
            parser.push(chunk);
          }
          parser.push(Buffer.from('\rafter\r'));
          expect(lines.at(-1)).toEqual({ kind: 'code', text: 'after' });
          for (const text of codes()) expect(text).toMatch(/^[ -~]{1,512}$/);
          expect(parser.midLine).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
    expect(bytes).toBeGreaterThan(1_000_000);
  });
});
