import { describe, expect, it } from 'vitest';
import { Calibration } from '../bands.ts';
import { type Measure, measureOf } from '../engine/metric.ts';
import { seeded } from '../evaluation/intervals.ts';
import { Cohort, cohortFrom, LEAST_PEOPLE, withCohort } from './cohort.ts';

const SIZE = 16;
const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const random = seeded(3);
const noise = (scale: number) => range(SIZE).map(() => (random() + random() + random() - 1.5) * scale);
/** Somebody of a population that lies around `at` on every axis, and another picture of the same person. */
const somebody = (at: number) => noise(0.3).map((value) => value + at);
const again = (person: readonly number[]) => Float32Array.from(noise(0.3), (value, i) => value + (person[i] ?? 0));
const people = (count: number, at: number) => range(count).map(() => Float32Array.from(somebody(at)));

const BASE: Calibration = Calibration.parse({
  id: 'x',
  engine: 'x',
  modelDigest: '0'.repeat(64),
  metric: 'centred-cosine',
  centre: { values: range(SIZE).map(() => 0.3), othersAtMost: 0.3, howMade: 'x' },
  advisory: true,
  passAtMost: 0.1,
  noMatchAbove: 0.2,
  howMade: 'x',
  measurements: [],
});

function made(count: number, at = 0.5): Cohort {
  const result = cohortFrom(people(count, at), '0'.repeat(64), 'staff of one hall', '2026-11-22');
  if (result.kind !== 'made') throw new Error('not made');
  return result.cohort;
}

describe('a cohort made on site', () => {
  it('is refused with so few people that it would tell of single ones', () => {
    const result = cohortFrom(people(LEAST_PEOPLE - 1, 0.5), 'd', 'x', '2026-11-22');
    expect(result).toEqual({ kind: 'too-few', more: 1 });
  });

  it('keeps a mean and a covariance, says of whom, and keeps nobody', () => {
    const one = people(1, 0.5)[0] ?? new Float32Array(0);
    const result = cohortFrom([one, ...people(LEAST_PEOPLE, 0.5)], '0'.repeat(64), 'staff', '2026-11-22');
    expect(Cohort.safeParse(result.kind === 'made' && result.cohort).success).toBe(true);
    const text = JSON.stringify(result);
    expect(text).toContain('staff');
    for (const value of one) expect(text).not.toContain(value.toFixed(5));
  });

  it('gives a calibration that can be loaded', () => {
    const calibration = withCohort(BASE, made(60));
    expect(calibration.metric).toBe('cohort-normalised');
    expect(Calibration.safeParse(calibration).success).toBe(true);
    expect(Calibration.safeParse({ ...calibration, cohort: undefined }).success).toBe(false);
    expect(Calibration.safeParse({ ...calibration, metric: 'centred-cosine' }).success).toBe(false);
    const short = { ...made(60).statistics, mean: [1] };
    expect(Calibration.safeParse({ ...calibration, cohort: short }).success).toBe(false);
  });

  it('only moves the centre where nothing guards people of other looks', () => {
    const unguarded = { ...BASE, centre: { values: [1], howMade: 'x' } };
    expect(withCohort(unguarded, made(60)).metric).toBe('centred-cosine');
    expect(Calibration.safeParse(withCohort(unguarded, made(60))).success).toBe(true);
  });
});

describe('a distance normalised by a cohort', () => {
  /** Share of genuine pairs refused when one in a hundred impostors passes. */
  const refused = (measure: Measure, at: number) => {
    const persons = range(60).map(() => somebody(at));
    const pictures = persons.map((person) => [again(person), again(person)] as const);
    const genuine = pictures.map(([a, b]) => measure(a, b));
    const impostor = pictures.flatMap(([a], i) => pictures.flatMap(([, b], j) => (i === j ? [] : [measure(a, b)])));
    const limit = impostor.sort((a, b) => a - b)[Math.floor(impostor.length / 100)] ?? 0;
    return genuine.filter((distance) => distance >= limit).length / genuine.length;
  };

  it('parts people who lie in one corner better than the angle from nowhere does', () => {
    const calibration = withCohort(BASE, made(200, 2));
    const open = { ...calibration, centre: { values: range(SIZE).map(() => 0), othersAtMost: 2 } };
    expect(refused(measureOf(open), 2)).toBeLessThan(refused(measureOf({ metric: 'cosine' }), 2));
  });

  it('does not take two strangers of another look for one person: the guard sees that they differ', () => {
    const calibration = withCohort(BASE, made(200, 0.5));
    const unguarded = measureOf({ ...calibration, centre: { values: range(SIZE).map(() => 0.3), othersAtMost: 2 } });
    const guarded = measureOf(calibration);
    const strangersAtHome = (a: Float32Array, b: Float32Array) => unguarded(a, b);
    const [one, other] = [Float32Array.from(somebody(-2)), Float32Array.from(somebody(-2))];
    const home = people(2, 0.5);
    expect(unguarded(one, other)).toBeLessThan(strangersAtHome(home[0] ?? one, home[1] ?? other));
    const far = { ...calibration, centre: { values: range(SIZE).map(() => -2), othersAtMost: 0.3 } };
    expect(measureOf(far)(one, other)).toBeGreaterThan(unguarded(one, other) + 50);
    expect(guarded(one, one)).toBeLessThan(guarded(home[0] ?? one, home[1] ?? other));
  });

  it('compares nothing without its cohort or with descriptors of another engine', () => {
    const [one, other] = [Float32Array.of(1, 2), Float32Array.of(2, 1)];
    expect(measureOf({ metric: 'cohort-normalised' })(one, other)).toBeNaN();
    expect(measureOf(withCohort(BASE, made(60)))(one, other)).toBeNaN();
  });
});
