/** The model card, written from a calibration and from figures that were measured: no number in it is typed. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Calibration } from '../bands.ts';
import { chooseEngine } from '../engine/recognition.ts';
import { bandRows, groupRows, stepRows, yardstickRows } from './card-tables.ts';
import { Figures } from './figures.ts';
import { PairsError } from './pairs.ts';
import { inWords, print } from './terminal.ts';

/** Writes the card from outputs of `anban face figures`; the answer is the exit code. */
export function writeModelCard(files: readonly string[], out: string): Promise<number> {
  return inWords(false, async () => {
    const { calibration, licence } = chooseEngine({});
    writeFileSync(out, modelCard(calibration, licence, together(files.map(readFigures))));
    print(`written to ${out}`);
    return 0;
  });
}

/** The first, and of the others what it has not: other engines, other lists, other groups. */
export function together(all: readonly Figures[]): Figures {
  const engines = new Map<string, Figures['engines'][number]>();
  for (const one of all.flatMap((figures) => figures.engines)) {
    const known = engines.get(one.sha256) ?? { ...one, lists: [] };
    const has = (name: string, path: string) => known.lists.some((have) => have.list === name && have.path === path);
    const more = one.lists.filter(({ list, path }) => !has(list, path));
    engines.set(one.sha256, { ...known, lists: [...known.lists, ...more] });
  }
  return { engines: [...engines.values()], groups: all.flatMap(({ groups }) => groups) };
}

function readFigures(file: string): Figures {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new PairsError('missing', `cannot read ${file}: ${cause instanceof Error ? cause.message : cause}`);
  }
  const parsed = Figures.safeParse(raw);
  if (!parsed.success) throw new PairsError('usage', `${file} is not what "anban face figures" writes`);
  return parsed.data;
}

export function modelCard(calibration: Calibration, licence: string, figures: Figures): string {
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
    '## Against the yardstick',
    '',
    'A Chinese evaluation sheet quotes GB/T 38671-2020 as: a false match rate of 0.1 % with a false non-match rate of at',
    'most 5 % (second hand; the standard itself was not at hand). Rows of the shipped bands were chosen with these people in',
    'sight: for people who were not, read "chosen on others" below.',
    '',
    ...yardstickRows(figures),
    '',
    '## What the bands do, by list',
    '',
    ...bandRows(calibration),
    '',
    'Intervals are 95 %, Clopper and Pearson, and take pairs as independent, which they are not: those below are wider.',
    '',
    ...groupSection(figures),
    '## What each step brings',
    '',
    'False non-match rate in %, with a 95 % interval bootstrapped over people; pairs with a picture in which no face was',
    'found count as refused. "Held out": learned from one half of the people, tried on pairs within the other half, mean',
    'of ten such trials. "Chosen on others": the strength of the centre is chosen on one half and tried on the other, a',
    'hundred times; its interval is the spread over the halves. Steps that learn are tried on the first list of a run.',
    '"All people of the lists above": the lists of one run in one, strangers being of the same list. A list that stands',
    'below them was measured by itself.',
    '',
    ...figures.engines.flatMap(stepRows),
    ...LIMITS,
  ];
  return `${lines.join('\n')}\n`;
}

function groupSection(figures: Figures): string[] {
  if (figures.groups.length === 0) return [];
  return [
    '## By sex, age and origin, where somebody labelled the people',
    '',
    'The shipped bands on the card path; strangers are of the same group, where they are hardest to tell apart. These are',
    'studio photos of one session: the easy end. The East Asian people among them made the shipped centre: their rows say',
    'nothing of others. The press photos carry no labels.',
    '',
    ...groupRows(figures.groups),
    '',
  ];
}

const LIMITS = [
  '## Limits, and what was not measured',
  '',
  '- No picture comes from a real card or terminal. Press photos stand in for live frames; WebP of 1024 bytes stands',
  "  in for the card's secret compression (WLT).",
  '- People with East Asian names stand in for the population. Chinese citizens of other looks were not measured.',
  '- The shipped strength of the centre was chosen with these people in sight; the rows "chosen on others" say what such',
  '  a choice is worth on people who were not. The shipped bands were set on these people, too: "and the threshold"',
  '  says what bands made on one half do on the other. The way of restoring the portrait was chosen on them as well; it',
  '  is not used at the terminal.',
  '- Impostors are strangers, not lookalikes who try. A false match rate of 0.1 % is about random people.',
  '- A centre or cohort of one population makes people of another look alike. The shipped strength, and the guard that',
  "  stands beside a site's cohort, were chosen so that other groups stay near or below the false match rate of the",
  '  group that set the bands; the row without the guard shows what that costs, and is not offered.',
  '- Press photos do not tell sex or age: no error rates by sex or age for East Asian people. People over 50, children,',
  '  twins, make-up, surgery, glasses, masks, injuries to the face and old portraits were not measured.',
  '- Several live frames are fused at the terminal; their gain was not measured, for want of sequences. Every row searches',
  '  for the face alike (continued edge, several sizes of the detector): what that brings alone was not measured.',
  '- Pictures of pictures: this card is about telling people apart, not about presentation attacks.',
];
