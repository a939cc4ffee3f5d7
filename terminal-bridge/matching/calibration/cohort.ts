/** A centre made on site: the mean of a group's descriptors. Nothing of any one person is kept. */
import { z } from 'zod';

/** With fewer people the mean leans towards single ones, and would tell something about them. */
export const LEAST_PEOPLE = 20;
/** How much of the mean is taken off: at 1 people of any other population come too near each other. */
export const STRENGTH = 0.65;

export const Cohort = z.strictObject({
  modelDigest: z.string(),
  people: z.int().min(LEAST_PEOPLE),
  centre: z.strictObject({ values: z.array(z.number()).min(1), howMade: z.string().min(1) }),
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
  const size = people[0]?.length ?? 0;
  const values = Array.from({ length: size }, (_, i) => {
    const sum = people.reduce((total, one) => total + (one[i] ?? 0), 0);
    return Number(((STRENGTH * sum) / people.length).toFixed(5));
  });
  const howMade = `${STRENGTH} times the mean descriptor of ${people.length} people, ${date}: ${population}`;
  return { kind: 'made', cohort: { modelDigest, people: people.length, centre: { values, howMade } } };
}
