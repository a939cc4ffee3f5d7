import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureOf } from './metric.ts';

const vector = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });
const f = (values: readonly number[]) => Float32Array.from(values);
const METRICS = [
  { metric: 'euclidean' },
  { metric: 'cosine' },
  { metric: 'centred-cosine', centre: { values: Array.from({ length: 8 }, (_, i) => i / 10) } },
] as const;

describe.each(METRICS)('the measure $metric', (metric) => {
  const measure = measureOf(metric);

  it('does not care which of the two comes first, and is never negative', () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const there = measure(f(a), f(b));
        expect(Object.is(there, measure(f(b), f(a))) || Math.abs(there - measure(f(b), f(a))) < 1e-12).toBe(true);
        expect(there < 0).toBe(false);
      }),
    );
  });

  it('finds a descriptor at no distance from itself', () => {
    expect(measure(f([1, 2, 3, 4, 5, 6, 7, 9]), f([1, 2, 3, 4, 5, 6, 7, 9]))).toBeCloseTo(0, 6);
  });

  it('does not compare descriptors of different engines', () => {
    expect(measure(f([1, 2]), f([1, 2, 3]))).toBeNaN();
  });
});

describe('a centre', () => {
  it('parts people who lie in one corner, seen from nowhere', () => {
    const [one, other] = [f([1, 0.1]), f([1, -0.1])];
    expect(measureOf({ metric: 'cosine' })(one, other)).toBeLessThan(0.03);
    expect(measureOf({ metric: 'centred-cosine', centre: { values: [1, 0] } })(one, other)).toBeCloseTo(2, 5);
  });

  it('of another length, or none at all, compares nothing', () => {
    expect(measureOf({ metric: 'centred-cosine', centre: { values: [1] } })(f([1, 2]), f([2, 1]))).toBeNaN();
    expect(measureOf({ metric: 'centred-cosine' })(f([1, 2]), f([2, 1]))).toBeNaN();
  });
});
