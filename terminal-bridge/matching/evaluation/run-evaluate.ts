/** The work of `anban face evaluate`. */
import type { Calibration } from '../bands.ts';
import { measureOf } from '../engine/metric.ts';
import { chooseEngine } from '../engine/recognition.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { warningsOf } from './few-pairs.ts';
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
    const warnings = warningsOf({ genuine: scores.genuine.length, impostor: scores.impostor.length });
    if (options.json) print(JSON.stringify({ ...evaluation, warnings }));
    else {
      printTable(evaluation, warnings);
      printBands(scores, calibration);
    }
    return 0;
  });
}

function printTable(evaluation: Evaluation, warnings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(evaluation)) {
    const shown = typeof value === 'number' ? String(Number(value.toFixed(4))) : 'not enough pairs';
    const warning = typeof value === 'number' ? warnings[name] : undefined;
    print(`${name.padEnd(24)} ${warning === undefined ? shown : `${shown.padEnd(10)} ! ${warning}`}`);
  }
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
