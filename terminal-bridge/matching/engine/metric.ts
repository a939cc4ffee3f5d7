/** How far two descriptors lie apart. Which way of measuring holds is written in the calibration, beside its bands. */
import { type CohortShape, expectedBy, normalised } from './cohort-norm.ts';

export const METRICS = ['euclidean', 'cosine', 'centred-cosine', 'cohort-normalised'] as const;
export type MetricName = (typeof METRICS)[number];

export interface Metric {
  readonly metric: MetricName;
  /**
   * For `centred-cosine`: what is taken off every descriptor first. A network that was taught on few faces of a
   * population puts all of them into one corner; seen from (near) the middle of that corner they lie further apart.
   */
  readonly centre?:
    | {
        readonly values: readonly number[];
        /** Centred cosine beyond which people of other looks than the cohort's are strangers; for `cohort-normalised`. */
        readonly othersAtMost?: number | undefined;
      }
    | undefined;
  /** For `cohort-normalised`: the site's own people, who are not those that are compared. */
  readonly cohort?: CohortShape | undefined;
}

/**
 * Not negative, larger for less alike, and (but for `cohort-normalised`) 0 for the same picture; NaN when the two cannot
 * be compared (no band passes NaN).
 */
export type Measure = (one: Float32Array, other: Float32Array) => number;

/** The measure of a calibration. `cosine` and `centred-cosine` are 1 − cosine, 0 to 2. */
export function measureOf(metric: Metric): Measure {
  if (metric.metric === 'euclidean') return euclidean;
  const centre = metric.metric === 'cosine' ? undefined : (metric.centre?.values ?? []);
  const cosine: Measure = (one, other) => cosineFrom(centre, one, other);
  if (metric.metric !== 'cohort-normalised') return cosine;
  const expected = expectedBy(metric.cohort ?? { mean: [], covariance: [] });
  const atMost = metric.centre?.othersAtMost ?? Number.NaN;
  return (one, other) => normalised(euclidean(one, other), expected(one), expected(other), cosine(one, other), atMost);
}

export function euclidean(one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length) return Number.NaN;
  return Math.sqrt(one.reduce((sum, value, index) => sum + (value - (other[index] ?? 0)) ** 2, 0));
}

function cosineFrom(centre: readonly number[] | undefined, one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length || (centre !== undefined && centre.length !== one.length)) return Number.NaN;
  let dot = 0;
  let lengthOne = 0;
  let lengthOther = 0;
  one.forEach((value, index) => {
    const shift = centre?.[index] ?? 0;
    const a = value - shift;
    const b = (other[index] ?? 0) - shift;
    dot += a * b;
    lengthOne += a * a;
    lengthOther += b * b;
  });
  // Rounding may bring the cosine of a picture with itself above 1.
  return Math.max(0, 1 - dot / Math.sqrt(lengthOne * lengthOther));
}
