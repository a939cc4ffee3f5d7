/** Every text that any screen can show: there in every language, with the same blanks, and with a clip for all its words. */
import { describe, expect, it } from 'vitest';
import { DICTIONARIES } from '../i18n/dictionaries.ts';
import { textOf } from '../i18n/translate.ts';
import { clipTextsOf, splitAtBlanks } from '../voice/clip-texts.ts';
import { Lexicon } from '../voice/lexicon.ts';

const LANGUAGES = ['zh', 'en'] as const;
const TEXTS = Object.entries(DICTIONARIES).flatMap(([name, texts]) =>
  Object.keys(texts.zh).map((key) => ({
    id: `${name}.${key}`,
    zh: textOf<string>(texts, 'zh', key),
    en: textOf<string>(texts, 'en', key),
  })),
);
const HAS_WORDS = /[\p{L}\p{N}]/u;
/** What fills a blank in this test: digits, which have clips of their own. */
const filled = (text: string) =>
  splitAtBlanks(text)
    .map((part, i) => (i % 2 === 1 ? '7' : part))
    .join('');
const blanks = (text: string) =>
  splitAtBlanks(text)
    .filter((_, i) => i % 2 === 1)
    .sort();

it('there are as many as the screens need', () => {
  expect(TEXTS.length).toBeGreaterThan(300);
});

it('no text is empty, and none is left in the other language', () => {
  expect(TEXTS.filter(({ zh, en }) => zh.trim() === '' || en.trim() === '').map(({ id }) => id)).toEqual([]);
  const untranslated = TEXTS.filter(({ en }) => /\p{Script=Han}/u.test(en)).map(({ id }) => id);
  expect(untranslated).toEqual([]);
});

it('both languages are filled with the same things', () => {
  expect(TEXTS.filter(({ zh, en }) => blanks(zh).join() !== blanks(en).join()).map(({ id }) => id)).toEqual([]);
});

describe.each(LANGUAGES)('in %s', (language) => {
  const lexicon = new Lexicon(language);
  const made = new Set(TEXTS.flatMap((text) => clipTextsOf(text.id, text[language]).map(({ id }) => id)));

  it('every text is spoken, by clips that the set-up makes', () => {
    const silent = TEXTS.filter((text) => HAS_WORDS.test(splitAtBlanks(text[language]).join('')))
      .map((text) => ({ id: text.id, clips: lexicon.clips(filled(text[language]), 'aloud') }))
      .filter(
        ({ clips }) => clips.length === 0 || clips.some((clip) => !/^(number|letter)\./.test(clip) && !made.has(clip)),
      )
      .map(({ id }) => id);
    expect(silent).toEqual([]);
  });
});
