/**
 * Measures that learn from a population. They are tried on people whom they did not learn from: people are dealt into
 * folds, and for a pair of folds a and b the measure learns from all the others.
 */
import { type Measure, measureOf } from '../engine/metric.ts';
import { seeded } from './intervals.ts';

export interface Sample {
  readonly person: number;
  readonly card: Float32Array;
  readonly live: Float32Array;
}

const FOLDS = 5;

/** For each pair of people a measure that has met neither. */
export function heldOut(
  samples: readonly Sample[],
  learn: (from: readonly Sample[]) => Measure,
): (personA: number, personB: number) => Measure {
  const fold = dealt([...new Set(samples.map((one) => one.person))]);
  const known = new Map<string, Measure>();
  return (personA, personB) => {
    const [a, b] = [fold.get(personA) ?? 0, fold.get(personB) ?? 0].sort((x, y) => x - y);
    const key = `${a} ${b}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = learn(samples.filter(({ person }) => fold.get(person) !== a && fold.get(person) !== b));
    known.set(key, made);
    return made;
  };
}

function dealt(people: readonly number[]): Map<number, number> {
  const random = seeded(7);
  const order = people.map((person) => ({ person, place: random() })).sort((a, b) => a.place - b.place);
  return new Map(order.map(({ person }, index) => [person, index % FOLDS]));
}

/** Cosine seen from the mean of the population. */
export const centred = (from: readonly Sample[]): Measure =>
  measureOf({
    metric: 'centred-cosine',
    centre: { values: meanVector(from.flatMap(({ card, live }) => [card, live])) },
  });

/** Euclidean distance, set against the distances of each of the two to everybody in the cohort (S-norm). */
export function cohortNormalised(from: readonly Sample[]): Measure {
  const euclidean = measureOf({ metric: 'euclidean' });
  const seen = new Map<Float32Array, readonly [number, number]>();
  const against = (one: Float32Array, cohort: readonly Float32Array[]): readonly [number, number] => {
    const known = seen.get(one);
    if (known !== undefined) return known;
    const distances = cohort.map((other) => euclidean(one, other));
    const mean = distances.reduce((sum, value) => sum + value, 0) / distances.length;
    const spread = Math.sqrt(distances.reduce((sum, value) => sum + (value - mean) ** 2, 0) / distances.length);
    seen.set(one, [mean, spread]);
    return [mean, spread];
  };
  const cards = from.map(({ card }) => card);
  const lives = from.map(({ live }) => live);
  return (card, live) => {
    const d = euclidean(card, live);
    const [cardMean, cardSpread] = against(card, lives);
    const [liveMean, liveSpread] = against(live, cards);
    // Ten added: distances stay positive, and nothing else asks for their size.
    return 10 + ((d - cardMean) / cardSpread + (d - liveMean) / liveSpread) / 2;
  };
}

/** Cosine after whitening what differs between pictures of one person, shrunk towards a sphere by half. */
export function whitened(from: readonly Sample[]): Measure {
  const mean = meanVector(from.flatMap(({ card, live }) => [card, live]));
  const inverse = invert(withinPerson(from, mean.length, 0.5));
  const product = (a: readonly number[], b: readonly number[]) => {
    let sum = 0;
    inverse.forEach((row, i) => {
      let part = 0;
      for (let j = 0; j < b.length; j += 1) part += (row[j] ?? 0) * (b[j] ?? 0);
      sum += (a[i] ?? 0) * part;
    });
    return sum;
  };
  const shifted = (one: Float32Array) => Array.from(one, (value, i) => value - (mean[i] ?? 0));
  return (card, live) => {
    const [a, b] = [shifted(card), shifted(live)];
    return 1 - product(a, b) / Math.sqrt(product(a, a) * product(b, b));
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

/** Covariance of descriptors around their person's mean. */
function withinPerson(from: readonly Sample[], size: number, shrink: number): number[][] {
  const people = Map.groupBy(from, ({ person }) => person);
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  let count = 0;
  for (const group of people.values()) {
    const all = group.flatMap(({ card, live }) => [card, live]);
    const mean = meanVector(all);
    for (const one of all) {
      count += 1;
      const off = Array.from(one, (value, i) => value - (mean[i] ?? 0));
      matrix.forEach((row, i) => {
        for (let j = 0; j < size; j += 1) row[j] = (row[j] ?? 0) + (off[i] ?? 0) * (off[j] ?? 0);
      });
    }
  }
  const trace = matrix.reduce((sum, row, i) => sum + (row[i] ?? 0), 0) / count;
  return matrix.map((row, i) =>
    row.map((value, j) => ((1 - shrink) * value) / count + (i === j ? (shrink * trace) / size : 0)),
  );
}

/** Gauss and Jordan; the matrix is symmetric and, being shrunk, well conditioned. */
export function invert(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const work = matrix.map((row, i) => [...row, ...Array.from({ length: size }, (_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < size; column += 1) {
    const pivotRow = work[column] ?? [];
    const pivot = pivotRow[column] ?? 0;
    for (let j = 0; j < pivotRow.length; j += 1) pivotRow[j] = (pivotRow[j] ?? 0) / pivot;
    work.forEach((row, i) => {
      const factor = row[column] ?? 0;
      if (i === column || factor === 0) return;
      for (let j = 0; j < row.length; j += 1) row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0);
    });
  }
  return work.map((row) => row.slice(size));
}
