/** The work of `anban face cohort`. */

import { readFileSync, writeFileSync } from 'node:fs';
import { CalibrationError } from '../bands.ts';
import { chooseEngine } from '../engine/recognition.ts';
import { readPicture } from '../evaluation/picture.ts';
import { inWords, print, progress, withPool } from '../evaluation/terminal.ts';
import { faultsInWords } from '../schema-words.ts';
import { Cohort, cohortFrom } from './cohort.ts';

export interface CohortOptions {
  readonly out: string;
  readonly population: string;
  readonly model?: string;
}

/** One photo per person to a mean and a covariance; the answer is the exit code. Descriptors are wiped. */
export function cohortOf(files: readonly string[], options: CohortOptions): Promise<number> {
  return inWords(false, async () => {
    const { modelDigest } = chooseEngine({ modelFile: options.model });
    const tell = progress('photos described:');
    const people = await withPool(1, options.model, async (pool) => {
      const found: Float32Array[] = [];
      for (const [index, file] of files.entries()) {
        const descriptor = await pool.describePortrait(await readPicture(file));
        if (descriptor === null) process.stderr.write(`anban: no face found in ${file}: left out\n`);
        else found.push(descriptor);
        tell(index + 1, files.length);
      }
      return found;
    });
    const today = new Date().toISOString().slice(0, 10);
    const result = cohortFrom(people, modelDigest, options.population, today);
    for (const one of people) one.fill(0);
    if (result.kind === 'too-few') {
      process.stderr.write(`anban: too few people for figures that tell nothing of any one: ${result.more} more\n`);
      return 1;
    }
    writeFileSync(options.out, `${JSON.stringify(result.cohort, null, 2)}\n`);
    print(
      `written to ${options.out}: mean and covariance of ${result.cohort.people} people, nothing of any one of them`,
    );
    return 0;
  });
}

/** The cohort in `file`, if it was made with these weights. Throws `CalibrationError` in words. */
export function loadCohort(file: string, modelDigest: string): Cohort {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new CalibrationError(`cannot read the cohort ${file}: ${cause instanceof Error ? cause.message : cause}`);
  }
  const parsed = Cohort.safeParse(raw);
  if (!parsed.success) throw new CalibrationError(`${file} is no cohort (${faultsInWords(parsed.error, raw)})`);
  if (parsed.data.modelDigest !== modelDigest)
    throw new CalibrationError(`the cohort ${file} was made with other weights: make it again`);
  return parsed.data;
}
