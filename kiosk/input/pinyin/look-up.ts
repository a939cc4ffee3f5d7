/** From letters to words: the whole input method, without a screen and without a clock. */
import { type Dictionary, type Entry, HEAVIEST, type Surname } from './dictionary.ts';
import { DEFAULT_FUZZY, type Fuzzy, type Part, Syllables } from './syllables.ts';

/** `surname`: the beginning of a name. `given`: the rest of it. `text`: everything else. */
export type Mode = 'text' | 'surname' | 'given';

export interface Candidate {
  readonly text: string;
  /** How many letters of the input it takes; the rest stays for the next one. */
  readonly letters: number;
}

/** Ways to read the input that are followed. More are of abbreviations within abbreviations. */
const WAYS = 160;
/** What a first letter in place of a syllable, and a spelling understood with goodwill, cost in weight. */
const ABBREVIATED = 250;
const FUZZY = 300;
/** Enough of one kind: beyond this nobody turns pages. A single syllable is shown to its last, rarest character. */
const ENOUGH = 48;
/** In names, rare characters come right after the first page of the frequent ones. */
const FREQUENT_IN_NAMES = 8;
const LONGER_WORDS = 3;
const WORDS_IN_NAMES = 4;

interface Way {
  readonly parts: readonly Part[];
  readonly end: number;
  readonly cost: number;
  /** First letters of the syllables; more than one only where n and l are one. */
  readonly keys: readonly string[];
}

interface Found extends Candidate {
  readonly rank: number;
}

export class PinyinLookUp {
  readonly #dictionary: Dictionary;
  readonly #syllables: Syllables;
  /** What keys begin with → the longer keys that begin so. */
  readonly #beginnings = new Map<string, string[]>();

  constructor(dictionary: Dictionary, fuzzy: Fuzzy = DEFAULT_FUZZY) {
    this.#dictionary = dictionary;
    this.#syllables = new Syllables(dictionary.syllables, fuzzy);
    for (const key of dictionary.entries.keys()) {
      for (let length = 1; length <= key.length; length += 1) {
        const beginning = key.slice(0, length);
        const longer = this.#beginnings.get(beginning) ?? [];
        this.#beginnings.set(beginning, longer);
        if (length < key.length) longer.push(key);
      }
    }
  }

