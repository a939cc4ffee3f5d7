/**
 * The quality of a face in a frame, component by component, named after ISO/IEC 29794-5: 0 is unusable, 100 is ideal, and
 * 50 lies exactly at the limit of `LIMITS`. The mapping is ours (piecewise linear): the names are the standard's, the
 * standard's own reference algorithms are not claimed.
 */
import type { FaceSigns } from './liveness/signs.ts';
import { LIMITS } from './quality.ts';

export const COMPONENTS = [
  'interEyeDistance',
  'headPoseYaw',
  'headPosePitch',
  'headPoseRoll',
  'sharpness',
  'illuminationUniformity',
  'underExposure',
  'overExposure',
  'eyesVisible',
  'mouthOcclusion',
  'expressionNeutrality',
  'singleFace',
  'cropMargins',
] as const;
export type Component = (typeof COMPONENTS)[number];
export type Components = Readonly<Record<Component, number>>;

/**
 * At the limit a component is worth this much. Below it the frame loses against others of its window, and is not compared:
 * by `judgeFace`, whose limits these are, and for covered eyes and mouths by `isCovered`.
 */
export const LIMIT = 50;

/**
 * Covered eyes and mouths. Set on 11 demonstration people so that only what is plain is refused; of 204 studio photos of
 * 102 people of all colours (London set), as they are, darker and brighter, none is: eyes from 0.101, lips from −0.030.
 */
export const COVER = { eyeDetail: 0.04, lipRedness: -0.04 } as const;

/** A mask, a hand, dark glasses: whoever hides half of a face is not compared by the other half. */
export const isCovered = ({ eyeDetail, lipRedness }: Pick<FaceSigns, 'eyeDetail' | 'lipRedness'>): boolean =>
  eyeDetail < COVER.eyeDetail || lipRedness < COVER.lipRedness;

/** 50 at `limit`, 100 at `ideal`, 0 as far beyond the limit as the ideal is inside it; either may be the larger. */
export function grade(value: number, limit: number, ideal: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(100, Math.max(0, LIMIT + (LIMIT * (value - limit)) / (ideal - limit)));
}

type Judged = Pick<FaceSigns, 'measures' | 'eyeDetail' | 'lipRedness'>;

export function judgeQuality({ measures: m, eyeDetail, lipRedness }: Judged, singleFace = true): Components {
  const pitchMiddle = (LIMITS.pitch.least + LIMITS.pitch.most) / 2;
  const pitchHalf = (LIMITS.pitch.most - LIMITS.pitch.least) / 2;
  return {
    interEyeDistance: grade(m.interEye, LIMITS.interEye, 90),
    headPoseYaw: grade(Math.abs(m.yaw), LIMITS.yaw, 0),
    headPosePitch: grade(Math.abs(m.pitch - pitchMiddle), pitchHalf, 0),
    headPoseRoll: grade(Math.abs(m.roll), LIMITS.roll, 0),
    sharpness: grade(m.sharpness, LIMITS.sharpness, 150),
    illuminationUniformity: grade(m.imbalance, LIMITS.imbalance, 0),
    underExposure: grade(m.luma, LIMITS.luma.least, 110),
    overExposure: Math.min(grade(m.luma, LIMITS.luma.most, 150), grade(m.bright, LIMITS.bright, 0)),
    eyesVisible: grade(eyeDetail, COVER.eyeDetail, 0.14),
    mouthOcclusion: grade(lipRedness, COVER.lipRedness, 0.04),
    expressionNeutrality: grade(m.mouthOpening, LIMITS.mouthOpening, 0.1),
    singleFace: singleFace ? 100 : 0,
    cropMargins: Math.min(
      grade(m.clearance, -LIMITS.cutOff, 0.15),
      grade(m.fill, LIMITS.fill, 0.5),
      grade(m.offCentre, LIMITS.offCentre, 0),
    ),
  };
}

/** One number to choose between frames: the worst component counts most, the others break the tie. */
export function scoreFace(face: Judged): number {
  const all = Object.values(judgeQuality(face));
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return 0.7 * Math.min(...all) + 0.3 * mean;
}
