/**
 * Chinese and English are written side by side, in the dictionary of whoever writes a text; every further language is
 * one file in `languages/` (language.ts finds it). Imports nothing, so that the set-up can read it too.
 */
export interface LanguageInfo {
  /** BCP 47, for the `lang` attribute: decides glyphs, line breaking and the voice of a screen reader. */
  readonly tag: string;
  /** BCP 47, for Intl: how dates and numbers are written. */
  readonly dates: string;
  /** In the language itself. */
  readonly name: string;
  /** The voice of espeak-ng that speaks its clips (`espeak-ng --voices`). */
  readonly voice: string;
}

export type WrittenLanguage = 'zh' | 'en';
export const WRITTEN_LANGUAGES: Readonly<Record<WrittenLanguage, LanguageInfo>> = {
  zh: { tag: 'zh-CN', dates: 'zh-CN', name: '中文', voice: 'cmn' },
  // The day before the month, as the words around it do.
  en: { tag: 'en', dates: 'en-GB', name: 'English', voice: 'en' },
};

export const isWritten = (language: string): language is WrittenLanguage => language in WRITTEN_LANGUAGES;
