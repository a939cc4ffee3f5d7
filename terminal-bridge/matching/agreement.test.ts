import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agreement, MOST_FRAMES } from './agreement.ts';

const BANDS = { passAtMost: 0.4, noMatchAbove: 0.6, metric: 'euclidean' } as const;
const PORTRAIT = new Float32Array(128);

/** A live descriptor at `distance` from the portrait, always in the same direction. */
function live(distance: number): Float32Array {
  const descriptor = new Float32Array(128);
  descriptor[0] = distance;
  return descriptor;
}

function judge(...distances: number[]) {
  const agreement = new Agreement(PORTRAIT, BANDS);
  for (const distance of distances) agreement.add(live(distance));
  return agreement.verdict;
}

describe('frames that are compared', () => {
  it.each([
    ['one that passes is not enough', [0.2], null],
    ['two that pass', [0.2, 0.3], 'pass'],
    ['one between and two that pass', [0.5, 0.2, 0.3], 'pass'],
    ['two that pass and one that is no match', [0.2, 0.7, 0.2], null],
    ['two that just pass and two far between: together they do not pass', [0.59, 0.59, 0.39, 0.39], null],
    ['two that are no match', [0.9, 0.9], null],
    ['three that are no match', [0.9, 0.9, 0.7], 'no-match'],
    ['three that are no match after one between', [0.5, 0.9, 0.9, 0.9], null],
    ['five that do not agree', [0.5, 0.9, 0.5, 0.9, 0.5], 'officer'],
    ['five with a no match among passes', [0.7, 0.2, 0.2, 0.2, 0.2], 'officer'],
    ['five between', [0.5, 0.5, 0.5, 0.5, 0.5], 'officer'],
  ])('%s', (_, distances, verdict) => {
    expect(judge(...distances)).toBe(verdict);
  });

  it('never pass with a no match among them, and never are no match with another among them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: MOST_FRAMES }),
        (all) => {
          const verdict = judge(...all);
          if (verdict === 'pass') {
            expect(Math.max(...all)).toBeLessThanOrEqual(BANDS.noMatchAbove);
            expect(all.filter((one) => one <= BANDS.passAtMost).length).toBeGreaterThanOrEqual(2);
          }
          if (verdict === 'no-match') expect(Math.min(...all)).toBeGreaterThan(BANDS.noMatchAbove);
          if (all.length === MOST_FRAMES) expect(verdict).not.toBeNull();
        },
      ),
    );
  });

  it('are told as the distance of their mean', () => {
    const agreement = new Agreement(PORTRAIT, BANDS);
    agreement.add(live(0.2));
    agreement.add(live(0.4));
    expect(agreement.distance).toBeCloseTo(0.3, 6);
    expect(agreement.framesCompared).toBe(2);
  });
});
