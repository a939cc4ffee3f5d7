/** The work of `anban face evaluate`. */
import type { Calibration } from '../bands.ts';
import { measureOf } from '../engine/metric.ts';
import { chooseEngine } from '../engine/recognition.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { readPairs } from './pairs.ts';
import { falseMatchRate, falseNonMatchRate, type Scores } from './rates.ts';
import { inWords, print, progress, withPool } from './terminal.ts';

/** Measures and prints; the answer is the exit code. */
export function evaluateFile(
  file: string,
  options: { json?: true; chip?: true; calibration?: string; model?: string },
): Promise<number> {
  return inWords(options.json === true, async () => {
    const pairs = readPairs(file);
    const { calibration } = chooseEngine({ modelFile: options.model, calibrationFile: options.calibration });
    const measure = measureOf(calibration);
    const { evaluation, scores } = await withPool(2, options.model, (pool) =>
      evaluate(pool, pairs, { chip: options.chip === true, measure, onProgress: progress('pictures described:') }),
    );
    if (options.json) print(JSON.stringify(evaluation));
    else {
      printTable(evaluation);
      printBands(scores, calibration);
    }
    return 0;
  });
}

function printTable(evaluation: Evaluation): void {
  for (const [name, value] of Object.entries(evaluation))
    print(`${name.padEnd(24)} ${typeof value === 'number' ? Number(value.toFixed(4)) : 'not enough pairs'}`);
}

/** What the calibrated bands would do with these pairs. */
function printBands(scores: Scores, calibration: Calibration): void {
  const { id, passAtMost, noMatchAbove } = calibration;
  const complement = (rate: number | null) => (rate === null ? null : 1 - rate);
  print(`\nwith ${id} (pass up to ${passAtMost}, no match above ${noMatchAbove}):`);
  print(`  genuine pairs that do not pass    ${percent(falseNonMatchRate(scores, passAtMost))}`);
  print(`  genuine pairs called no match     ${percent(falseNonMatchRate(scores, noMatchAbove))}`);
  print(`  impostor pairs that pass          ${percent(falseMatchRate(scores, passAtMost))}`);
  print(`  impostor pairs called no match    ${percent(complement(falseMatchRate(scores, noMatchAbove)))}`);
}

const percent = (rate: number | null) => (rate === null ? 'no such pairs' : `${(rate * 100).toFixed(2)} %`);
