/**
 * Distances set against what would be expected between either face and anybody of a cohort (symmetric score
 * normalisation, "S-norm"), computed from the cohort's mean and covariance alone: no member's descriptor is kept.
 */

/** What is known of a cohort of people, one descriptor each. */
export interface CohortShape {
  readonly mean: readonly number[];
  /** Lower triangle with the diagonal, row by row: n · (n + 1) / 2 numbers. */
  readonly covariance: readonly number[];
}

/** Standard deviations are added until distances are positive, as bands want them. */
const ALWAYS_POSITIVE = 10;
/** Standard deviations for one unit beyond the limit of the guard: nearly a wall, but one that can be ordered by. */
const WALL = 400;

/** Squared distance to be expected between a face and somebody of the cohort, and the spread of that. */
export interface Expected {
  readonly mean: number;
  readonly spread: number;
}

/** For a cohort drawn from a normal distribution both follow from the mean and the covariance. */
export function expectedBy(cohort: CohortShape): (face: Float32Array) => Expected {
  const size = cohort.mean.length;
  const rows = unpack(cohort.covariance, size);
  const trace = rows.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  const traceOfSquare = rows.reduce((sum, row) => sum + row.reduce((part, value) => part + value * value, 0), 0);
  return (face) => {
    if (face.length !== size) return { mean: Number.NaN, spread: Number.NaN };
    const off = Float64Array.from(face, (value, i) => value - (cohort.mean[i] ?? 0));
    let away = 0;
    let along = 0;
    rows.forEach((row, i) => {
      const here = off[i] ?? 0;
      away += here * here;
      let product = 0;
      for (let j = 0; j < size; j += 1) product += (row[j] ?? 0) * (off[j] ?? 0);
      along += here * product;
    });
    return { mean: away + trace, spread: Math.sqrt(4 * along + 2 * traceOfSquare) };
  };
}

/**
 * The normalised distance: about 10 for two strangers of the cohort, less the more alike two faces are. Two people of
 * another look than the cohort's lie near each other in its eyes; `guard` is how far they lie apart by a measure that
 * knows nothing of the cohort, and beyond `atMost` of it the distance rises steeply.
 */
export function normalised(euclidean: number, one: Expected, other: Expected, guard: number, atMost: number): number {
  const squared = euclidean * euclidean;
  const deviations = ((squared - one.mean) / one.spread + (squared - other.mean) / other.spread) / 2;
  return Math.max(0, ALWAYS_POSITIVE + deviations + WALL * Math.max(0, guard - atMost));
}

export function unpack(packed: readonly number[], size: number): Float64Array[] {
  const rows = Array.from({ length: size }, () => new Float64Array(size));
  let at = 0;
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      const value = packed[at] ?? Number.NaN;
      at += 1;
      for (const [row, column] of [
        [i, j],
        [j, i],
      ] as const) {
        const target = rows[row];
        if (target !== undefined) target[column] = value;
      }
    }
  return rows;
}
