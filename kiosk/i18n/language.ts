/** Every language there is: the two written ones, and one for each file in `languages/`, named by its code (`ug.ts`). */
import type { LanguagePack } from './dictionaries.ts';
import { isWritten, type LanguageInfo, WRITTEN_LANGUAGES } from './written-languages.ts';

/** A written language, or the code of a file in `languages/`. */
export type Language = string;

/** The one that every visit begins in. */
export const FIRST_LANGUAGE: Language = 'zh';

/** Put in place by the bundler, so this module cannot be loaded by Node itself: scripts read the folder. */
const FILES = import.meta.glob<LanguagePack>('./languages/*.ts', { eager: true, import: 'default' });

export const ADDED_LANGUAGES: ReadonlyMap<Language, LanguagePack> = new Map(
  Object.entries(FILES).map(([path, pack]) => [path.replace(/^.*\/|\.ts$/g, ''), pack]),
);

export const LANGUAGES: readonly Language[] = [...Object.keys(WRITTEN_LANGUAGES), ...ADDED_LANGUAGES.keys()];

/** What is known of `language`; of an unknown one, that of the first. */
export const languageInfo = (language: Language): LanguageInfo =>
  isWritten(language) ? WRITTEN_LANGUAGES[language] : (ADDED_LANGUAGES.get(language) ?? WRITTEN_LANGUAGES.zh);
