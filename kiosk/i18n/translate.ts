/** Texts for people: every key in every language, or it does not compile. The keys can name audio clips one day. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { FIRST_LANGUAGE, type Language } from './language.ts';

export type Texts<K extends string> = Readonly<Record<Language, Readonly<Record<K, string>>>>;
export type Translate<K extends string> = (key: K, values?: Readonly<Record<string, string | number>>) => string;

export const LanguageContext = createContext<Language>(FIRST_LANGUAGE);

/** `{name}` in the text becomes `values.name`. */
export const fill = (text: string, values: Readonly<Record<string, string | number>> = {}): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));

export const translator =
  <K extends string>(texts: Texts<K>, language: Language): Translate<K> =>
  (key, values) =>
    fill(texts[language][key], values);

/** The texts in the language that the person has chosen. */
export const useTexts = <K extends string>(texts: Texts<K>): Translate<K> =>
  translator(texts, useContext(LanguageContext));
