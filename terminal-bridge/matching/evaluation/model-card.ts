/** The model card, written from a calibration and from figures that were measured: no number in it is typed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Calibration } from '../bands.ts';
import { chooseEngine } from '../engine/recognition.ts';
import { inWords, print } from './terminal.ts';

const Interval = z.object({ value: z.number(), low: z.number(), high: z.number() });
/** The output of `anban face evaluate --steps --json`. */
const Figures = z.object({
  people: z.int(),
  genuine_pairs: z.int(),
  impostor_pairs: z.int(),
  undetected: z.int(),
  steps: z.array(
    z.object({
      step: z.string(),
      held_out: z.boolean(),
      fnmr_at_fmr_0_01: Interval.nullable(),
      fnmr_at_fmr_0_001: Interval.nullable(),
    }),
  ),
});
type Figures = z.infer<typeof Figures>;

export interface ModelCardOptions {
  readonly card: string;
  readonly clean: string;
  readonly out: string;
}

/** Writes the card; the answer is the exit code. */
export function writeModelCard(options: ModelCardOptions): Promise<number> {
  return inWords(false, async () => {
    const { calibration, licence } = chooseEngine({});
    const read = (file: string) => Figures.parse(JSON.parse(readFileSync(file, 'utf8')));
    writeFileSync(options.out, modelCard(calibration, licence, read(options.card), read(options.clean)));
    print(`written to ${options.out}`);
    return 0;
  });
}

const percent = (value: number) => `${(value * 100).toFixed(2).replace(/0$/, '')} %`;
const shown = (interval: z.infer<typeof Interval> | null) =>
  interval === null
    ? '–'
    : `${(interval.value * 100).toFixed(1)} (${(interval.low * 100).toFixed(1)}–${(interval.high * 100).toFixed(1)})`;

export function modelCard(calibration: Calibration, licence: string, card: Figures, clean: Figures): string {
  const lines = [
    '# Model card: face comparison',
    '',
    'Written by `anban face model-card` from measured figures; do not edit. How to measure on your own people:',
    '`terminal-bridge/matching/README.md`.',
    '',
    `- Engine: ${calibration.engine}. Licence: ${licence}.`,
    `- Weights: SHA-256 \`${calibration.modelDigest}\`. Metric: ${calibration.metric}.`,
    `- Bands: pass up to ${calibration.passAtMost}, no match above ${calibration.noMatchAbove}; between them an officer.`,
    `- Calibration: \`${calibration.id}\`. ${calibration.howMade}`,
    ...(calibration.centre === undefined ? [] : [`- Centre: ${calibration.centre.howMade}`]),
    '- Use: one person, in front of the terminal, with consent, against the portrait on the own card. Not for searching',
    '  among many, not for finding age, sex, mood or anything else, not without an officer beside it.',
    '',
    '## What the bands do, by group',
    '',
    '| people | first picture | genuine / impostor pairs | without a face | genuine that do not pass | impostors that pass | genuine called no match |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...calibration.measurements.map((one) => {
      const range = (interval: readonly [number, number] | undefined) =>
        interval === undefined ? '' : ` (${percent(interval[0])} to ${percent(interval[1])})`;
      return (
        `| ${one.population} | ${one.firstPicture} | ${one.genuinePairs} / ${one.impostorPairs} | ${one.undetected} | ` +
        `${percent(one.fnmrAtPass)}${range(one.fnmrInterval)} | ${percent(one.fmrAtPass)}${range(one.fmrInterval)} | ` +
        `${percent(one.genuineNoMatch)} |`
      );
    }),
    '',
    'Intervals are 95 %, Clopper and Pearson, and take pairs as independent, which they are not: those below are wider.',
    '',
    '## What each step brings, on East Asian faces',
    '',
    `${card.people} people, ${card.genuine_pairs} genuine and ${card.impostor_pairs} impostor pairs (card path: ` +
      `${card.undetected} of them with a picture in which no face was found, counted as refused). False non-match rate`,
    'in %, with a 95 % interval bootstrapped over people.',
    '',
    '| step | card, FMR 1 % | card, FMR 0.1 % | as it is, FMR 1 % | as it is, FMR 0.1 % | learned on these people |',
    '| --- | --- | --- | --- | --- | --- |',
    ...card.steps.map((step) => {
      const other = clean.steps.find(({ step: name }) => name === step.step);
      return (
        `| ${step.step} | ${shown(step.fnmr_at_fmr_0_01)} | ${shown(step.fnmr_at_fmr_0_001)} | ` +
        `${shown(other?.fnmr_at_fmr_0_01 ?? null)} | ${shown(other?.fnmr_at_fmr_0_001 ?? null)} | ` +
        `${step.held_out ? 'yes, tried on others (5 folds)' : 'no'} |`
      );
    }),
    '',
    '## Limits, and what was not measured',
    '',
    '- No picture comes from a real card or terminal. Press photos stand in for live frames; WebP of 1024 bytes stands',
    "  in for the card's secret compression (WLT).",
    '- People with East Asian names stand in for the population. Chinese citizens of other looks were not measured.',
    '- The strength of the centre (0.65) and the restoration were chosen by looking at these very people; the centre',
    '  itself was made from others. Expect the true figure to be somewhat worse than the one in the table.',
    '- A site centre, or a cohort, of one population makes people of another look alike. The shipped strength was chosen',
    '  so that the other groups above stay at or below the false match rate of the group that set the bands.',
    '- Sex and age are not told by the press photos: no error rates by sex or age. Twins, make-up, surgery, glasses,',
    '  masks, injuries to the face, children, and portraits older than a few years were not measured.',
    '- Several live frames are fused at the terminal; their gain was not measured, for want of sequences.',
    '- Pictures of pictures: this card is about telling people apart, not about presentation attacks.',
    '',
  ];
  return lines.join('\n');
}
