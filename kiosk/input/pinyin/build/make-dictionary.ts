/**
 * Makes the dictionary of the pinyin keyboard at build time, of jieba's word list (MIT: word, frequency, part of speech)
 * and pinyin-pro's readings (MIT). What it writes is described in ../dictionary.ts.
 */
import { pinyin } from 'pinyin-pro';
import { HEADING, HEAVIEST } from '../dictionary.ts';
import { OWN_WORDS } from './own-words.ts';
import { SURNAME_READINGS, SURNAMES } from './surnames.ts';

export const WORDS = 60_000;
const LONGEST_WORD = 8;
/** jieba's mark of a person's name. */
const PERSON = 'nr';
const HAN = /^\p{Script=Han}+$/u;
/** With a vowel: `n` and `ng` are readings too (嗯), which would make every n the end of a syllable. */
const SYLLABLE = /^[a-z]*[aeiouv][a-z]*$/;
/** All blocks that may hold a character with a reading: Extension A, the basic block, Extensions B to H. */
const BLOCKS = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0x20000, 0x323af],
] as const;

interface Word {
  readonly text: string;
  readonly frequency: number;
  readonly kind: string;
}

/** `list`: the lines of jieba's dict.txt. */
export function makeDictionary(list: string): string {
  const all = list.split('\n').flatMap(wordOf);
  const longer = all.filter(({ text }) => [...text].length > 1 && [...text].length <= LONGEST_WORD);
  const frequent = longer.sort((a, b) => b.frequency - a.frequency).slice(0, WORDS - OWN_WORDS.length);
  const heaviest = frequent[0]?.frequency ?? 1;
  const own = OWN_WORDS.map((text, place) => ({ text, frequency: heaviest / 8 / (1 + place / 8), kind: '' }));
  const words = [...new Map([...frequent, ...own].map((word) => [word.text, word])).values()];
  const read = words.flatMap((word) => {
    const syllables = readingOf(word.text);
    return syllables === null ? [] : [{ ...word, syllables }];
  });
  return [
    HEADING,
    '[words]',
    ...lines(read.map(({ text, frequency, syllables }) => [syllables.join(' '), text + weight(frequency, heaviest)])),
    '[characters]',
    ...characterLines(read, all),
    '[surnames]',
    ...SURNAMES.flatMap((surname) => surnameReadings(surname).map((reading) => `${surname}\t${reading}`)),
    '',
  ].join('\n');
}

function wordOf(line: string): Word[] {
  const [text = '', frequency = '', kind = ''] = line.split(' ');
  return HAN.test(text) ? [{ text, frequency: Number(frequency), kind }] : [];
}

/** One syllable for each character, or null. `v` is ü. */
function readingOf(text: string): readonly string[] | null {
  const syllables = pinyin(text, { toneType: 'none', type: 'array', v: true });
  return syllables.length === [...text].length && syllables.every((one) => SYLLABLE.test(one)) ? syllables : null;
}

/** Every character under each of its readings, as heavy as the words in which it is read so. */
function characterLines(words: readonly (Word & { syllables: readonly string[] })[], all: readonly Word[]): string[] {
  const heard = new Map<string, number>();
  const count = (character: string, syllable: string, frequency: number) =>
    heard.set(`${character} ${syllable}`, (heard.get(`${character} ${syllable}`) ?? 0) + frequency);
  for (const { text, syllables, frequency } of words) {
    for (const [place, character] of [...text].entries()) count(character, syllables[place] ?? '', frequency);
  }
  for (const { text, frequency } of all) {
    if ([...text].length === 1) count(text, readingOf(text)?.[0] ?? '', frequency);
  }
  const given = givenNames(all);
  const heaviest = Math.max(...heard.values());
  const mostGiven = Math.max(...given.values());
  const pairs: [string, string][] = [];
  for (const character of allCharacters()) {
    const readings = pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true });
    for (const [place, syllable] of [...new Set(readings)].filter((one) => SYLLABLE.test(one)).entries()) {
      const inNames = place === 0 ? (given.get(character) ?? 0) : 0;
      const own = weight(heard.get(`${character} ${syllable}`) ?? 0, heaviest);
      pairs.push([syllable, character + own + weight(inNames, mostGiven)]);
    }
  }
  return lines(pairs);
}

/** How often a character stands in a name after the surname. */
function givenNames(all: readonly Word[]): ReadonlyMap<string, number> {
  const given = new Map<string, number>();
  for (const { text, frequency, kind } of all) {
    const [surname = '', ...rest] = text;
    if (kind !== PERSON || !SURNAMES.includes(surname) || rest.length > 2) continue;
    for (const character of rest) given.set(character, (given.get(character) ?? 0) + Math.log2(frequency + 2));
  }
  return given;
}

function* allCharacters(): Generator<string> {
  for (const [first, last] of BLOCKS) for (let code = first; code <= last; code += 1) yield String.fromCodePoint(code);
}

function surnameReadings(surname: string): readonly string[] {
  const listed = SURNAME_READINGS[surname];
  if (listed !== undefined) return listed;
  return [pinyin(surname, { mode: 'surname', toneType: 'none', type: 'array', v: true }).join(' ')];
}

/** `[key, entry]` pairs as one line for each key. */
function lines(pairs: readonly (readonly [string, string])[]): string[] {
  const grouped = new Map<string, string[]>();
  for (const [key, entry] of pairs) grouped.set(key, [...(grouped.get(key) ?? []), entry]);
  return [...grouped].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entries]) => `${key}\t${entries.join('')}`);
}

/** Two digits of base 36, logarithmic. */
function weight(frequency: number, heaviest: number): string {
  const share = frequency <= 0 ? 0 : Math.log(1 + frequency) / Math.log(1 + heaviest);
  return Math.round(share * HEAVIEST)
    .toString(36)
    .padStart(2, '0');
}
