import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Tlv, walkBer, walkSimple } from './tlv.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const shown = (entries: Tlv[]) => entries.map(({ tag, value }) => [tag, Buffer.from(value).toString('hex')]);

describe('simple TLVs', () => {
  it('are walked one after another, fill bytes between them passed over', () => {
    expect(shown(walkSimple(hex('07 02 4131 00 00 FF 08 01 31 00')))).toEqual([
      [0x07, '4131'],
      [0x08, '31'],
    ]);
  });

  it('may be empty, and may have a length of two bytes', () => {
    expect(shown(walkSimple(hex('03 00 4E FF0003 414243')))).toEqual([
      [0x03, ''],
      [0x4e, '414243'],
    ]);
  });

  it.each([
    ['in the value', '07 02 4131 08 05 31'],
    ['in the length', '07 02 4131 08'],
    ['in a long length', '07 02 4131 08 FF 00'],
  ])('cut short %s: what came before stays', (_, bytes) => {
    expect(shown(walkSimple(hex(bytes)))).toEqual([[0x07, '4131']]);
  });

  const tlv = fc.record({
    tag: fc.integer({ min: 1, max: 0xfe }),
    value: fc.uint8Array({ maxLength: 254 }),
    fill: fc.array(fc.constantFrom(0x00, 0xff), { maxLength: 5 }),
  });

  it('whatever is written, the same is read, fill bytes or not', () => {
    fc.assert(
      fc.property(fc.array(tlv, { maxLength: 12 }), (entries) => {
        const bytes = entries.flatMap(({ tag, value, fill }) => [tag, value.length, ...value, ...fill]);
        expect(shown(walkSimple(Uint8Array.from(bytes)))).toEqual(shown(entries));
      }),
      { numRuns: 2000 },
    );
  });

  it('cut anywhere, what is read is a beginning of what was written', () => {
    fc.assert(
      fc.property(fc.array(tlv, { maxLength: 8 }), fc.nat(), (entries, cut) => {
        const bytes = Uint8Array.from(entries.flatMap(({ tag, value }) => [tag, value.length, ...value]));
        const read = shown(walkSimple(bytes.subarray(0, cut % (bytes.length + 1))));
        expect(read).toEqual(shown(entries).slice(0, read.length));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('BER TLVs of an answer to SELECT', () => {
  it('2.0: name and directory', () => {
    const fci = '6F16 840F 7378312E73682EC9E7BBE1B1A3D5CF A503 88011E';
    expect(shown(walkBer(hex(fci)))).toEqual([
      [0x84, '7378312e73682ec9e7bbe1b1a3d5cf'],
      [0x88, '1e'],
    ]);
  });

  it('3.0: the algorithm inside the issuer data', () => {
    const fci = '6F1C 840F 7378312E73682EC9E7BBE1B1A3D5CF A509 88011E 9F0C 03 860103';
    expect(shown(walkBer(hex(fci))).at(-1)).toEqual([0x86, '03']);
  });

  it('in the long form, and cut short', () => {
    expect(shown(walkBer(hex('6F 81 03 88011E')))).toEqual([[0x88, '1e']]);
    expect(walkBer(hex('6F 10 88011E'))).toEqual([]);
  });
});

it('whatever the card sends, neither walk throws, hangs, or makes bytes up', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      for (const walk of [walkSimple, walkBer]) {
        const read = walk(bytes).reduce((total, { value }) => total + value.length, 0);
        expect(read).toBeLessThanOrEqual(bytes.length);
      }
    }),
    { numRuns: 3000 },
  );
});
