/**
 * Loaded into a process before its own code (`node --import`): at SIGUSR2 it collects garbage and writes what is left to
 * `<ANBAN_PROBE_FOLDER>/<pid>.json`. With ANBAN_PROBE_LEAK it keeps so many bytes of every visit that begins, so that a
 * measurement can show that it would have seen them.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const { ANBAN_PROBE_FOLDER: folder, ANBAN_PROBE_LEAK: leak } = process.env;
const BYTES_PER_NUMBER = 8;

if (isMainThread && folder !== undefined) {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  process.on('SIGUSR2', () => {
    if (typeof collect === 'function') collect();
    const { heapUsed, external } = process.memoryUsage();
    const path = join(folder, `${process.pid}.json`);
    // Whole or not at all.
    writeFileSync(`${path}.part`, JSON.stringify({ heap: heapUsed, external }));
    renameSync(`${path}.part`, path);
  });
  if (Number(leak) > 0) keepOfEveryVisit(Number(leak));
}

/** Where every message of the page is read. */
function keepOfEveryVisit(bytes: number): void {
  const kept: number[][] = [];
  const parse = JSON.parse;
  JSON.parse = (text, reviver) => {
    if (typeof text === 'string' && text.includes('"Visit.Begin"')) {
      // Fractions are kept in the heap, as numbers of eight bytes.
      kept.push(new Array<number>(Math.ceil(bytes / BYTES_PER_NUMBER)).fill(kept.length + 0.5));
    }
    return parse(text, reviver);
  };
}
