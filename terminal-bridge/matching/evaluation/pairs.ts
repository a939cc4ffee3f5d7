/** The list of pairs to evaluate: a CSV file with the columns fileA, fileB, same. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

export interface Pair {
  readonly fileA: string;
  readonly fileB: string;
  /** Whether both show the same person. */
  readonly same: boolean;
}

/** The list is wrong; the message says where. `usage`: its form; `missing`: a file that is not there. */
export class PairsError extends Error {
  override readonly name = 'PairsError';
  readonly kind: 'usage' | 'missing';

  constructor(kind: 'usage' | 'missing', message: string) {
    super(message);
    this.kind = kind;
  }
}

const COLUMNS = ['fileA', 'fileB', 'same'];
const SAME = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
]);
const Row = z.object({ fileA: z.string().min(1), fileB: z.string().min(1), same: z.string() });

/** The pairs of `path`, their files resolved against its folder and present. Throws `PairsError`. */
export function readPairs(path: string): Pair[] {
  if (!existsSync(path)) throw new PairsError('missing', `no such file: ${path}`);
  const pairs = parsePairs(readFileSync(path, 'utf8'), dirname(path));
  const missing = [...new Set(pairs.flatMap((pair) => [pair.fileA, pair.fileB]))].filter((file) => !existsSync(file));
  if (missing.length > 0) {
    const shown = missing.slice(0, 3).join(', ');
    throw new PairsError('missing', `${missing.length} of the files named in ${path} do not exist: ${shown}`);
  }
  return pairs;
}

/** The rows of a CSV text; files are resolved against `folder`. Throws `PairsError`. */
export function parsePairs(text: string, folder: string): Pair[] {
  const rows = parseCsv(text);
  const [header] = rows;
  const absent = COLUMNS.filter((column) => !header?.includes(column));
  if (header === undefined || absent.length > 0)
    throw new PairsError('usage', `the file needs the columns ${COLUMNS.join(', ')}; missing: ${absent.join(', ')}`);
  const pairs = rows.slice(1).map((cells, index) => {
    const row = Row.safeParse(Object.fromEntries(header.map((name, column) => [name, cells[column]])));
    const same = SAME.get(row.data?.same.toLowerCase() ?? '');
    if (!row.success || same === undefined)
      throw new PairsError('usage', `row ${index + 2}: fileA and fileB must be named, and same must be 1 or 0`);
    return { fileA: resolve(folder, row.data.fileA), fileB: resolve(folder, row.data.fileB), same };
  });
  if (pairs.length === 0) throw new PairsError('usage', 'the file names no pairs');
  return pairs;
}

/** Rows of cells. Throws `PairsError`. */
export function parseCsv(text: string): string[][] {
  try {
    return z
      .array(z.array(z.string()))
      .parse(parse(text, { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true }));
  } catch (cause) {
    throw new PairsError('usage', `the file is no CSV: ${cause instanceof Error ? cause.message : cause}`);
  }
}
