/** The whole dictionary as the build makes it: what people of the hall type must be there, and in front. */
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadDictionary } from './build/plugin.ts';
import { type Dictionary, readDictionary } from './dictionary.ts';
import { type Mode, PinyinLookUp } from './look-up.ts';
import { DEFAULT_FUZZY } from './syllables.ts';

let dictionary: Dictionary;
let lookUp: PinyinLookUp;
beforeAll(() => {
  dictionary = readDictionary(loadDictionary(fileURLToPath(new URL('../..', import.meta.url))));
  lookUp = new PinyinLookUp(dictionary);
});

const words = (input: string, mode: Mode = 'text') => lookUp.find(input, mode).map(({ text }) => text);
const first = (input: string, mode: Mode = 'text') => words(input, mode)[0];

it('holds about 60 000 words and every character of the basic block that has a reading', () => {
  const all = [...dictionary.entries.values()].flat();
  expect(all.filter(({ syllables }) => syllables.length > 1).length).toBeGreaterThan(59_000);
  const single = new Set(all.filter(({ syllables }) => syllables.length === 1).map(({ text }) => text));
  expect(single.size).toBeGreaterThan(20_000);
});

describe('a word', () => {
  it.each([
    ['shehuibaozhang', '社会保障'],
    ['laodongnengli', '劳动能力'],
    ['gongshang', '工伤'],
    ['weifang', '潍坊'],
    ['chongqing', '重庆'],
    ['yinhang', '银行'],
    ["xi'an", '西安'],
  ])('%s is %s', (input, word) => expect(first(input)).toBe(word));

  it.each([
    ['shbz', '社会保障'],
    ['ldnljd', '劳动能力鉴定'],
    ['gsrd', '工伤认定'],
    ['laodnl', '劳动能力'],
  ])('is found by initials: %s is %s', (input, word) => expect(first(input)).toBe(word));

  it('is offered while its last syllable is still being typed', () => {
    expect(words('shehuibaozha').slice(0, 3)).toContain('社会保障');
    expect(words('shehui').slice(0, 4)).toContain('社会保障');
  });

  it('takes its letters, and leaves the rest for the next one', () => {
    expect(lookUp.find('weifangshiweichengqu', 'text')[0]).toEqual({ text: '潍坊市', letters: 10 });
    expect(first('weichengqu')).toBe('潍城区');
  });

  it('ends where the apostrophe says', () => {
    expect(words("xi'an")).not.toContain('先');
    expect(words("fang'an")[0]).toBe('方案');
    expect(words("fan'gan")[0]).toBe('反感');
  });
});

describe('spelling with an accent', () => {
  it('understands zh for z and z for zh, what was typed first', () => {
    expect(first('zongguo')).toBe('中国');
    expect(words('shangdong').slice(0, 9)).not.toContain('山东');
    expect(words('lu', 'surname')).toContain('吕');
  });

  it('takes n for l, and an for ang, when it is asked to', () => {
    const generous = new PinyinLookUp(dictionary, { ...DEFAULT_FUZZY, nl: true, finals: true });
    expect(generous.find('lanjing', 'text').map(({ text }) => text)).toContain('南京');
    expect(generous.find('shangdong', 'text').map(({ text }) => text)).toContain('山东');
    expect(words('lanjing')).not.toContain('南京');
  });
});

describe('a name', () => {
  it.each([
    ['wang', '王'],
    ['shan', '单'],
    ['qiu', '邱'],
    ['zha', '查'],
    ['yuchi', '尉迟'],
    ['weichi', '尉迟'],
    ['ouyang', '欧阳'],
    ['moqi', '万俟'],
    ['lv', '吕'],
    ['piao', '朴'],
  ])('begins with a surname: %s is %s', (input, surname) => expect(first(input, 'surname')).toBe(surname));

  it.each([
    ['xie', '解'],
    ['qiu', '仇'],
    ['ge', '盖'],
    ['ou', '区'],
    ['zeng', '曾'],
    ['ren', '任'],
    ['qin', '覃'],
    ['miao', '缪'],
  ])('knows how a surname is read: %s, %s on the first page', (input, surname) =>
    expect(words(input, 'surname').slice(0, 8)).toContain(surname),
  );

  it('goes on with what stands in names, not with what stands in sentences', () => {
    expect(first('jie', 'given')).toBe('杰');
    expect(first('jie')).not.toBe('杰');
    expect(first('jianguo', 'given')).toBe('建国');
  });

  it.each([
    ['yan', '䶮'],
    ['hong', '𬭎'],
    ['jie', '㛃'],
  ])('has its rare characters within two pages: %s, %s', (input, character) => {
    expect(words(input, 'given').slice(0, 16)).toContain(character);
    expect(words(input)).toContain(character);
  });
});

describe('whatever is typed', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz', "'"), maxLength: 40 });
  const modes = fc.constantFrom<Mode>('text', 'surname', 'given');

  it('the candidates take at least one letter and no more than there are, each once', () => {
    fc.assert(
      fc.property(letters, modes, (input, mode) => {
        const found = lookUp.find(input, mode);
        for (const candidate of found) {
          expect(candidate.letters).toBeGreaterThan(0);
          expect(candidate.letters).toBeLessThanOrEqual(input.length);
        }
        expect(new Set(found.map(({ text }) => text)).size).toBe(found.length);
      }),
      { numRuns: 150 },
    );
  });

  it('every syllable of the dictionary finds a character', () => {
    for (const syllable of dictionary.syllables) {
      expect(lookUp.find(syllable, 'text')[0]?.letters, syllable).toBe(syllable.length);
    }
  });
});

it('a file of another kind is refused', () => {
  expect(() => readDictionary('<!doctype html>')).toThrow('not a pinyin dictionary');
});
