import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPage } from './find-page.ts';
import { areaOf, hullOf, smallestRectangle } from './rectangle.ts';

const side = fc.double({ min: 50, max: 500, noNaN: true });
const degrees = fc.double({ min: -44, max: 44, noNaN: true });

/** Corners of a sheet, turned clockwise (y grows downwards). */
function corners(width: number, height: number, angle: number, x = 700, y = 900) {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([i = 0, j = 0]) => {
    const [u, v] = [(i * width) / 2, (j * height) / 2];
    return { x: x + u * cos - v * sin, y: y + u * sin + v * cos };
  });
}

describe('a sheet at any place and angle', () => {
  it('is found with its size, its middle and its angle', () => {
    fc.assert(
      fc.property(side, side, degrees, (width, height, angle) => {
        fc.pre(Math.abs(width - height) > 1);
        const found = smallestRectangle(hullOf(corners(width, height, angle)));
        expect(found?.long).toBeCloseTo(Math.max(width, height), 6);
        expect(found?.short).toBeCloseTo(Math.min(width, height), 6);
        expect(found?.centre.x).toBeCloseTo(700, 6);
        expect(found?.angle).toBeCloseTo(angle, 6);
        expect(found?.lying).toBe(width > height);
      }),
    );
  });
});

describe('any points', () => {
  it('lie within a rectangle that is no smaller than their hull', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 999 }), y: fc.integer({ min: 0, max: 999 }) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), (points) => {
        const hull = hullOf(points);
        const found = smallestRectangle(hull);
        if (found !== null) expect(found.area).toBeGreaterThanOrEqual(areaOf(hull) - 1e-6);
        else expect(areaOf(hull)).toBeCloseTo(0, 6);
      }),
    );
  });
});

describe('any picture', () => {
  it('holds a sheet or not, and never breaks the search', () => {
    const picture = fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
      .chain(([width, height]) =>
        fc
          .uint8Array({ minLength: width * height, maxLength: width * height })
          .map((data) => ({ data, width, height })),
      );
    fc.assert(
      fc.property(picture, (gray) => {
        const found = findPage(gray);
        if (!found.ok) expect(['documentMissing', 'documentCutOff']).toContain(found.fault);
      }),
      { numRuns: 1000 },
    );
  });
});
