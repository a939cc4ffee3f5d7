/** The work of `anban face figures`. */
import { writeFileSync } from 'node:fs';
import { figuresOf, type PairList } from './figures.ts';
import { readLabels } from './labels.ts';
import { lookerFor } from './looker.ts';
import { LooksCache } from './looks.ts';
import { PairsError, readPairs } from './pairs.ts';
import { inWords, print, progress } from './terminal.ts';

export interface FiguresRunOptions {
  readonly out: string;
  readonly labels?: string;
  readonly model?: string;
  readonly cache?: string;
  readonly json?: true;
}

/** Measures, writes and prints; the answer is the exit code. */
export function figuresToFile(named: readonly string[], options: FiguresRunOptions): Promise<number> {
  return inWords(options.json === true, async () => {
    const lists = named.map(readList);
    const labels = options.labels === undefined ? new Map() : readLabels(options.labels);
    const engines = [
      await lookerFor({}),
      ...(options.model === undefined ? [] : [await lookerFor({ model: options.model })]),
    ];
    const cache = new LooksCache(options.cache);
    const figures = await figuresOf(engines, lists, { cache, labels, onProgress: progress('pictures described:') });
    writeFileSync(options.out, `${JSON.stringify(figures, null, 2)}\n`);
    print(options.json ? JSON.stringify(figures) : `written to ${options.out}`);
    return 0;
  });
}

function readList(named: string): PairList {
  const at = named.lastIndexOf('=');
  if (at < 1) throw new PairsError('usage', `say who the people are: "WHO=PAIRS.csv", not "${named}"`);
  return { name: named.slice(0, at), pairs: readPairs(named.slice(at + 1)) };
}
