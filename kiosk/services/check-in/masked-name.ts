/**
 * `王*国`, `陈**强`: the first and, from three characters on, the last character stay. The bridge masks names already; this
 * holds the page to it, and keeps a long name (`买**********拉`) from being drawn out.
 */
export function maskedName(name: string): string {
  const characters = [...name];
  if (characters.length <= 1) return name;
  if (characters.length === 2) return `${characters[0]}*`;
  return `${characters[0]}${'*'.repeat(Math.min(characters.length - 2, LONGEST_MASK))}${characters.at(-1)}`;
}

/** Stars in the middle. */
const LONGEST_MASK = 4;
