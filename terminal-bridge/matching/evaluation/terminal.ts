/** What the two commands share: the engine for a command line, progress, and errors in words. */
import { systemClock } from '@anban/foundation/clock';
import { CalibrationError } from '../bands.ts';
import { ModelError } from '../engine/model-file.ts';
import { EngineError, EnginePool } from '../pool.ts';
import { PairsError } from './pairs.ts';
import { PictureError } from './picture.ts';

export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Runs `work`; an expected failure is one line on standard error (and with `json` one object) and an exit code. */
export async function inWords(json: boolean, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const known =
      error instanceof PairsError ||
      error instanceof PictureError ||
      error instanceof CalibrationError ||
      error instanceof ModelError ||
      error instanceof EngineError;
    if (!known) throw error;
    process.stderr.write(`anban: ${error.message}\n`);
    if (json) print(JSON.stringify({ error: error.name, hint: error.message }));
    return error instanceof PairsError && error.kind === 'usage' ? 2 : 3;
  }
}

export async function withPool<T>(
  workers: number,
  modelFile: string | undefined,
  work: (pool: EnginePool) => Promise<T>,
): Promise<T> {
  const model = modelFile === undefined ? {} : { modelFile };
  const pool = await EnginePool.start({ workers, clock: systemClock, ...model });
  try {
    return await work(pool);
  } finally {
    await pool.close();
  }
}

/** A line on standard error every second, after the first. */
export function progress(what: string): (done: number, all: number) => void {
  let last = performance.now();
  return (done, all) => {
    if (performance.now() - last < 1000) return;
    last = performance.now();
    process.stderr.write(`anban: ${what} ${done} of ${all}\n`);
  };
}
