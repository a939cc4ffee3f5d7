/** Labels of the people in pictures, as far as somebody knows them: a CSV of `file` and any other columns. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Labels } from './figures.ts';
import { PairsError, parseCsv } from './pairs.ts';

/** "column: value" for each picture; empty cells say nothing. Throws `PairsError`. */
export function readLabels(path: string): Labels {
  if (!existsSync(path)) throw new PairsError('missing', `no such file: ${path}`);
  return parseLabels(readFileSync(path, 'utf8'), dirname(path));
}

export function parseLabels(text: string, folder: string): Labels {
  const [header, ...rows] = parseCsv(text);
  const at = header?.indexOf('file') ?? -1;
  if (header === undefined || at < 0 || header.length < 2)
    throw new PairsError('usage', 'the labels need the column "file" and at least one other');
  return new Map(
    rows.map((cells, index) => {
      const file = cells[at];
      if (file === undefined || file === '') throw new PairsError('usage', `row ${index + 2}: no file is named`);
      const said = header.flatMap((column, i) => (i === at || !cells[i] ? [] : [`${column}: ${cells[i]}`]));
      return [resolve(folder, file), said] as const;
    }),
  );
}
