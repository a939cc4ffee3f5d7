/** The work of `anban face evaluate`. */
import { DEFAULT_CALIBRATION, loadCalibration } from '../bands.ts';
import { RECOGNITION_WEIGHTS } from '../engine/networks.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { readPairs } from './pairs.ts';
import { falseMatchRate, falseNonMatchRate, type Scores } from './rates.ts';
import { inWords, print, progress, withPool } from './terminal.ts';

/** Measures and prints; the answer is the exit code. */
export function evaluateFile(
  file: string,
  options: { json?: true; chip?: true; calibration?: string },
): Promise<number> {
  return inWords(options.json === true, async () => {
    const pairs = readPairs(file);
    const { evaluation, scores } = await withPool(2, (pool) =>
      evaluate(pool, pairs, { chip: options.chip === true, onProgress: progress('pictures described:') }),
    );
    if (options.json) print(JSON.stringify(evaluation));
    else {
      printTable(evaluation);
      printBands(scores, options.calibration ?? DEFAULT_CALIBRATION);
    }
    return 0;
  });
}

function printTable(evaluation: Evaluation): void {
  for (const [name, value] of Object.entries(evaluation))
    print(`${name.padEnd(24)} ${typeof value === 'number' ? Number(value.toFixed(4)) : 'not enough pairs'}`);
}

/** What the calibrated bands would do with these pairs. */
function printBands(scores: Scores, calibrationFile: string | URL): void {
  const { id, passAtMost, noMatchAbove } = loadCalibration(calibrationFile, RECOGNITION_WEIGHTS);
  const complement = (rate: number | null) => (rate === null ? null : 1 - rate);
  print(`\nwith ${id} (pass up to ${passAtMost}, no match above ${noMatchAbove}):`);
  print(`  genuine pairs that do not pass    ${percent(falseNonMatchRate(scores, passAtMost))}`);
  print(`  genuine pairs called no match     ${percent(falseNonMatchRate(scores, noMatchAbove))}`);
  print(`  impostor pairs that pass          ${percent(falseMatchRate(scores, passAtMost))}`);
  print(`  impostor pairs called no match    ${percent(complement(falseMatchRate(scores, noMatchAbove)))}`);
}

const percent = (rate: number | null) => (rate === null ? 'no such pairs' : `${(rate * 100).toFixed(2)} %`);
