/** The work of `anban face calibrate`. */
import { writeFileSync } from 'node:fs';
import { EXIT, failed } from '../../command-line/failure.ts';
import type { Calibration } from '../bands.ts';
import { measureOf } from '../engine/metric.ts';
import { chooseEngine } from '../engine/recognition.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import { readPairs } from '../evaluation/pairs.ts';
import { inWords, print, progress, withPool } from '../evaluation/terminal.ts';
import { bandsFrom } from './bands-from-pairs.ts';
import { withCohort } from './cohort.ts';
import { refusalOf } from './refusal.ts';
import { loadCohort } from './run-cohort.ts';

export interface CalibrateOptions {
  readonly out: string;
  readonly population: string;
  readonly asItIs?: true;
  readonly calibration?: string;
  readonly model?: string;
  /** What `anban face cohort` wrote. */
  readonly cohort?: string;
  readonly json?: true;
}

/** Measures, writes the calibration and prints; the answer is the exit code. Nothing is written on failure. */
export function calibrateFile(file: string, options: CalibrateOptions): Promise<number> {
  return inWords(options.json === true, async () => {
    const pairs = readPairs(file);
    const engine = chooseEngine({ modelFile: options.model, calibrationFile: options.calibration });
    const calibration =
      options.cohort === undefined
        ? engine.calibration
        : withCohort(engine.calibration, loadCohort(options.cohort, engine.modelDigest));
    const chip = options.asItIs !== true;
    const measure = measureOf(calibration);
    const { evaluation, scores } = await withPool(2, options.model, (pool) =>
      evaluate(pool, pairs, { chip, measure, onProgress: progress('pictures described:') }),
    );
    const firstPicture = chip ? 'card-portrait' : 'as-it-is';
    const result = bandsFrom(scores, options.population, firstPicture, evaluation.undetected);
    if (result.kind !== 'made') return failed(options.json === true, EXIT.failed, refusalOf(result));
    const today = new Date().toISOString().slice(0, 10);
    const { advisory: _, ...kept } = calibration;
    const made: Calibration = {
      ...kept,
      ...result.bands,
      id: `${calibration.engine.replaceAll(/[^a-zA-Z0-9.]+/g, '-')}-site-${today}`,
      howMade: `Measured on ${today} with "anban face calibrate"; pass at a false match rate of 0.1 %.`,
    };
    writeFileSync(options.out, `${JSON.stringify(made, null, 2)}\n`);
    if (options.json) print(JSON.stringify(made));
    else print(`written to ${options.out}: pass up to ${made.passAtMost}, no match above ${made.noMatchAbove}`);
    return 0;
  });
}
