/** Texts for people: every key in every language, or it does not compile. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { ADDED_LANGUAGES, FIRST_LANGUAGE, type Language } from './language.ts';
import { isWritten, type WrittenLanguage } from './written-languages.ts';

/** A dictionary as its author writes it; registered in dictionaries.ts, where further languages find it. */
export type Texts<K extends string> = Readonly<Record<WrittenLanguage, Readonly<Record<K, string>>>> & {
  /** Its key there. */
  readonly name: string;
};
export type Translate<K extends string> = (key: K, values?: Readonly<Record<string, string | number>>) => string;

export const LanguageContext = createContext<Language>(FIRST_LANGUAGE);

/** `{name}` in the text becomes `values.name`. */
export const fill = (text: string, values: Readonly<Record<string, string | number>> = {}): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));

/** What a file of a further language says for a key of a dictionary. */
function added(language: Language, dictionary: string, key: string): string | undefined {
  const pack: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined =
    ADDED_LANGUAGES.get(language)?.texts;
  return pack?.[dictionary]?.[key];
}

/** One text, unfilled. English stands in for a dictionary that is not registered, which a test does not let happen. */
export const textOf = <K extends string>(texts: Texts<K>, language: Language, key: K): string =>
  isWritten(language) ? texts[language][key] : (added(language, texts.name, key) ?? texts.en[key]);

export const translator =
  <K extends string>(texts: Texts<K>, language: Language): Translate<K> =>
  (key, values) =>
    fill(textOf(texts, language, key), values);

/** The texts in the language that the person has chosen. */
export const useTexts = <K extends string>(texts: Texts<K>): Translate<K> =>
  translator(texts, useContext(LanguageContext));
