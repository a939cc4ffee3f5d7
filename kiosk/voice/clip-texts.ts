/**
 * Which clips a language needs, and what each says. A text without blanks is one clip, `<dictionary>.<key>`; one with
 * blanks is a clip for each piece between them, `<dictionary>.<key>.<n>` from 1, so that what fills a blank is never
 * made into a clip. Numbers and letters have clips of their own. Imports nothing: the page and the set-up both use it.
 */
export interface ClipText {
  readonly id: string;
  readonly text: string;
}

/** A piece of a text: words with their clip, or a blank by its name. Pieces without a word in them are not spoken. */
export type Piece = { readonly clip: string } | { readonly blank: string };

const BLANK = /\{(\w+)\}/;
const HAS_WORDS = /[\p{L}\p{N}]/u;

/** Text and blanks in turn: even places are text, odd ones names of blanks. */
export const splitAtBlanks = (text: string): readonly string[] => text.split(BLANK);

export function piecesOf(id: string, text: string): readonly Piece[] {
  const parts = splitAtBlanks(text);
  if (parts.length === 1) return HAS_WORDS.test(text) ? [{ clip: id }] : [];
  let spoken = 0;
  return parts.flatMap((part, i): readonly Piece[] => {
    if (i % 2 === 1) return [{ blank: part }];
    if (!HAS_WORDS.test(part)) return [];
    spoken += 1;
    return [{ clip: `${id}.${spoken}` }];
  });
}

/** The clips of one text. */
export function clipTextsOf(id: string, text: string): readonly ClipText[] {
  const spoken = splitAtBlanks(text).filter((part, i) => i % 2 === 0 && HAS_WORDS.test(part));
  const clips = piecesOf(id, text).flatMap((piece) => ('clip' in piece ? [piece.clip] : []));
  return clips.map((clip, i) => ({ id: clip, text: spoken[i] ?? '' }));
}

/** Every number up to 99 is said with these: 25 as twenty and five, 二十 and 五. */
const NUMBERS = [...Array.from({ length: 21 }, (_, n) => n), 30, 40, 50, 60, 70, 80, 90];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const SPELLING: readonly ClipText[] = [
  ...NUMBERS.map((n) => ({ id: `number.${n}`, text: String(n) })),
  ...[...LETTERS].map((letter) => ({ id: `letter.${letter}`, text: letter })),
];

/** A whole number from 0 to 99, said as one. */
export function countClips(n: number): readonly string[] {
  if (n <= 20 || n % 10 === 0) return [`number.${n}`];
  return [`number.${n - (n % 10)}`, `number.${n % 10}`];
}

/** Letters and digits one by one; what is neither is a pause that needs no clip. */
export const spellClips = (text: string): readonly string[] =>
  [...text.toUpperCase()].flatMap((sign) => {
    if (/[0-9]/.test(sign)) return [`number.${sign}`];
    return /[A-Z]/.test(sign) ? [`letter.${sign}`] : [];
  });
