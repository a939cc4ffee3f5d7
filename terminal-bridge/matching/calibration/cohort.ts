/** A cohort made on site: how a group's descriptors lie together. Nothing of any one person is kept. */
import { z } from 'zod';
import { type Calibration, CohortStatistics } from '../bands.ts';

/** With fewer people the statistics lean towards single ones, and would tell something about them. */
export const LEAST_PEOPLE = 40;
/** How much of the mean is taken off where nothing better is known: at 1, people of other looks come too near each other. */
export const STRENGTH = 0.65;
/** How far the covariance is drawn towards a sphere: 40 people do not fill 128 dimensions. */
const SHRINK = 0.3;

export const Cohort = z.strictObject({
  modelDigest: z.string(),
  people: z.int().min(LEAST_PEOPLE),
  statistics: CohortStatistics,
});
export type Cohort = z.infer<typeof Cohort>;

export type CohortResult =
  | { readonly kind: 'made'; readonly cohort: Cohort }
  | { readonly kind: 'too-few'; more: number };

/** One descriptor per person (the mean over that person's photos). They stay the caller's to wipe. */
export function cohortFrom(
  people: readonly Float32Array[],
  modelDigest: string,
  population: string,
  date: string,
): CohortResult {
  if (people.length < LEAST_PEOPLE) return { kind: 'too-few', more: LEAST_PEOPLE - people.length };
  const { mean, covariance } = shapeOf(people);
  const statistics = {
    mean: mean.map((value) => Number(value.toFixed(5))),
    covariance: covariance.map((value) => Number(value.toPrecision(5))),
    howMade: `Mean and covariance of the descriptors of ${people.length} people, ${date}: ${population}`,
  };
  return { kind: 'made', cohort: { modelDigest, people: people.length, statistics } };
}

/** Mean and shrunk covariance (packed as `CohortShape` says) of one descriptor per person. */
export function shapeOf(people: readonly Float32Array[]): { mean: number[]; covariance: number[] } {
  const size = people[0]?.length ?? 0;
  const mean = Array.from(
    { length: size },
    (_, i) => people.reduce((sum, one) => sum + (one[i] ?? 0), 0) / people.length,
  );
  const off = people.map((one) => Float64Array.from(one, (value, i) => value - (mean[i] ?? 0)));
  const product = (i: number, j: number) =>
    off.reduce((sum, one) => sum + (one[i] ?? 0) * (one[j] ?? 0), 0) / Math.max(1, people.length - 1);
  const sphere = mean.reduce((sum, _, i) => sum + product(i, i), 0) / size;
  const covariance = mean.flatMap((_, i) =>
    Array.from({ length: i + 1 }, (_, j) => (1 - SHRINK) * product(i, j) + (i === j ? SHRINK * sphere : 0)),
  );
  return { mean, covariance };
}

/**
 * The calibration with the site's cohort in its metric; its bands are then to be made anew. Where the calibration knows
 * no limit for people of other looks, the cohort only gives the centre: normalised by it they would be taken for each
 * other.
 */
export function withCohort(calibration: Calibration, { statistics }: Cohort): Calibration {
  if (calibration.centre?.othersAtMost !== undefined)
    return { ...calibration, metric: 'cohort-normalised', cohort: statistics };
  const values = statistics.mean.map((value) => Number((STRENGTH * value).toFixed(5)));
  const howMade = `${STRENGTH} times: ${statistics.howMade}`;
  return { ...calibration, metric: 'centred-cosine', centre: { values, howMade } };
}
