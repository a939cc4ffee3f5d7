import { describe, expect, it } from 'vitest';
import type { FaceMeasures } from './engine/measure.ts';
import { countPersons, judgeEmptyFrame, judgeFace } from './quality.ts';

/** The median of the studio photos. */
const GOOD: FaceMeasures = {
  interEye: 72,
  yaw: 0,
  pitch: 0.52,
  roll: 0,
  mouthOpening: 0.06,
  luma: 154,
  bright: 0,
  dark: 0,
  imbalance: 0.05,
  sharpness: 700,
  score: 0.87,
  fill: 0.53,
  clearance: 0.36,
  offCentre: 0.07,
};

describe('a face before the camera', () => {
  it('that is near, lit, sharp and straight is compared', () => {
    expect(judgeFace(GOOD)).toBeNull();
  });

  it.each([
    ['too far', { interEye: 35 }, 'come-closer'],
    ['too near', { fill: 0.95 }, 'move-back'],
    ['half outside the frame', { clearance: -0.3 }, 'centre'],
    ['in the corner', { offCentre: 0.4 }, 'centre'],
    ['in the dark', { luma: 30 }, 'more-light'],
    ['lit from one side', { imbalance: 0.5 }, 'more-light'],
    ['in full sun', { luma: 230 }, 'less-light'],
    ['with burnt-out cheeks', { bright: 0.2 }, 'less-light'],
    ['turned left', { yaw: -0.2 }, 'look-straight'],
    ['turned right', { yaw: 0.2 }, 'look-straight'],
    ['looking down', { pitch: 0.75 }, 'look-straight'],
    ['looking up', { pitch: 0.3 }, 'look-straight'],
    ['tilted', { roll: 20 }, 'look-straight'],
    ['barely recognisable', { score: 0.5 }, 'look-at-camera'],
    ['blurred', { sharpness: 40 }, 'hold-still'],
    ['talking', { mouthOpening: 0.5 }, 'hold-still'],
  ])('%s', (_, change, advice) => {
    expect(judgeFace({ ...GOOD, ...change })).toBe(advice);
  });

  it('far away and blurred by it is asked to come closer first', () => {
    expect(judgeFace({ ...GOOD, interEye: 30, sharpness: 20, score: 0.5 })).toBe('come-closer');
  });
});

describe('an empty frame', () => {
  it.each([
    [10, 'more-light'],
    [120, 'look-at-camera'],
    [250, 'less-light'],
  ])('of luma %d: %s', (luma, advice) => {
    expect(judgeEmptyFrame(luma)).toBe(advice);
  });
});

describe('how many persons', () => {
  it.each([
    ['nobody', [], 0],
    ['one', [200], 1],
    ['two side by side', [200, 180], 2],
    ['one, and people in the queue far behind', [200, 60, 50], 1],
    ['a child half as wide beside a grown-up', [200, 100], 2],
  ])('%s', (_, widths, persons) => {
    expect(countPersons(widths.map((width) => ({ width })))).toBe(persons);
  });
});
