import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from './commands.ts';
import { EscPosParser, MOST_PARAMETER_BYTES } from './parser.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

/** What was understood, short: text as text, commands as name and parameters. Text of several pieces is one. */
function understood(commands: readonly Command[]): string[] {
  const all: string[] = [];
  let text = '';
  for (const command of commands) {
    if (command.kind === 'text') {
      text += Buffer.from(command.bytes).toString('latin1');
      continue;
    }
    if (text !== '') all.push(`"${text}"`);
    text = '';
    if (command.kind === 'command') {
      all.push([command.name, ...[...command.params].map((byte) => byte.toString(16).padStart(2, '0'))].join(' '));
    } else {
      all.push(`- ${command.count}`);
    }
  }
  if (text !== '') all.push(`"${text}"`);
  return all;
}

/** Passed-over bytes in several pieces count as one piece. */
function joined(lines: readonly string[]): string[] {
  const all: string[] = [];
  for (const line of lines) {
    const last = all.at(-1);
    if (line.startsWith('- ') && last?.startsWith('- ')) {
      all[all.length - 1] = `- ${Number(last.slice(2)) + Number(line.slice(2))}`;
    } else {
      all.push(line);
    }
  }
  return all;
}

const parsed = (input: Uint8Array): string[] => understood(new EscPosParser().push(input));

describe('commands byte by byte', () => {
  it.each<[string, Uint8Array, string[]]>([
    ['initialise, then text and a line feed', bytes('\x1b@A012\n'), ['ESC @', '"A012"', 'LF']],
    ['alignment and size', bytes('\x1ba\x01\x1d!\x11'), ['ESC a 01', 'GS ! 11']],
    ['Kanji mode on and off', bytes('\x1c&\x1c.'), ['FS &', 'FS .']],
    ['character style', bytes('\x1c(A\x02\x00\x30\x00'), ['FS ( 41 02 00 30 00']],
    [
      'two-byte positions',
      bytes('\x1b$\x0c\x00\x1b\\\x08\x01\x1dL\x00\x00\x1dW\x40\x02'),
      ['ESC $ 0c 00', 'ESC \\ 08 01', 'GS L 00 00', 'GS W 40 02'],
    ],
    ['cut with and without feed', bytes('\x1dVB\x00\x1dV\x01X'), ['GS V 42 00', 'GS V 01', '"X"']],
    ['barcode by length', bytes('\x1dk\x49\x03{BAZ'), ['GS k 49 03 7b 42 41', '"Z"']],
    ['barcode by NUL', bytes('\x1dk\x041234\x00Z'), ['GS k 04 31 32 33 34 00', '"Z"']],
    ['QR data by length', bytes('\x1d(k\x04\x00\x31\x50\x30AB'), ['GS ( 6b 04 00 31 50 30 41', '"B"']],
    [
      'raster: 2 bytes by 2 rows',
      bytes('\x1dv0\x00\x02\x00\x02\x00', [1, 2, 3, 4], 'Z'),
      ['GS v 30 00 02 00 02 00 01 02 03 04', '"Z"'],
    ],
    [
      'stored graphics with a 32-bit length',
      bytes('\x1d8L\x02\x00\x00\x00\x30\x32Z'),
      ['GS 8 4c 02 00 00 00 30 32', '"Z"'],
    ],
    ['bit image, 24 dots', bytes('\x1b*\x21\x01\x00', [7, 8, 9], 'Z'), ['ESC * 21 01 00 07 08 09', '"Z"']],
    ['status requests', bytes('\x10\x04\x04\x1dr1'), ['DLE EOT 04', 'GS r 31']],
    ['tab stops', bytes('\x1bD\x08\x10\x00Z'), ['ESC D 08 10 00', '"Z"']],
  ])('%s', (_what, input, expected) => {
    expect(parsed(input)).toEqual(expected);
  });

  it('passes over a lone control byte and a command that no printer knows', () => {
    expect(parsed(bytes([0x01], 'A\x1b\x7fB'))).toEqual(['- 1', '"A"', '- 2', '"B"']);
  });

  it('waits for the rest of a command that is not complete', () => {
    const parser = new EscPosParser();
    expect(understood(parser.push(bytes('\x1da')))).toEqual([]);
    expect(parser.heldBytes).toBe(2);
    expect(understood(parser.push(bytes('\x00A')))).toEqual(['GS a 00', '"A"']);
  });

  it('passes over a picture that is too large, and reads on behind it', () => {
    const size = MOST_PARAMETER_BYTES + 10;
    const head = bytes('\x1d8L', [size & 255, (size >> 8) & 255, (size >> 16) & 255, 0]);
    const parser = new EscPosParser();
    const commands = parser.push(head);
    for (let sent = 0; sent < size; sent += 1000) {
      commands.push(...parser.push(new Uint8Array(Math.min(1000, size - sent))));
      expect(parser.heldBytes).toBeLessThan(16);
    }
    commands.push(...parser.push(bytes('after')));
    expect(joined(understood(commands))).toEqual([`- ${size + 5}`, '"after"']);
  });
});

describe('whatever comes', () => {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(0x1b, 0x1c, 0x1d, 0x10, 0x00, 0x01, 0x0a, 0x28, 0x6b, 0x76, 0x2a, 0x40) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 255 }) },
  );
  const stream = fc.array(piece, { maxLength: 300 }).map((all) => Uint8Array.from(all));

  it('never throws and holds no more than a command may have', () => {
    fc.assert(
      fc.property(fc.array(stream, { maxLength: 6 }), (chunks) => {
        const parser = new EscPosParser();
        for (const chunk of chunks) parser.push(chunk);
        expect(parser.heldBytes).toBeLessThanOrEqual(MOST_PARAMETER_BYTES + 2);
      }),
    );
  });

  it('understands the same in any pieces', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(300), { maxLength: 12 }), (input, cuts) => {
        const parser = new EscPosParser();
        const edges = [0, ...cuts.map((cut) => Math.min(cut, input.length)).sort((a, b) => a - b), input.length];
        const commands = edges.slice(1).flatMap((edge, index) => parser.push(input.subarray(edges[index], edge)));
        expect(joined(understood(commands))).toEqual(joined(parsed(input)));
      }),
      { numRuns: 500 },
    );
  });
});
