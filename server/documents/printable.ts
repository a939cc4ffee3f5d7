/** Whether a document can show a text: asked when it is ordered, so that no decision waits for a paper that cannot be. */
import { charactersOf, ownFonts, rareFonts } from './fonts.ts';

type Has = (codePoint: number) => boolean;
const WHITE = new Set([0x0a, 0x20]);

/** The fonts' tables, read once: 10 MB each. */
let tables: readonly Has[] | null = null;
const fontTables = (): readonly Has[] => {
  tables ??= [ownFonts()[0], rareFonts()[0]].flatMap((file) => (file === undefined ? [] : [charactersOf(file)]));
  return tables;
};

export interface Unprintable {
  readonly name: 'character-not-in-fonts';
  readonly message: string;
  readonly hint: string;
  readonly code: 'D-13';
}

/** The first character of `text` that no font of documents has; null: all can be printed. */
export function unprintableIn(text: string): Unprintable | null {
  const fonts = fontTables();
  const character = [...new Set(text)].find((one) => {
    const codePoint = one.codePointAt(0) ?? 0;
    return !WHITE.has(codePoint) && !fonts.some((has) => has(codePoint));
  });
  if (character === undefined) return null;
  const codePoint = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    name: 'character-not-in-fonts',
    message: `“${character}”（${codePoint}）无法印在文书上，请删去或者改写`,
    hint: `no font of documents has ${codePoint}; fonts-noto-cjk brings rare Chinese characters`,
    code: 'D-13',
  };
}
