import fc from 'fast-check';
import iconv from 'iconv-lite';
import receiptline from 'receiptline';
import { describe, expect, it } from 'vitest';
import { findFont } from './font.ts';
import { heightOf, type Line } from './paper.ts';
import { EscPosParser } from './parser.ts';
import { toPng } from './png.ts';
import { toText } from './text.ts';
import { Typesetter } from './typesetter.ts';

/** The lines that stand on the paper after these bytes, whether cut or not. */
function printed(input: Uint8Array | string): Line[] {
  const typesetter = new Typesetter();
  const commands = new EscPosParser().push(typeof input === 'string' ? Buffer.from(input, 'latin1') : input);
  const effects = commands.flatMap((command) => typesetter.apply(command));
  return effects.flatMap((effect) => (effect.kind === 'line' ? [effect.line] : []));
}

const text = (input: Uint8Array | string): string => toText(printed(input));
const gb = (words: string): string => iconv.encode(words, 'gb18030').toString('latin1');

const ticket = (document: string, command: 'escpos' | 'generic' = 'escpos'): Uint8Array =>
  Buffer.from(receiptline.transform(document, { cpl: 48, encoding: 'gb18030', command, spacing: true }), 'latin1');

describe('characters', () => {
  it('reads GB 18030 in Kanji mode, two and four bytes long', () => {
    expect(text(`\x1c&${gb('潍城区㐂劳动𠮷')}\n`)).toBe('潍城区㐂劳动𠮷');
  });

  it('reads a character whose halves come apart', () => {
    const [first = 0, second = 0] = iconv.encode('潍', 'gb18030');
    const typesetter = new Typesetter();
    const parser = new EscPosParser();
    const chunks = [Buffer.from([0x1c, 0x26, first]), Buffer.from([second, 0x0a])];
    const effects = chunks.flatMap((chunk) => parser.push(chunk)).flatMap((command) => typesetter.apply(command));
    expect(toText(effects.flatMap((effect) => (effect.kind === 'line' ? [effect.line] : [])))).toBe('潍');
  });

  it('prints a question mark for bytes that are no character', () => {
    expect(text('\x1c&\xa0\x20\n')).toBe('?');
  });

  it('reads the same bytes by code page when Kanji mode is off', () => {
    expect(text('\x1bt\x00\x80\n')).toBe('Ç');
    expect(text('\x1bt\x11\x80\n')).toBe('А');
    expect(text('\x1bt\x01\x9c\x95\x9d\n')).toBe('╭─╮');
  });

  it('follows the national set', () => {
    expect(text('\x1bR\x0f$5\x1bR\x03#5\n')).toBe('¥5£5');
  });
});

describe('the line', () => {
  it('stands left, in the middle and right', () => {
    expect(text('AB\n\x1ba\x01AB\n\x1ba2AB\n')).toBe(`AB\n${' '.repeat(23)}AB\n${' '.repeat(46)}AB`);
  });

  it('breaks by itself after 48 columns', () => {
    expect(text(`${'A'.repeat(50)}\n`)).toBe(`${'A'.repeat(48)}\nAA`);
  });

  it('is as high as its highest character', () => {
    expect(printed('\x1b3\x00A\x1d!\x22B\n').map(({ height, feed }) => [height, feed])).toEqual([[72, 72]]);
    expect(printed('A\n').map(({ height, feed }) => [height, feed])).toEqual([[24, 30]]);
  });

  it('moves the paper by dots and lines', () => {
    expect(heightOf(printed('\x1bJ\x50'))).toBe(80);
    expect(heightOf(printed('\x1bd\x03'))).toBe(90);
  });

  it('keeps columns where they are set', () => {
    expect(text('A\x1b$\x78\x00B\x1b\\\x18\x00C\n')).toBe('A         B  C');
  });

  it('is bold, underlined, inverted where it is told', () => {
    const [line] = printed('\x1bE1\x1b-2\x1dB1A\x1bE0\x1b-0\x1dB0B\n');
    expect(line?.marks).toMatchObject([
      { text: 'A', bold: true, underline: 2, inverted: true },
      { text: 'B', bold: false, underline: 0, inverted: false },
    ]);
  });
});

