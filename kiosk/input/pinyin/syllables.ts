/** Letters to syllables: where one may end, and which syllables of the dictionary somebody may have meant by it. */

/** What people mix up when they spell; each can be turned on. `ü` typed as `u` (lu for 吕 lǚ) is always understood. */
export interface Fuzzy {
  /** zh/z, ch/c, sh/s. */
  readonly initials: boolean;
  /** n/l at the beginning. */
  readonly nl: boolean;
  /** an/ang, en/eng, in/ing. */
  readonly finals: boolean;
}

export const DEFAULT_FUZZY: Fuzzy = { initials: true, nl: false, finals: false };

/** A piece of the input that stands for one syllable. */
export interface Part {
  readonly end: number;
  /** 0 a whole syllable, 1 its first letter(s) only. */
  readonly cost: number;
  /** Syllable → how far it is from what was typed (0: as typed, 1: understood with goodwill). */
  readonly accepts: ReadonlyMap<string, number>;
}

const LONGEST = 6;
const INITIAL = /^(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])$/;

export class Syllables {
  readonly #all: readonly string[];
  readonly #known: ReadonlySet<string>;
  readonly #cache = new Map<string, ReadonlyMap<string, number>>();
  readonly #fuzzy: Fuzzy;

  constructor(all: Iterable<string>, fuzzy: Fuzzy) {
    this.#known = new Set(all);
    this.#all = [...this.#known];
    this.#fuzzy = fuzzy;
  }

  /** All ways in which the syllable that begins at `from` may end. An apostrophe ends one for certain. */
  partsAt(input: string, from: number): readonly Part[] {
    const start = input[from] === "'" ? from + 1 : from;
    const parts: Part[] = [];
    for (let end = start + 1; end <= Math.min(input.length, start + LONGEST); end += 1) {
      const letters = input.slice(start, end);
      if (letters.includes("'")) break;
      const whole = this.#accepts(letters, true);
      if (whole.size > 0) parts.push({ end, cost: 0, accepts: whole });
      if (INITIAL.test(letters)) parts.push({ end, cost: 1, accepts: this.#accepts(letters, false) });
      // `zha` at the end of a longer word is perhaps on its way to `zhang`; alone it is what it says.
      else if (end === input.length && (whole.size === 0 || start > 0)) {
        const begun = this.#accepts(letters, false);
        if (begun.size > 0) parts.push({ end, cost: 0.5, accepts: begun });
      }
    }
    return parts;
  }

  #accepts(letters: string, whole: boolean): ReadonlyMap<string, number> {
    const key = whole ? letters : `${letters}…`;
    const known = this.#cache.get(key);
    if (known !== undefined) return known;
    const found = new Map<string, number>();
    for (const [text, distance] of spellings(letters, this.#fuzzy)) {
      const meant = whole
        ? [text].filter((one) => this.#known.has(one))
        : this.#all.filter((one) => one.startsWith(text));
      for (const syllable of meant) if (!found.has(syllable)) found.set(syllable, distance);
    }
    this.#cache.set(key, found);
    return found;
  }
}

/** What was typed, then what may have been meant: `[spelling, distance]`. */
export function spellings(letters: string, fuzzy: Fuzzy): readonly (readonly [string, number])[] {
  let all = [letters];
  const also = (change: (text: string) => string) => {
    all = [...new Set([...all, ...all.map(change)])];
  };
  also((text) => text.replace(/^([ln])u(?=e?$)/, '$1v'));
  if (fuzzy.initials) {
    also((text) => text.replace(/^([zcs])h/, '$1'));
    also((text) => text.replace(/^([zcs])(?!h)/, '$1h'));
  }
  if (fuzzy.nl) also((text) => text.replace(/^[nl]/, (letter) => (letter === 'n' ? 'l' : 'n')));
  if (fuzzy.finals) {
    also((text) => text.replace(/([aei])ng$/, '$1n'));
    also((text) => text.replace(/([aei])n$/, '$1ng'));
  }
  return all.map((text) => [text, text === letters ? 0 : 1] as const);
}
