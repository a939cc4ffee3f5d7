import { describe, expect, it } from 'vitest';
import { OTHER_CARDS, PEOPLE } from '../people/people.ts';
import { Sam } from './sam.ts';

const WANG = PEOPLE.find(({ id }) => id === 'wang-jianhua') ?? null;

function moduleWith(card: typeof WANG, answers80AfterRead = false): Sam {
  const sam = new Sam({ answers80AfterRead, speed: 115200 });
  sam.lay(card);
  return sam;
}

/** The whole answer. */
function ask(sam: Sam, code: number, data: number[] = []): Buffer {
  return sam.answer({ kind: 'command', code, data: Uint8Array.from(data) }).bytes;
}

/** Status word 3 of the answer. */
const status = (sam: Sam, code: number, data: number[] = []): number | undefined => ask(sam, code, data)[9];

describe('a session with a card', () => {
  it('goes from find over select to one read', () => {
    const sam = moduleWith(WANG);
    expect(status(sam, 0x2001)).toBe(0x9f);
    expect(status(sam, 0x2002)).toBe(0x90);
    expect(ask(sam, 0x3001)).toHaveLength(1295);
    expect(status(sam, 0x3001)).toBe(0x41);
  });

  it('answers 80 where no card lies, 81 to a selection without a find, 41 to a read without a selection', () => {
    expect(status(moduleWith(null), 0x2001)).toBe(0x80);
    expect(status(moduleWith(WANG), 0x2002)).toBe(0x81);
    expect(status(moduleWith(WANG), 0x3001)).toBe(0x41);
  });

  it.each([
    [false, 0x9f],
    [true, 0x80],
  ])('finds the card again after a read, unless the module is of the other kind (%s)', (answers80, found) => {
    const sam = moduleWith(WANG, answers80);
    for (const code of [0x2001, 0x2002, 0x3001]) ask(sam, code);
    expect(status(sam, 0x2001)).toBe(found);
    sam.lay(null);
    sam.lay(WANG);
    expect(status(sam, 0x2001)).toBe(0x9f);
  });

  it('is lost when the card is lifted', () => {
    const sam = moduleWith(WANG);
    for (const code of [0x2001, 0x2002]) ask(sam, code);
    sam.lay(null);
    expect(status(sam, 0x3001)).toBe(0x41);
    sam.lay(WANG);
    expect(status(sam, 0x3001)).toBe(0x41);
  });

  it('gives fingerprints, the management number, and no newer address', () => {
    const sam = moduleWith(WANG);
    for (const code of [0x2001, 0x2002]) ask(sam, code);
    const read = ask(sam, 0x3010);
    expect(read).toHaveLength(2321);
    expect(read.subarray(10, 16).toString('hex')).toBe('010004000400');
    expect(ask(sam, 0x3003).toString('hex').toUpperCase()).toBe('AAAAAA9669000400009195');
    expect(ask(sam, 0x3005)).toHaveLength(5 + 2 + 3 + 28 + 1);
  });
});

describe('a read', () => {
  it('carries the lengths, the text in UTF-16LE at its places, and 1024 bytes of portrait', () => {
    const sam = moduleWith(WANG);
    for (const code of [0x2001, 0x2002]) ask(sam, code);
    const read = ask(sam, 0x3001);
    expect(read.subarray(0, 14).toString('hex')).toBe('aaaaaa966905080000900100' + '0400');
    const text = read.subarray(14, 270);
    const field = (from: number, length: number) => text.toString('utf16le', from, from + length).trim();
    expect(field(0, 30)).toBe('王建华');
    expect(field(30, 2)).toBe('2');
    expect(field(32, 4)).toBe('01');
    expect(field(36, 16)).toBe('19680312');
    expect(field(122, 36)).toBe('370702196803120025');
    expect(field(158, 30)).toBe('潍坊市公安局潍城分局');
    expect(field(188, 16)).toBe('20180312');
    expect(field(204, 16)).toBe('长期');
    expect(read.subarray(270, 278).toString('hex')).toBe('574c66007e003200');
    expect(read.reduce((sum, byte, at) => (at < 5 ? sum : sum ^ byte), 0)).toBe(0);
  });

  it.each(PEOPLE.map((person) => [person.id, person] as const))('of %s fits on the card', (_, person) => {
    const sam = moduleWith(person);
    for (const code of [0x2001, 0x2002]) ask(sam, code);
    const read = ask(sam, 0x3001);
    expect(read).toHaveLength(1295);
    expect(read.subarray(270, 1294).every((byte) => byte === 0)).toBe(!person.hasPortrait);
  });
});

