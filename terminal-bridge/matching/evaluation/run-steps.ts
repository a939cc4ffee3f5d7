/** The work of `anban face evaluate --steps`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { warningsOf } from './few-pairs.ts';
import type { Interval } from './intervals.ts';
import { lookerFor } from './looker.ts';
import { LooksCache } from './looks.ts';
import { readPairs } from './pairs.ts';
import { detPlot, histogramPlot } from './plots.ts';
import { runSteps, type StepScores } from './steps.ts';
import { inWords, print, progress } from './terminal.ts';

export interface StepsRunOptions {
  readonly json?: true;
  readonly chip?: true;
  readonly calibration?: string;
  readonly model?: string;
  readonly cache?: string;
  readonly plots?: string;
}

/** Measures and prints; the answer is the exit code. */
export function evaluateSteps(file: string, options: StepsRunOptions): Promise<number> {
  return inWords(options.json === true, async () => {
    const pairs = readPairs(file);
    const { looker, steps, engine } = await lookerFor(options);
    const result = await runSteps(looker, pairs, {
      chip: options.chip === true,
      steps,
      choose: true,
      engine,
      cache: new LooksCache(options.cache),
      onProgress: progress('pictures described:'),
    });
    if (options.plots !== undefined) writePlots(options.plots, result);
    if (options.json) print(JSON.stringify(result.stepped));
    else printSteps(result);
    return 0;
  });
}

function printSteps({ stepped }: StepScores): void {
  const { people, genuine_pairs, impostor_pairs, undetected, steps, strength_chosen_on_others: chosen } = stepped;
  print(
    `${people} people, ${genuine_pairs} genuine and ${impostor_pairs} impostor pairs, ${undetected} without a face`,
  );
  for (const [figure, warning] of Object.entries(warningsOf({ genuine: genuine_pairs, impostor: impostor_pairs })))
    print(`! ${figure} ${warning}`);
  print(`${'step'.padEnd(48)} ${'FNMR at FMR 1 %'.padEnd(22)} ${'at 0.1 %'.padEnd(22)} held out`);
  for (const { step, held_out, fnmr_at_fmr_0_01, fnmr_at_fmr_0_001 } of steps)
    print(
      `${step.padEnd(48)} ${shown(fnmr_at_fmr_0_01).padEnd(22)} ${shown(fnmr_at_fmr_0_001).padEnd(22)} ` +
        `${held_out ? 'yes' : 'nothing learned here'}`,
    );
  if (chosen !== null)
    print(
      `${'strength of the centre chosen on other people'.padEnd(48)} ${shown(chosen.fnmr_at_fmr_0_01).padEnd(22)} ` +
        `${shown(chosen.fnmr_at_fmr_0_001).padEnd(22)} yes (halves)\n` +
        `${'  and the threshold, too'.padEnd(48)} ${shown(chosen.fnmr_at_their_threshold)} at an FMR of ` +
        `${shown(chosen.fmr_at_their_threshold)}`,
    );
}

const percent = (value: number) => (value * 100).toFixed(1);
const shown = (interval: Interval | null) =>
  interval === null
    ? 'not enough pairs'
    : `${percent(interval.value)} % (${percent(interval.low)}–${percent(interval.high)})`;

function writePlots(folder: string, { scores }: StepScores): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'det.svg'), detPlot(scores));
  let number = 0;
  for (const [name, pairs] of scores) {
    number += 1;
    writeFileSync(join(folder, `scores-${String(number).padStart(2, '0')}.svg`), histogramPlot(name, pairs));
  }
}
