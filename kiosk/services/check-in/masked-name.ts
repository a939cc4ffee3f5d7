/**
 * `王*国`, `陈**强`, `买**拉`: the first and, from three characters on, the last character stay. The bridge may have masked
 * the name already: masking twice changes nothing.
 */
export function maskedName(name: string): string {
  const characters = [...name];
  if (characters.length <= 1) return name;
  if (characters.length === 2) return `${characters[0]}*`;
  return `${characters[0]}${'*'.repeat(Math.min(characters.length - 2, LONGEST_MASK))}${characters.at(-1)}`;
}

/** How long a name is, is told by its middle too: a long one is not drawn out. */
const LONGEST_MASK = 4;
