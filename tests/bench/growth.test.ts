import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { growthPerVisit } from './growth.ts';

const samples = (count: number, value: (at: number) => number) =>
  Array.from({ length: count }, (_, index) => ({ at: index * 50, value: value(index * 50) }));

it('finds what is kept of every visit, whatever was there before', () => {
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 0, max: 1e6 }), (slope, start) => {
      expect(growthPerVisit(samples(20, (at) => start + slope * at))).toBeCloseTo(slope, 6);
    }),
  );
});

it('calls memory flat that is taken in lumps and freed again, and once more at the beginning than later', () => {
  const sawtooth = samples(20, (at) => 1_000 + (at % 150) * 4);
  expect(Math.abs(growthPerVisit(sawtooth))).toBeLessThan(1);
  expect(growthPerVisit(samples(20, (at) => (at === 0 ? 500 : 1_000)))).toBe(0);
});

it('finds a leak under lumps that are larger than it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 20, maxLength: 20 }), (lumps) => {
      const leaking = lumps.map((lump, index) => ({ at: index * 50, value: 10 * index * 50 + lump }));
      expect(growthPerVisit(leaking)).toBeGreaterThan(5);
    }),
  );
});

it('is no number where nothing can be compared', () => {
  expect(growthPerVisit([])).toBeNaN();
  expect(growthPerVisit([{ at: 1, value: 1 }])).toBeNaN();
});
