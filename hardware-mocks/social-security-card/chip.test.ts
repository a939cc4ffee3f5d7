import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../people/people.ts';
import { type ChipOptions, SscChip } from './chip.ts';
import { cardNumberOf, type SscKind } from './content.ts';
import { cryptogram } from './keys.ts';

const [WANG] = PEOPLE;
if (WANG === undefined) throw new Error('the sample people are gone');
const holder = WANG;

const SELECT_SSSE = '00a404000f7378312e73682ec9e7bbe1b1a3d5cf';

function card(kind: SscKind, options: ChipOptions = {}) {
  const chip = new SscChip(holder, kind, '864209', options);
  return { chip, ask: (hex: string): string => chip.answer(Buffer.from(hex, 'hex')).toString('hex') };
}

/** The bytes of the standard's example exchange. */
describe('a card of the second generation', () => {
  it('names itself and its directory, in two steps over T=0', () => {
    const { ask } = card('2.0');
    expect(ask(SELECT_SSSE)).toBe('6118');
    expect(ask('00c0000018')).toBe('6f16840f7378312e73682ec9e7bbe1b1a3d5cfa50388011e9000');
  });

  it('gives its number and its holder by records', () => {
    const { ask } = card('2.0', { t0: false });
    ask(SELECT_SSSE);
    expect(ask('00a4020002ef05')).toBe('9000');
    expect(ask('00b2072c0b')).toMatch(/^0709[0-9a-f]{18}9000$/);
    expect(ask('00a4020002ef06')).toBe('9000');
    expect(ask('00b2013414')).toBe(`0812${Buffer.from(holder.number).toString('hex')}9000`);
    // 王建华 in GBK, filled up with zeros to thirty bytes.
    expect(ask('00b2023420')).toBe(`091ecdf5bda8bbaa${'00'.repeat(24)}9000`);
    expect(ask('00b2043403')).toBe('0a01329000');
    expect(ask('00b2083400')).toBe('6a83');
  });

  it('names the right length when asked for another (6Cxx)', () => {
    const { ask } = card('2.0');
    ask(SELECT_SSSE);
    expect(ask('00b2072c00')).toBe('6c0b');
    expect(ask('00b2072c0b')).toMatch(/9000$/);
  });

  it.each([
    ['a record of no file', '00b2010404', '6986'],
    ['another class', '80a4040000', '6e00'],
    ['an unknown command', '00ff0000', '6d00'],
    ['an unknown file', '00a4020002ef99', '6a82'],
  ])('answers %s (%s) with %s', (_, apdu, status) => {
    const { ask } = card('2.0');
    ask(SELECT_SSSE);
    expect(ask(apdu)).toBe(status);
  });

  it('counts wrong PINs down to the lock, and a right one up again', () => {
    const { ask } = card('2.0');
    expect(ask('00200000')).toBe('63c6');
    expect(ask('0020000003000000')).toBe('63c5');
    expect(ask('0020000003864209')).toBe('9000');
    for (let i = 0; i < 5; i++) ask('0020000003000000');
    expect(ask('0020000003000000')).toBe('6983');
    expect(ask('0020000003864209')).toBe('6983');
  });
});

describe('a card of the first generation', () => {
  it('has no name extension, so that the sex is record 3, and leaves its version blank', () => {
    const { ask } = card('1.0', { t0: false });
    ask(SELECT_SSSE);
    expect(ask('00b2033400')).toBe('0a01329000');
    expect(ask('00b2032c00')).toBe('0304000000009000');
  });
});

describe('a card of the third generation', () => {
  it('names its algorithm and keeps its holder until it is authenticated', () => {
    const { chip, ask } = card('3.0', { t0: false });
    expect(ask(SELECT_SSSE)).toContain('9f0c03860103');
    expect(ask('00b2013400')).toBe('6982');
    const challenge = Buffer.from(ask('0084000008').slice(0, 16), 'hex');
    const proof = cryptogram('external', chip.atr.subarray(-8), challenge);
    const command = `0082000a10${proof.toString('hex')}${challenge.toString('hex')}`;
    expect(ask(command)).toBe('9000');
    expect(ask('00b2013400')).toMatch(/^0812.*9000$/);
    chip.reset();
    ask(SELECT_SSSE);
    expect(ask('00b2013400')).toBe('6982');
  });

  it('takes a challenge for the next command only', () => {
    const { chip, ask } = card('3.0', { t0: false });
    ask(SELECT_SSSE);
    const challenge = Buffer.from(ask('0084000008').slice(0, 16), 'hex');
    ask('00a4020002ef05');
    const proof = cryptogram('external', chip.atr.subarray(-8), challenge);
    expect(ask(`0082000a10${proof.toString('hex')}${challenge.toString('hex')}`)).toBe('6984');
  });
});

it.each([
  ['bank', SELECT_SSSE, '6a82'],
  ['bank', '00a404000e315041592e5359532e4444463031', '6117'],
  ['other', '00a404000e315041592e5359532e4444463031', '6a82'],
  ['locked', SELECT_SSSE, '6a81'],
] as const)('a %s card answers %s with %s', (kind, apdu, status) => {
  expect(card(kind).ask(apdu)).toBe(status);
});

it('a card number ends in the check character of the standard', () => {
  // A counts 10 and has the weight 3; the last digit has the weight 2.
  const sum = 10 * 3 + 1 * 2;
  expect(cardNumberOf('00000001')).toBe(`A0000001${11 - (sum % 11)}`);
});
