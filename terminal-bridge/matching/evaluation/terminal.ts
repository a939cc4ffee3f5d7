/** What the two commands share: the engine for a command line, progress, and errors in words. */
import { systemClock } from '@anban/foundation/clock';
import { EXIT, failed } from '../../command-line/failure.ts';
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
    const exit = 'kind' in error && error.kind === 'usage' ? EXIT.usage : EXIT.environment;
    return failed(json, exit, { name: error.name, ...ADVICE[error.name], message: error.message });
  }
}

/** By the name of the error; its message says what is wrong. */
const ADVICE = {
  PairsError: { code: 'M01', hint: 'anban face evaluate --help says what the list of pairs looks like' },
  PictureError: { code: 'M02', hint: 'Give a picture that can be read and shows a face' },
  CalibrationError: { code: 'M03', hint: 'Give the calibration that was made for this model: anban face calibrate' },
  ModelError: { code: 'M04', hint: 'Check the file, or describe it: anban face model add --help' },
  EngineError: { code: 'M05', hint: 'Is the installation whole? npm ci, then the same again' },
} as const;

export async function withPool<T>(
  workers: number,
  modelFile: string | undefined,
  work: (pool: EnginePool) => Promise<T>,
): Promise<T> {
  const model = modelFile === undefined ? {} : { modelFile };
  const pool = await EnginePool.start({ workers, clock: systemClock, ...model }).catch((error: unknown) => {
    // With a model of the operator's own, what did not load is that model and not the installation.
    throw modelFile !== undefined && error instanceof EngineError ? new ModelError(error.message) : error;
  });
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
