/** Tables of the model card. */
import type { Calibration } from '../bands.ts';
import type { Figures, Group } from './figures.ts';
import { SHIPPED_STEP } from './step-list.ts';

interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const YARDSTICK = 0.05;

const percent = (value: number) => `${(value * 100).toFixed(2).replace(/0$/, '')} %`;
const ranged = (range: Range | null, digits = 1) => {
  const shown = (value: number) => (value * 100).toFixed(digits);
  return range === null ? '–' : `${shown(range.value)} (${shown(range.low)}–${shown(range.high)})`;
};

/** Each engine and list with what the terminal uses, and whether it reaches the yardstick. */
export function yardstickRows({ engines }: Figures): string[] {
  const rows = engines.flatMap(({ engine, lists }) =>
    lists.map(({ list, path, figures }) => {
      const tight = figures.steps.find(({ step }) => step === SHIPPED_STEP)?.fnmr_at_fmr_0_001 ?? null;
      const loose = figures.steps.find(({ step }) => step === SHIPPED_STEP)?.fnmr_at_fmr_0_01 ?? null;
      const reached = tight === null ? '–' : tight.value <= YARDSTICK ? 'yes' : 'no';
      return `| ${engine} | ${list} | ${path} | ${ranged(loose)} | ${ranged(tight)} | ${reached} |`;
    }),
  );
  return [
    '| engine | people | first picture | FNMR at FMR 1 %, in % | at 0.1 % | 5 % reached |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ];
}

export function bandRows(calibration: Calibration): string[] {
  const range = (interval: readonly [number, number] | undefined) =>
    interval === undefined ? '' : ` (${percent(interval[0])} to ${percent(interval[1])})`;
  return [
    '| people | first picture | genuine / impostor pairs | without a face | genuine that do not pass | impostors that pass | genuine called no match |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...calibration.measurements.map(
      (one) =>
        `| ${one.population} | ${one.firstPicture} | ${one.genuinePairs} / ${one.impostorPairs} | ${one.undetected} | ` +
        `${percent(one.fnmrAtPass)}${range(one.fnmrInterval)} | ${percent(one.fmrAtPass)}${range(one.fmrInterval)} | ` +
        `${percent(one.genuineNoMatch)} |`,
    ),
  ];
}

export function groupRows(groups: readonly Group[]): string[] {
  return [
    '| list | group | people | genuine / impostor pairs | genuine that do not pass, in % | impostors that pass, in % |',
    '| --- | --- | --- | --- | --- | --- |',
    ...groups.map(
      (one) =>
        `| ${one.list} | ${one.label} | ${one.people} | ${one.genuine_pairs} / ${one.impostor_pairs} | ` +
        `${ranged(one.does_not_pass)} | ${ranged(one.impostors_pass, 2)} |`,
    ),
  ];
}

/** The card path and clean of each list side by side. */
export function stepRows({ engine, licence, sha256, lists }: Figures['engines'][number]): string[] {
  const names = [...new Set(lists.map(({ list }) => list))];
  return [
    `### ${engine}`,
    '',
    `Licence: ${licence}. SHA-256 \`${sha256}\`.`,
    '',
    ...names.flatMap((name) => {
      const of = (path: string) => lists.find((one) => one.list === name && one.path === path)?.figures;
      return stepTable(name, of('card'), of('clean'));
    }),
  ];
}

type Stepped = Figures['engines'][number]['lists'][number]['figures'];

function stepTable(name: string, card: Stepped | undefined, clean: Stepped | undefined): string[] {
  if (card === undefined) return [];
  const chosen = (of: Stepped | undefined) => of?.strength_chosen_on_others ?? null;
  const [onCard, onClean] = [chosen(card), chosen(clean)];
  return [
    `**${name}**: ${card.people} people, ${card.genuine_pairs} genuine and ${card.impostor_pairs} impostor pairs ` +
      `(${card.undetected} of them without a face on the card path, ${clean?.undetected ?? 0} clean).`,
    '',
    '| step | card, FMR 1 % | card, FMR 0.1 % | clean, FMR 1 % | clean, FMR 0.1 % | learned |',
    '| --- | --- | --- | --- | --- | --- |',
    ...card.steps.map((step) => {
      const other = clean?.steps.find(({ step: same }) => same === step.step);
      return (
        `| ${step.step} | ${ranged(step.fnmr_at_fmr_0_01)} | ${ranged(step.fnmr_at_fmr_0_001)} | ` +
        `${ranged(other?.fnmr_at_fmr_0_01 ?? null)} | ${ranged(other?.fnmr_at_fmr_0_001 ?? null)} | ` +
        `${step.held_out ? 'held out' : 'no'} |`
      );
    }),
    ...(onCard === null
      ? []
      : [
          `| the strength of the centre | ${ranged(onCard.fnmr_at_fmr_0_01)} | ${ranged(onCard.fnmr_at_fmr_0_001)} | ` +
            `${ranged(onClean?.fnmr_at_fmr_0_01 ?? null)} | ${ranged(onClean?.fnmr_at_fmr_0_001 ?? null)} | chosen on others |`,
          `| … and the threshold (FMR then in brackets) | – | ${atTheirs(onCard)} | – | ${atTheirs(onClean)} | chosen on others |`,
        ]),
    '',
  ];
}

const atTheirs = (chosen: Stepped['strength_chosen_on_others']) =>
  chosen === null
    ? '–'
    : `${(chosen.fnmr_at_their_threshold.value * 100).toFixed(1)} [${percent(chosen.fmr_at_their_threshold.value)}]`;
