/** Texts for people: every key in every language, or it does not compile. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { DICTIONARIES } from './dictionaries.ts';
import { ADDED_LANGUAGES, FIRST_LANGUAGE, type Language } from './language.ts';
import { isWritten, type WrittenLanguage } from './written-languages.ts';

/** A dictionary as its author writes it; registered in dictionaries.ts, where further languages find it. */
export type Texts<K extends string> = Readonly<Record<WrittenLanguage, Readonly<Record<K, string>>>>;
export type Translate<K extends string> = (key: K, values?: Readonly<Record<string, string | number>>) => string;

export const LanguageContext = createContext<Language>(FIRST_LANGUAGE);

/** `{name}` in the text becomes `values.name`. */
export const fill = (text: string, values: Readonly<Record<string, string | number>> = {}): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));

/** Language → dictionary → its texts. */
const ADDED = new Map(
  [...ADDED_LANGUAGES].map(([language, { texts }]) => {
    const translated = new Map(Object.entries<Readonly<Record<string, string>>>(texts));
    const known = Object.entries(DICTIONARIES).map(([name, texts]): [object, Readonly<Record<string, string>>] => [
      texts,
      translated.get(name) ?? {},
    ]);
    return [language, new Map(known)];
  }),
);

/** One text, unfilled. English stands in for a dictionary that is not registered, which a test does not let happen. */
export const textOf = <K extends string>(texts: Texts<K>, language: Language, key: K): string =>
  isWritten(language) ? texts[language][key] : (ADDED.get(language)?.get(texts)?.[key] ?? texts.en[key]);

export const translator =
  <K extends string>(texts: Texts<K>, language: Language): Translate<K> =>
  (key, values) =>
    fill(textOf(texts, language, key), values);

/** The texts in the language that the person has chosen. */
export const useTexts = <K extends string>(texts: Texts<K>): Translate<K> =>
  translator(texts, useContext(LanguageContext));
