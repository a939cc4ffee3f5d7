/**
 * Measures that learn from a population. They are tried on people whom they did not learn from: people are dealt into
 * two halves; what is learned from one is tried on pairs within the other.
 */
import { shapeOf } from '../calibration/cohort.ts';
import { expectedBy, normalised } from '../engine/cohort-norm.ts';
import { euclidean, type Measure, type Metric, measureOf } from '../engine/metric.ts';
import { seeded } from './intervals.ts';

export interface Sample {
  readonly person: number;
  readonly card: Float32Array;
  readonly live: Float32Array;
}

/** A measure, and the people whom it has not met. */
export interface HeldOut {
  readonly people: ReadonlySet<number>;
  readonly measure: Measure;
}

/** What is learned from each half of the people, with the other half. `dealing` says how they are dealt. */
export function heldOut(
  samples: readonly Sample[],
  learn: (from: readonly Sample[]) => Measure,
  dealing: number,
): readonly HeldOut[] {
  const half = dealtInHalves(
    samples.map((one) => one.person),
    seeded(dealing),
  );
  return [0, 1].map((on) => ({
    people: new Set([...half].filter(([, which]) => which === on).map(([person]) => person)),
    measure: learn(samples.filter(({ person }) => half.get(person) !== on)),
  }));
}

/** 0 or 1 for each person, in equal numbers (one more of the first if they are odd). */
export function dealtInHalves(people: readonly number[], random: () => number): Map<number, number> {
  const order = [...new Set(people)].map((person) => ({ person, place: random() })).sort((a, b) => a.place - b.place);
  return new Map(order.map(({ person }, index) => [person, index % 2]));
}

/** Cosine seen from the mean of the population. */
export const centred = (from: readonly Sample[]): Measure =>
  measureOf({
    metric: 'centred-cosine',
    centre: { values: meanVector(from.flatMap(({ card, live }) => [card, live])) },
  });

/**
 * What `anban face cohort` and `calibrate --cohort` make: one photo of each person gives mean and covariance. `shipped`
 * holds the guard for people of other looks; without one (a model of one's own) there is none.
 */
export const cohortNormalised =
  (shipped: Metric) =>
  (from: readonly Sample[]): Measure => {
    const first = new Map(from.toReversed().map(({ person, live }) => [person, live]));
    const expected = remembered(expectedBy(shapeOf([...first.values()])));
    const atMost = shipped.centre?.othersAtMost;
    const guard = measureOf({ metric: 'centred-cosine', centre: shipped.centre });
    return (card, live) =>
      normalised(
        euclidean(card, live),
        expected(card),
        expected(live),
        atMost === undefined ? 0 : guard(card, live),
        atMost ?? 0,
      );
  };

/** Each picture stands in hundreds of pairs. */
function remembered<T>(make: (face: Float32Array) => T): (face: Float32Array) => T {
  const known = new Map<Float32Array, T>();
  return (face) => {
    const found = known.get(face) ?? make(face);
    known.set(face, found);
    return found;
  };
}

export function meanVector(vectors: readonly Float32Array[]): number[] {
  const sum: number[] = Array.from({ length: vectors[0]?.length ?? 0 }, () => 0);
  for (const one of vectors)
    one.forEach((value, i) => {
      sum[i] = (sum[i] ?? 0) + value / vectors.length;
    });
  return sum;
}