describe('the module itself', () => {
  it('gives its id little-endian and resets', () => {
    const sam = moduleWith(null);
    const id = ask(sam, 0x12ff).subarray(10, 26);
    expect([id.readUInt16LE(0), id.readUInt16LE(2), id.readUInt32LE(4)]).toEqual([5, 3, 20260101]);
    expect(status(sam, 0x11ff)).toBe(0x90);
    expect(status(sam, 0x10ff)).toBe(0x90);
  });

  it.each([0x1234, 0x2003, 0x6005])('answers 21 to %i, which it does not know', (code) => {
    expect(status(moduleWith(WANG), code)).toBe(0x21);
  });

  it('answers 11 to a command of the wrong length and 10 to a wrong checksum', () => {
    expect(status(moduleWith(WANG), 0x2001, [0])).toBe(0x11);
    expect(status(moduleWith(WANG), 0x61ff)).toBe(0x11);
    expect(status(moduleWith(WANG), 0x61ff, [58])).toBe(0x90);
    expect(moduleWith(WANG).answer({ kind: 'wrong-checksum' }).bytes[9]).toBe(0x10);
  });

  it('changes its speed only after the answer', () => {
    const sam = moduleWith(null);
    const { bytes, speedAfter } = sam.answer({ kind: 'command', code: 0x6004, data: new Uint8Array() });
    expect([bytes[9], sam.speed, speedAfter]).toEqual([0x90, 115200, 9600]);
  });
});

describe('the cards of others than residents', () => {
  const cardOf = (id: string) => OTHER_CARDS.find((person) => person.id === id) ?? null;
  /** The text of a field by its place in the table of the specification, in bytes. */
  function fieldOf(id: string, offset: number, length: number): string {
    const sam = moduleWith(cardOf(id));
    ask(sam, 0x2001);
    ask(sam, 0x2002);
    const text = ask(sam, 0x3001).subarray(14, 14 + 256);
    return text.toString('utf16le', offset, offset + length).trim();
  }

  it('a foreigner’s of 2017 has its mark, English name, 15-character number and country where the table says', () => {
    expect(fieldOf('maria-2017', 248, 2)).toBe('I');
    expect(fieldOf('maria-2017', 0, 120)).toBe('SAMPLE, MARIA ELISABETH');
    expect(fieldOf('maria-2017', 122, 30)).toBe('CAN370784010128');
    expect(fieldOf('maria-2017', 152, 6)).toBe('CAN');
    expect(fieldOf('maria-2017', 158, 30)).toBe('玛丽亚');
    expect(fieldOf('maria-2017', 220, 16)).toBe('19840101');
  });

  it('a foreigner’s of 2023 has an English name in two parts', () => {
    expect(fieldOf('anna-2023', 248, 2)).toBe('Y');
    expect(fieldOf('anna-2023', 52, 70) + fieldOf('anna-2023', 220, 22)).toBe(
      'SAMPLE-TESTPERSON, ANNA CHARLOTTE MARIE',
    );
    expect(fieldOf('anna-2023', 122, 36)).toBe('937124198804160024');
    expect(fieldOf('anna-2023', 242, 6)).toBe('CAN');
  });

  it('a residence permit has its pass number and issue count', () => {
    expect(fieldOf('ho-siu-ming', 248, 2)).toBe('J');
    expect(fieldOf('ho-siu-ming', 220, 18)).toBe('H00000001');
    expect(fieldOf('ho-siu-ming', 238, 4)).toBe('01');
    expect(fieldOf('ho-siu-ming', 32, 4)).toBe('');
  });

  it('a newer address is told when asked for, 70 bytes each, and 91 where there is none', () => {
    const sam = moduleWith(cardOf('xu-fang'));
    ask(sam, 0x2001);
    ask(sam, 0x2002);
    const answer = ask(sam, 0x3003);
    expect(answer.length).toBe(5 + 2 + 3 + 70 + 1);
    expect(answer.toString('utf16le', 10, 80).trim()).toBe('山东省潍坊市奎文区樱前街样例小区23号楼204室');
  });

  it.each(OTHER_CARDS.map((person) => [person.id, person] as const))('of %s fits on the card', (_, person) => {
    const sam = moduleWith(person);
    ask(sam, 0x2001);
    ask(sam, 0x2002);
    expect(ask(sam, 0x3001)).toHaveLength(1295);
  });
});