describe('pictures and symbols', () => {
  it('prints a raster picture dot by dot', () => {
    const [line] = printed(Buffer.from([0x1d, 0x76, 0x30, 0, 1, 0, 2, 0, 0b10000001, 0b01000010]));
    expect(line).toMatchObject({ height: 2, marks: [{ kind: 'raster', width: 8, height: 2 }] });
    expect(line?.marks[0]).toHaveProperty('bits', Uint8Array.of(0b10000001, 0b01000010));
  });

  it('turns the columns of ESC * into rows', () => {
    const [line] = printed(Buffer.from([0x1b, 0x2a, 33, 1, 0, 0x80, 0, 1, 0x0a]));
    const mark = line?.marks[0];
    expect(mark).toMatchObject({ width: 1, height: 24 });
    const bits = mark?.kind === 'raster' ? [...mark.bits] : [];
    expect(bits.map((byte) => byte >> 7)).toEqual([1, ...Array(22).fill(0), 1]);
  });

  it('draws the QR code and the barcode it is told to', () => {
    const qr = '\x1d(k\x03\x001C\x06\x1d(k\x07\x001P0A012\x1d(k\x03\x001Q0';
    expect(printed(qr)).toMatchObject([{ marks: [{ width: 21 * 6, height: 21 * 6, label: 'QR: A012' }] }]);
    const code = '\x1dh\x30\x1dw\x02\x1dH2\x1dkI\x06{BA012\n';
    expect(text(code)).toBe('[code128: A012]\nA012');
  });

  it('prints nothing for a barcode that cannot be', () => {
    expect(text('\x1dk\x43\x03ABC')).toBe('');
  });
});

describe('a ticket as receiptline writes it', () => {
  it.each(['escpos', 'generic'] as const)('has its words back (%s)', (command) => {
    const lines = text(
      ticket('^潍城区劳动能力鉴定中心\n-\n^^^^"A012"\n|姓名|王*华\n{code:A012; option:qrcode,4,l}\n', command),
    );
    expect(lines.split('\n').map((line) => line.trim())).toEqual([
      '潍城区劳动能力鉴定中心',
      '─'.repeat(48),
      'A012',
      expect.stringMatching(/^姓名 +王\*华$/),
      expect.stringMatching(/^\[picture 8[48]×84\]$/),
    ]);
  });

  it('has any Chinese words back', () => {
    const words = fc.string({
      unit: fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code)),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(words, (sentence) => {
        expect(text(ticket(sentence)).trim()).toBe(sentence);
      }),
    );
  });

  it('gives a picture 576 dots wide with ink on it, the same each time', async () => {
    const lines = printed(ticket('^^^"A012"\n潍城区'));
    const png = await toPng(lines, findFont());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(576);
    expect(png.readUInt32BE(20)).toBe(heightOf(lines) + 56);
    expect(await toPng(lines, findFont())).toEqual(png);
    expect(await toPng(printed('\n'), findFont())).not.toEqual(png);
  });
});

describe('whatever comes', () => {
  it('never throws, and the picture can be drawn', async () => {
    const byte = fc.oneof(
      fc.constantFrom(0x1b, 0x1c, 0x1d, 0x0a, 0x28, 0x6b, 0x2a, 0x76, 0x21),
      fc.integer({ min: 0, max: 255 }),
    );
    const stream = fc.array(byte, { maxLength: 200 }).map((all) => Uint8Array.from(all));
    const font = findFont();
    await fc.assert(
      fc.asyncProperty(stream, async (input) => {
        const lines = printed(input);
        toText(lines);
        if (heightOf(lines) < 4000) await toPng(lines, font);
      }),
      { numRuns: 100 },
    );
  });
});
