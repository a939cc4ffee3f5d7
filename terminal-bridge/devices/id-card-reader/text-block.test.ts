import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nationOf, sexOf } from './codes.ts';
import { cardData } from './test-support.ts';
import { parseCardData } from './text-block.ts';
import { parseAddresses } from './text-fields.ts';

describe('a resident card', () => {
  it('is decoded field by field, blanks removed', () => {
    const { portrait, ...text } = unwrap(parseCardData(cardData())).document;
    expect(text).toEqual({
      kind: 'resident-card',
      nameLatin: null,
      nationality: null,
      passNumber: null,
      name: '王建国',
      sex: { code: '1', label: '男' },
      nation: { code: '01', label: '汉' },
      birthDate: '1949-12-31',
      address: '北京市东城区某街1号',
      number: '11010519491231002X',
      issuer: '北京市公安局东城分局',
      validFrom: '2015-01-01',
      validTo: '2035-01-01',
    });
    expect(portrait.length).toBe(1024);
    expect([...portrait.subarray(0, 2)]).toEqual([0x57, 0x4c]);
  });

  it('may be valid for ever (长期)', () => {
    expect(unwrap(parseCardData(cardData({ validTo: '长期' }))).document.validTo).toBeNull();
  });

  it('keeps a rare name whole: a character outside the basic plane, and 䶮', () => {
    expect(unwrap(parseCardData(cardData({ name: '𬱖䶮' }))).document.name).toBe('𬱖䶮');
  });

  it('keeps a number that fails its check digit: judging it is not the reader’s business', () => {
    expect(unwrap(parseCardData(cardData({ number: '110105194912310020' }))).document.number).toBe(
      '110105194912310020',
    );
  });

  it('shows an unknown nation by its code', () => {
    expect(unwrap(parseCardData(cardData({ nation: '60' }))).document.nation).toEqual({ code: '60', label: '60' });
  });

  it('may come without a photo', () => {
    const data = cardData().slice(0, 260);
    data.set([1, 0, 0, 0]);
    expect(unwrap(parseCardData(data)).document.portrait.length).toBe(0);
  });
});

describe('a card that is not read', () => {
  it('the 2023 foreigner’s, unless the provisional layout is switched on', () => {
    const data = blockOf(FOREIGN_2023);
    expect(parseCardData(data)).toEqual({ ok: false, fault: 'cardUnsupported' });
    expect(parseCardData(data, { provisional: true }).ok).toBe(true);
  });

  it.each([
    ['birth date', { birth: '1949123X' }],
    ['validity', { validTo: 'soon' }],
    ['name', { name: ' ' }],
  ])('%s makes no sense', (_, fields) => {
    expect(parseCardData(cardData(fields))).toEqual({ ok: false, fault: 'cardUnreadable' });
  });

  it('cut short anywhere', () => {
    const data = cardData();
    fc.assert(fc.property(fc.nat(data.length - 1), (length) => !parseCardData(data.subarray(0, length)).ok));
  });

  it('never throws, whatever the chip holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1284, maxLength: 1284 }), (bytes) => {
        bytes.set([1, 0, 4, 0]);
        for (const typeMark of [0x20, 0x49, 0x4a, 0x59]) {
          bytes.set([typeMark, 0], 4 + 248);
          expect(typeof parseCardData(bytes, { provisional: true }).ok).toBe('boolean');
        }
      }),
    );
  });
});

/** A 3001 reply with a text block made of these fields: offset and length in bytes, as the specification gives them. */
function blockOf(fields: readonly (readonly [offset: number, length: number, text: string])[]): Uint8Array {
  const text = Buffer.from(' '.repeat(128), 'utf16le');
  for (const [offset, length, value] of fields) text.write(value.padEnd(length / 2), offset, length, 'utf16le');
  return Uint8Array.of(1, 0, 4, 0, ...text, ...new Uint8Array(1024).fill(0x5a));
}
const FOREIGN_2017 = [
  [0, 120, 'SPECIMEN, ZHENGJIANYANGBEN'],
  [120, 2, '2'],
  [122, 30, 'CAN370784010128'],
  [152, 6, 'CAN'],
  [158, 30, '证件样本'],
  [188, 16, '20190301'],
  [204, 16, '20290301'],
  [220, 16, '19840101'],
  [236, 4, '01'],
  [240, 8, '3700'],
  [248, 2, 'I'],
] as const;
const FOREIGN_2023 = [
  [0, 30, '证件样本'],
  [30, 2, '2'],
  [32, 4, '00'],
  [36, 16, '19810803'],
  [52, 70, 'A NAME OF EXACTLY 35 CHARACTERS, IT'],
  [122, 36, '911124198108030024'],
  [188, 16, '20231215'],
  [204, 16, '20331215'],
  [220, 22, ' SECOND PT'],
  [242, 6, 'CAN'],
  [248, 2, 'Y'],
] as const;
const PERMIT = [
  [0, 30, '证件样本'],
  [30, 2, '2'],
  [36, 16, '19940823'],
  [52, 70, '广东省深圳市福田区样例路1号'],
  [122, 36, '810000199408230021'],
  [158, 30, '深圳市公安局'],
  [188, 16, '20190901'],
  [204, 16, '20240901'],
  [220, 18, 'H00000001'],
  [238, 4, '01'],
  [248, 2, 'J'],
] as const;

