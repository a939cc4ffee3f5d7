/** The languages of the kiosk. The first is the one that every visit begins in. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const FIRST_LANGUAGE: Language = 'zh';

/** BCP 47, for the `lang` attribute: decides glyphs, line breaking and the voice of a screen reader. */
export const LANGUAGE_TAG = { zh: 'zh-CN', en: 'en' } as const satisfies Record<Language, string>;
