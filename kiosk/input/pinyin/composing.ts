/** What the keyboard does to a text: pure, so that it can be tested without a screen. */
import type { Candidate, Mode } from './look-up.ts';

/** `name`: its beginning offers surnames first. `text`: addresses, firms, everything else. */
export type Purpose = 'name' | 'text';
export type Layer = 'pinyin' | 'latin' | 'digits';

export interface Composing {
  readonly text: string;
  /** Letters that are not yet characters. */
  readonly letters: string;
}

/** More letters than any name or address has in one go. */
const LONGEST_INPUT = 40;
export const PAGE = 8;

export const modeFor = (purpose: Purpose, text: string): Mode =>
  purpose === 'text' ? 'text' : text === '' ? 'surname' : 'given';

/** A key of the keyboard or of a hardware keyboard: letters compose, everything else is text. */
export function typed({ text, letters }: Composing, key: string, layer: Layer, longest: number): Composing {
  if (layer === 'pinyin' && /^[a-z']$/.test(key)) {
    const apart = key === "'" && (letters === '' || letters.endsWith("'"));
    return apart ? { text, letters } : { text, letters: (letters + key).slice(0, LONGEST_INPUT) };
  }
  return { text: shortened(text + key, longest), letters };
}

export function chosen({ text, letters }: Composing, candidate: Candidate, longest: number): Composing {
  const rest = letters.slice(candidate.letters).replace(/^'/, '');
  return { text: shortened(text + candidate.text, longest), letters: rest };
}

/** Letters first, then characters: a character of two code units is one. */
export function erased({ text, letters }: Composing): Composing {
  if (letters !== '') return { text, letters: letters.slice(0, -1) };
  return { text: [...text].slice(0, -1).join(''), letters };
}

const shortened = (text: string, longest: number): string => [...text].slice(0, longest).join('');

/** The candidates of one page, and whether there are more before and after. */
export const pageOf = <T>(all: readonly T[], page: number) => ({
  shown: all.slice(page * PAGE, (page + 1) * PAGE),
  before: page > 0,
  after: (page + 1) * PAGE < all.length,
});
