const LETTERS = 26;
const A = 'A'.charCodeAt(0);

/** The n-th series (from 0): A … Z, AA, AB … ZZ. Null when a site has had more than 702 terminals. */
export function seriesAt(n: number): string | null {
  const letter = (i: number) => String.fromCharCode(A + i);
  if (n < LETTERS) return letter(n);
  if (n >= LETTERS + LETTERS * LETTERS) return null;
  const rest = n - LETTERS;
  return letter(Math.floor(rest / LETTERS)) + letter(rest % LETTERS);
}
