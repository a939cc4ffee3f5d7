import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grade } from './quality-components.ts';

const number = fc.double({ min: -1000, max: 1000, noNaN: true });

describe('the grade of a component', () => {
  it('is 50 at the limit, 100 at the ideal, and stays within 0 and 100 for any value', () => {
    fc.assert(
      fc.property(number, number, number, (value, limit, ideal) => {
        fc.pre(Math.abs(ideal - limit) > 1e-3);
        expect(grade(limit, limit, ideal)).toBe(50);
        expect(grade(ideal, limit, ideal)).toBeCloseTo(100);
        expect(grade(value, limit, ideal)).toBeGreaterThanOrEqual(0);
        expect(grade(value, limit, ideal)).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('is 0 for what could not be measured', () => {
    expect(grade(Number.NaN, 50, 90)).toBe(0);
  });
});
