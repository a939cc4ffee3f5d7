/**
 * The dictionary as the build writes it (build/make-dictionary.ts) and the worker reads it. Lines of text:
 *
 *     anban-pinyin 1
 *     [words]
 *     she hui<TAB>社会zz赊会03          each word with its weight: two digits of base 36, 0 to 1295, logarithmic
 *     [characters]
 *     jie<TAB>杰r8zz㛃0010              each character with its weight, and its weight in given names
 *     [surnames]
 *     王<TAB>wang                       the most frequent first; a surname may stand here twice, with two readings
 */
export const HEADING = 'anban-pinyin 1';
export const HEAVIEST = 1295;

export interface Entry {
  readonly text: string;
  readonly syllables: readonly string[];
  readonly weight: number;
  /** Of a character: among given names. Of a word: the same as `weight`. */
  readonly nameWeight: number;
}

export interface Surname {
  readonly text: string;
  readonly syllables: readonly string[];
}

export interface Dictionary {
  /** By the first letters of the syllables (`sh` for 社会), the heaviest first. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  readonly surnames: readonly Surname[];
  readonly syllables: ReadonlySet<string>;
}

export const initialsOf = (syllables: readonly string[]): string => syllables.map((one) => one.charAt(0)).join('');

const WORD = /(\p{Script=Han}+)([0-9a-z]{2})/gu;
const CHARACTER = /(\p{Script=Han})([0-9a-z]{2})([0-9a-z]{2})/gu;

/** Throws on a file that is not of this kind: it was made by another build than the page. */
export function readDictionary(file: string): Dictionary {
  const lines = file.split('\n');
  if (lines[0] !== HEADING) throw new Error('not a pinyin dictionary of this version');
  const entries = new Map<string, Entry[]>();
  const surnames: Surname[] = [];
  const known = new Set<string>();
  let section = '';
  for (const line of lines.slice(1)) {
    if (line.startsWith('[')) section = line;
    const [left = '', right = ''] = line.split('\t');
    if (right === '') continue;
    if (section === '[surnames]') {
      surnames.push({ text: left, syllables: right.split(' ') });
      continue;
    }
    const syllables = left.split(' ');
    for (const syllable of syllables) known.add(syllable);
    const key = initialsOf(syllables);
    const bucket = entries.get(key) ?? [];
    entries.set(key, bucket);
    for (const [, text = '', weight = '', name = weight] of right.matchAll(section === '[words]' ? WORD : CHARACTER)) {
      bucket.push({ text, syllables, weight: Number.parseInt(weight, 36), nameWeight: Number.parseInt(name, 36) });
    }
  }
  for (const bucket of entries.values()) bucket.sort((a, b) => b.weight - a.weight);
  return { entries, surnames, syllables: known };
}
