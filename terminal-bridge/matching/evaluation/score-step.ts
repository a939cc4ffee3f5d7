/** Pairs under one step, and what comes of them. */
import { type Measure, type Metric, measureOf } from '../engine/metric.ts';
import { type Chosen, chosenOnOthers } from './chosen-on-others.ts';
import { heldOut, type Sample } from './held-out.ts';
import { fnmrWithInterval, type Interval, type ScoredPair } from './intervals.ts';
import type { Looks } from './looks.ts';
import type { Pair } from './pairs.ts';
import { equalErrorRate } from './rates.ts';
import type { Pick, Step } from './step-list.ts';

export interface StepFigures {
  readonly step: string;
  /** Learned from the people of this list, tried on those left out. Otherwise nothing was learned from the list. */
  readonly held_out: boolean;
  readonly fnmr_at_fmr_0_01: Interval | null;
  readonly fnmr_at_fmr_0_001: Interval | null;
  readonly eer: number | null;
}

/** The pairs with what was seen in their pictures. */
export interface Context {
  readonly pairs: readonly Pair[];
  readonly looks: ReadonlyMap<string, Looks | null>;
  readonly people: ReadonlyMap<string, number>;
  readonly cardKey: (file: string) => string;
  readonly liveKey: (file: string) => string;
}

/** Strengths of the centre that are tried, as shares of the shipped one. */
const SHARES = [0, 0.6, 0.75, 0.85, 0.92, 1, 1.08, 1.15, 1.25, 1.4, 1.55];

/** Ways of dealing people into halves: whom a measure meets moves the rates by some points. */
const DEALINGS = [7, 8, 9, 10, 11];

/** Everything that a step is tried on: all pairs at once, or, if it learns, those within each half of each dealing. */
export function tryStep({ card, live, metric }: Step, context: Context): ScoredPair[][] {
  const samples = samplesOf(card, live, context);
  if (typeof metric !== 'function') return [score(samples, context, measureOf(metric))];
  return DEALINGS.flatMap((dealing) =>
    heldOut([...samples.values()], metric, dealing).map(({ people, measure }) =>
      score(samples, context, measure).filter(({ personA, personB }) => people.has(personA) && people.has(personB)),
    ),
  );
}

function samplesOf(card: Pick, live: Pick, { people, looks, cardKey, liveKey }: Context): Map<string, Sample> {
  const samples = new Map<string, Sample>();
  for (const [file, person] of people) {
    const [onCard, alive] = [looks.get(cardKey(file)), looks.get(liveKey(file))];
    if (onCard && alive) samples.set(file, { person, card: card(onCard), live: live(alive) });
  }
  return samples;
}

/** A pair in which a face was not found is infinitely far apart. */
function score(samples: ReadonlyMap<string, Sample>, { pairs, people }: Context, measure: Measure): ScoredPair[] {
  return pairs.map(({ fileA, fileB, same }) => {
    const [a, b] = [samples.get(fileA), samples.get(fileB)];
    const distance = a && b ? measure(a.card, b.live) : Number.POSITIVE_INFINITY;
    return { distance, same, personA: people.get(fileA) ?? -1, personB: people.get(fileB) ?? -1 };
  });
}

/** The strength of the centre chosen on half of the people, tried on the other half. */
export function chooseStrength(step: Step, metric: Metric, context: Context): Chosen | null {
  const values = metric.centre?.values ?? [];
  const samples = samplesOf(step.card, step.live, context);
  const tries = SHARES.map((share) => {
    const centre = { values: values.map((value) => value * share) };
    return [share, score(samples, context, measureOf({ metric: 'centred-cosine', centre }))] as const;
  });
  return chosenOnOthers(new Map(tries));
}

/** Averaged over the ways of dealing people into halves. */
export function figuresOf(step: Step, tries: readonly (readonly ScoredPair[])[]): StepFigures {
  const eers = tries.map((pairs) => {
    const distances = (same: boolean) => pairs.filter((pair) => pair.same === same).map((pair) => pair.distance);
    return equalErrorRate({ genuine: distances(true), impostor: distances(false) });
  });
  return {
    step: step.name,
    held_out: typeof step.metric === 'function',
    fnmr_at_fmr_0_01: averaged(tries.map((pairs) => fnmrWithInterval(pairs, 0.01))),
    fnmr_at_fmr_0_001: averaged(tries.map((pairs) => fnmrWithInterval(pairs, 0.001))),
    eer: mean(eers),
  };
}

function averaged(intervals: readonly (Interval | null)[]): Interval | null {
  const over = (pick: (interval: Interval) => number) =>
    mean(intervals.map((one) => (one === null ? null : pick(one))));
  const [value, low, high] = [over((one) => one.value), over((one) => one.low), over((one) => one.high)];
  return value === null || low === null || high === null ? null : { value, low, high };
}

/** Null when one is missing. */
function mean(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value / values.length),
    0,
  );
}
