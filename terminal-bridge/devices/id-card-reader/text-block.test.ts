import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nationOf, sexOf } from './codes.ts';
import { cardData } from './test-support.ts';
import { parseCardData } from './text-block.ts';

describe('a resident card', () => {
  it('is decoded field by field, blanks removed', () => {
    const { portrait, ...text } = unwrap(parseCardData(cardData()));
    expect(text).toEqual({
      name: '王建国',
      sex: { code: '1', label: '男' },
      nation: { code: '01', label: '汉' },
      birthDate: '1949-12-31',
      address: '北京市东城区某街1号',
      number: '11010519491231002X',
      authority: '北京市公安局东城分局',
      validFrom: '2015-01-01',
      validTo: '2035-01-01',
    });
    expect(portrait.length).toBe(1024);
    expect([...portrait.subarray(0, 2)]).toEqual([0x57, 0x4c]);
  });

  it('may be valid for ever (长期)', () => {
    expect(unwrap(parseCardData(cardData({ validTo: '长期' }))).validTo).toBeNull();
  });

  it('keeps a rare name whole: a character outside the basic plane, and 䶮', () => {
    expect(unwrap(parseCardData(cardData({ name: '𬱖䶮' }))).name).toBe('𬱖䶮');
  });

  it('keeps a number that fails its check digit: judging it is not the reader’s business', () => {
    expect(unwrap(parseCardData(cardData({ number: '110105194912310020' }))).number).toBe('110105194912310020');
  });

  it('shows an unknown nation by its code', () => {
    expect(unwrap(parseCardData(cardData({ nation: '60' }))).nation).toEqual({ code: '60', label: '60' });
  });

  it('may come without a photo', () => {
    const data = cardData().slice(0, 260);
    data.set([1, 0, 0, 0]);
    expect(unwrap(parseCardData(data)).portrait.length).toBe(0);
  });
});

describe('a card that is not read', () => {
  it.each(['I', 'J', 'Y'])('type mark %s: another kind of card', (typeMark) => {
    expect(parseCardData(cardData({ typeMark }))).toEqual({ ok: false, fault: 'cardUnsupported' });
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
        expect(typeof parseCardData(bytes).ok).toBe('boolean');
      }),
    );
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
