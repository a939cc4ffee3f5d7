/** A metric learned from people: what differs between pictures of one person counts for less. */
import type { Measure } from '../engine/metric.ts';
import { meanVector, type Sample } from './held-out.ts';

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
