/** Error rates after ISO/IEC 30107-3, with exact 95 % intervals, from the outcomes of attempts. */

import { clopperPearson, type Interval } from '../../terminal-bridge/matching/evaluation/intervals.ts';
import type { LivenessMode } from '../../terminal-bridge/matching/liveness/policy.ts';
import type { Outcome } from './attempt.ts';
import type { Species } from './species.ts';

export interface Row {
  readonly mode: LivenessMode;
  readonly species: Species;
  readonly attempts: number;
  readonly people: number;
  /** For attacks APCER, the share that passed; for living people BPCER, the share that was stopped. */
  readonly rate: Interval;
  /** How many had no answer: APNRR and BPNRR as a share of `attempts`. */
  readonly noAnswer: number;
  /** Which fault stopped how many, the most frequent first. */
  readonly reasons: Readonly<Record<string, number>>;
  /** From the first picture to the verdict, ms: median, and the time that 95 % stay under. */
  readonly ms: { readonly p50: number; readonly p95: number };
}

/** One row per mode and species, in the order in which they first come. */
export function tally(outcomes: readonly Outcome[]): Row[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = `${outcome.mode} ${outcome.species}`;
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [rowOf(first, group)];
  });
}

function rowOf({ mode, species }: Outcome, group: readonly Outcome[]): Row {
  const wrong = group.filter(({ result }) => result === (species === 'live' ? 'stopped' : 'passed')).length;
  const times = group.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0);
  return {
    mode,
    species,
    attempts: group.length,
    people: new Set(group.map(({ person }) => person)).size,
    rate: clopperPearson(wrong, group.length),
    noAnswer: group.filter(({ result }) => result === 'no-answer').length,
    reasons: reasonsOf(group),
    ms: { p50: at(0.5), p95: at(0.95) },
  };
}

function reasonsOf(group: readonly Outcome[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { reason } of group) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A Markdown table, which people can read as it is and docs/face-pad.md holds. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    [
      row.mode,
      row.species,
      `${row.attempts} (${row.people})`,
      row.species === 'live' ? 'BPCER' : 'APCER',
      `${percent(row.rate.value)} (${percent(row.rate.low)}–${percent(row.rate.high)})`,
      String(row.noAnswer),
      Object.entries(row.reasons)
        .map(([reason, count]) => `${reason} ${count}`)
        .join(', ') || '–',
      `${(row.ms.p50 / 1000).toFixed(1)} / ${(row.ms.p95 / 1000).toFixed(1)}`,
    ].join(' | '),
  );
  const head = 'mode | kind | runs (people) | rate | value (95 %) | no answer | stopped by | s to decision p50 / p95';
  return [`| ${head} |`, `| ${'--- | '.repeat(8)}`.trimEnd(), ...lines.map((line) => `| ${line} |`)].join('\n');
}