  /** The best first. `input`: small letters, and apostrophes where a syllable ends for certain. */
  find(input: string, mode: Mode): readonly Candidate[] {
    const found = new Map<string, Found>();
    const add = (candidate: Found) => {
      const before = found.get(candidate.text);
      if (before === undefined || better(candidate, before) < 0) found.set(candidate.text, candidate);
    };
    const ways = this.#ways(input);
    for (const way of ways) for (const candidate of this.#matches(way, input.length, mode)) add(candidate);
    if (mode === 'text') for (const candidate of this.#longer(ways, input.length, found)) add(candidate);
    const rest = [...found.values()].sort(better);
    const surnames = mode === 'surname' ? this.#surnames(ways) : [];
    const taken = new Set(surnames.map(({ text }) => text));
    return [...surnames, ...rest.filter(({ text }) => !taken.has(text))].map(({ text, letters }) => ({
      text,
      letters,
    }));
  }

  /** Ways to read the beginning of the input, of one syllable or more; those with fewer abbreviations first. */
  #ways(input: string): readonly Way[] {
    const ways: Way[] = [];
    const queue: Way[] = [{ parts: [], end: 0, cost: 0, keys: [''] }];
    const finishing = this.#finishing(input);
    while (ways.length < WAYS) {
      const way = takeCheapest(queue);
      if (way === null) break;
      if (way.parts.length > 0) ways.push(way);
      for (const part of this.#syllables.partsAt(input, way.end)) {
        const letters = new Set([...part.accepts.keys()].map((syllable) => syllable.charAt(0)));
        const keys = way.keys.flatMap((key) => [...letters].map((letter) => key + letter));
        const possible = keys.filter((key) => this.#beginnings.has(key));
        if (possible.length === 0) continue;
        const abbreviates = part.cost === 1 && part.end < input.length;
        if (finishing.has(0) && (abbreviates || !finishing.has(part.end))) continue;
        queue.push({ parts: [...way.parts, part], end: part.end, cost: way.cost + part.cost, keys: possible });
      }
    }
    return ways;
  }

  /**
   * Places from which the rest of the input is whole syllables (and the beginning of one at the very end). Where all of
   * the input is, nobody abbreviates: `jianguo` is not ji'ang'uo.
   */
  #finishing(input: string): ReadonlySet<number> {
    const places = new Set([input.length]);
    for (let from = input.length - 1; from >= 0; from -= 1) {
      const parts = this.#syllables.partsAt(input, from);
      if (parts.some(({ end, cost }) => (cost < 1 || end === input.length) && places.has(end))) places.add(from);
    }
    return places;
  }

  /** Words with as many syllables as the way has parts. */
  *#matches(way: Way, length: number, mode: Mode): Generator<Found> {
    const alone = way.parts.length === 1 && way.cost === 0 && way.end === length;
    const bucket = way.keys.flatMap((key) => this.#dictionary.entries.get(key) ?? []);
    const matching: { entry: Entry; weight: number }[] = [];
    for (const entry of bucket) {
      const distance = distanceOf(way.parts, entry.syllables);
      if (distance === null) continue;
      const weight = mode === 'text' ? entry.weight : weightInNames(entry);
      matching.push({ entry, weight: weight - distance * FUZZY - way.cost * ABBREVIATED });
      if (!alone && mode === 'text' && matching.length >= ENOUGH) break;
    }
    matching.sort((a, b) => b.weight - a.weight);
    const shown = alone ? matching : matching.slice(0, ENOUGH);
    const ordered = alone && mode !== 'text' ? rareSoon(shown) : shown;
    let rank = Number.POSITIVE_INFINITY;
    for (const { entry, weight } of ordered) {
      // Keeps the order that was made here, and the weight for comparison with other ways.
      rank = Math.min(rank - 1e-6, weight);
      yield { text: entry.text, letters: way.end, rank };
    }
  }

  /** Longer words that begin with all that was typed, after those that are it: 社会 brings 社会保障. */
  *#longer(ways: readonly Way[], length: number, found: ReadonlyMap<string, Found>): Generator<Found> {
    const whole = ways.filter(({ parts, end, cost }) => end === length && parts.length > 1 && cost < 1);
    const longer: Found[] = [];
    for (const { parts, keys } of whole) {
      const longerKeys = keys.flatMap((key) => this.#beginnings.get(key) ?? []);
      for (const key of longerKeys) {
        for (const { text, syllables, weight } of this.#dictionary.entries.get(key) ?? []) {
          if (!found.has(text) && distanceOf(parts, syllables) === 0)
            longer.push({ text, letters: length, rank: weight - HEAVIEST });
        }
      }
    }
    yield* longer.sort(better).slice(0, LONGER_WORDS);
  }

  /** Surnames in the order of how many people have them, longer ones first. */
  #surnames(ways: readonly Way[]): readonly Found[] {
    const found: Found[] = [];
    for (const [place, { text, syllables }] of this.#dictionary.surnames.entries()) {
      const best = ways
        .filter(({ parts }) => parts.length === syllables.length)
        .map((way) => ({ way, distance: distanceOf(way.parts, syllables) }))
        .filter(({ distance }) => distance !== null)
        .sort((a, b) => (a.distance ?? 0) + a.way.cost - (b.distance ?? 0) - b.way.cost)[0];
      if (best === undefined || best.distance === null) continue;
      const rank = -(best.distance + best.way.cost) * 2_000 - place;
      found.push({ text, letters: best.way.end, rank });
    }
    return found.sort(better).filter(isFirstOf);
  }
}

/** A surname with two readings is one surname. */
const isFirstOf = ({ text }: Surname | Found, place: number, all: readonly (Surname | Found)[]): boolean =>
  all.findIndex((one) => one.text === text) === place;

/** Given names are spelt character by character more often than they are words. */
const weightInNames = ({ syllables, weight, nameWeight }: Entry): number =>
  syllables.length === 1 ? nameWeight : weight / WORDS_IN_NAMES;

/** More of the input first, then the heavier. */
const better = (a: Found, b: Found): number => b.letters - a.letters || b.rank - a.rank;

function takeCheapest(queue: Way[]): Way | null {
  let best = 0;
  for (const [place, { cost, end }] of queue.entries()) {
    const other = queue[best];
    if (other !== undefined && (cost < other.cost || (cost === other.cost && end > other.end))) best = place;
  }
  return queue.splice(best, 1)[0] ?? null;
}

/** How far the syllables are from what the parts say, null when they are something else. Longer words may follow on. */
function distanceOf(parts: readonly Part[], syllables: readonly string[]): number | null {
  let distance = 0;
  for (const [place, { accepts }] of parts.entries()) {
    const here = accepts.get(syllables[place] ?? '');
    if (here === undefined) return null;
    distance += here;
  }
  return distance;
}

/** The frequent ones, then those that hardly occur outside names, then all others. */
function rareSoon<T extends { readonly entry: Entry }>(ordered: readonly T[]): readonly T[] {
  const later = ordered.slice(FREQUENT_IN_NAMES);
  const isRare = ({ entry }: T) => isOutsideBasic(entry.text);
  return [...ordered.slice(0, FREQUENT_IN_NAMES), ...later.filter(isRare), ...later.filter((one) => !isRare(one))];
}

/** Outside U+4E00 to U+9FFF stand characters that the state's table has for the sake of names and places (䶮 𬭎 㛃). */
const isOutsideBasic = (text: string): boolean => {
  const code = text.codePointAt(0) ?? 0;
  return code < 0x4e00 || code > 0x9fff;
};
