/** Who is who in a list of pairs: files that are said to show the same person, however indirectly. */
import type { Pair } from './pairs.ts';

/** A number for each file; files of one person share it. */
export function peopleOf(pairs: readonly Pair[]): Map<string, number> {
  const parent = new Map<string, string>();
  const root = (file: string): string => {
    const up = parent.get(file) ?? file;
    return up === file ? file : root(up);
  };
  for (const { fileA, fileB, same } of pairs) {
    for (const file of [fileA, fileB]) if (!parent.has(file)) parent.set(file, file);
    if (same) parent.set(root(fileA), root(fileB));
  }
  const numbers = new Map<string, number>();
  return new Map(
    [...parent.keys()].map((file) => {
      const top = root(file);
      const person = numbers.get(top) ?? numbers.size;
      numbers.set(top, person);
      return [file, person];
    }),
  );
}
