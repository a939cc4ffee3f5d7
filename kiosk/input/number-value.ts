/** What a number field holds and shows: pure, so that no digit of a PIN is near the page. */

/** `identity`: 18 digits, the last of which may be X (GB 11643-1999). `pin`: shown to nobody. `phone`: 11 digits. */
export type NumberKind = 'number' | 'phone' | 'identity' | 'pin';

interface Shape {
  readonly longest: number;
  /** Sizes of the groups in which people read it out. */
  readonly groups: readonly number[];
}

const SHAPES: Readonly<Record<NumberKind, Shape>> = {
  number: { longest: 20, groups: [4, 4, 4, 4, 4] },
  phone: { longest: 11, groups: [3, 4, 4] },
  identity: { longest: 18, groups: [4, 4, 4, 4, 2] },
  pin: { longest: 8, groups: [8] },
};

export const longestOf = (kind: NumberKind): number => SHAPES[kind].longest;

/** `value` with one more key; unchanged where the key cannot stand there. */
export function withKey(value: string, key: string, kind: NumberKind, longest = longestOf(kind)): string {
  if (value.length >= longest) return value;
  if (/^[0-9]$/.test(key)) return value + key;
  const isLast = kind === 'identity' && value.length === SHAPES.identity.longest - 1;
  return isLast && /^[Xx]$/.test(key) ? `${value}X` : value;
}

/** What a paste or a hardware keyboard brought, key by key. */
export const withKeys = (value: string, keys: string, kind: NumberKind, longest = longestOf(kind)): string =>
  [...keys].reduce((sum, key) => withKey(sum, key, kind, longest), value);

/** What may be seen: digits in groups, or a dot for each. */
export function shownAs(value: string, kind: NumberKind): string {
  if (kind === 'pin') return '•'.repeat(value.length);
  const groups: string[] = [];
  let from = 0;
  for (const size of SHAPES[kind].groups) {
    groups.push(value.slice(from, from + size));
    from += size;
  }
  return [...groups, value.slice(from)].filter((group) => group !== '').join(' ');
}