describe('other cards', () => {
  it('a foreigner’s of 2017: both names, 15-character number, country; no nation, no address', () => {
    const { document } = unwrap(parseCardData(blockOf(FOREIGN_2017)));
    expect(document).toMatchObject({
      kind: 'foreign-residence-2017',
      name: '证件样本',
      nameLatin: 'SPECIMEN, ZHENGJIANYANGBEN',
      number: 'CAN370784010128',
      nationality: 'CAN',
      nation: null,
      address: null,
      birthDate: '1984-01-01',
      validFrom: '2019-03-01',
      validTo: '2029-03-01',
      sex: { code: '2', label: '女' },
    });
  });

  it('a foreigner without a Chinese name is called by the Latin one', () => {
    const { document } = unwrap(parseCardData(blockOf([...FOREIGN_2017, [158, 30, '']])));
    expect(document.name).toBe('SPECIMEN, ZHENGJIANYANGBEN');
  });

  it('a residence permit: pass number, and no nation', () => {
    const { document } = unwrap(parseCardData(blockOf(PERMIT)));
    expect(document).toMatchObject({
      kind: 'residence-permit',
      name: '证件样本',
      number: '810000199408230021',
      passNumber: 'H00000001',
      nation: null,
      address: '广东省深圳市福田区样例路1号',
      issuer: '深圳市公安局',
      validTo: '2024-09-01',
    });
  });

  it('a foreigner’s of 2023: the Latin name keeps the blank where its two parts meet', () => {
    const { document } = unwrap(parseCardData(blockOf(FOREIGN_2023), { provisional: true }));
    expect(document).toMatchObject({
      kind: 'foreign-residence-2023',
      name: '证件样本',
      nameLatin: 'A NAME OF EXACTLY 35 CHARACTERS, IT SECOND PT',
      number: '911124198108030024',
      nationality: 'CAN',
      birthDate: '1981-08-03',
    });
  });

  it('a foreigner’s of 2023 whose number does not check: the layout is not what we think', () => {
    const data = blockOf([...FOREIGN_2023, [122, 36, '911124198108030025']]);
    expect(parseCardData(data, { provisional: true })).toEqual({ ok: false, fault: 'cardUnreadable' });
  });
});

describe('a read with fingerprints', () => {
  const withFingerprints = (length: number) => {
    const [, , photoHi = 0, photoLo = 0, ...rest] = cardData();
    return Uint8Array.of(1, 0, photoHi, photoLo, length >> 8, length & 0xff, ...rest, ...new Uint8Array(length));
  };

  it.each([0, 512, 1024])('of %i bytes gives their length and drops them', (length) => {
    const { document, fingerprintBytes } = unwrap(parseCardData(withFingerprints(length), { fingerprints: true }));
    expect(fingerprintBytes).toBe(length);
    expect(document.name).toBe('王建国');
    expect([...document.portrait.subarray(0, 2)]).toEqual([0x57, 0x4c]);
    expect(document.portrait.length).toBe(1024);
  });

  it('cut short in the fingerprints is no card', () => {
    const data = withFingerprints(512).slice(0, -1);
    expect(parseCardData(data, { fingerprints: true })).toEqual({ ok: false, fault: 'cardUnreadable' });
  });
});

describe('newer addresses', () => {
  it('are 70 bytes each; blank ones do not count', () => {
    const address = (text: string) => Buffer.from(text.padEnd(35), 'utf16le');
    const data = Buffer.concat([address('第一个住址'), address(''), address('第二个住址')]);
    expect(parseAddresses(data)).toEqual(['第一个住址', '第二个住址']);
    expect(parseAddresses(new Uint8Array())).toEqual([]);
  });
});

describe('codes', () => {
  it.each([
    ['01', '汉'],
    ['11', '满'],
    ['27', '纳西'],
    ['56', '基诺'],
    ['97', '其他'],
    ['57', '57'],
    ['00', '00'],
  ])('nation %s is %s (GB/T 3304)', (code, label) => expect(nationOf(code).label).toBe(label));

  it.each([
    ['1', '男'],
    ['2', '女'],
    ['7', '7'],
  ])('sex %s is %s (GB/T 2261.1)', (code, label) => expect(sexOf(code).label).toBe(label));
});
