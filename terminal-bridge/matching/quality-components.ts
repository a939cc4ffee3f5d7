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
 * Covered eyes and mouths: only what is plain is refused. Of 365 photos of people with bare faces none is: 153 press photos
 * of people with East Asian names (eyes from 0.088, mouth from 0.118, lips from −0.053), 110 of others (0.040, 0.125), 102
 * studio photos (0.172, 0.110). A painted white or blue mask with folds over the 153 leaves the mouth at 0.075 at most, the
 * lips as red as the cheeks; a black one cannot be told by these (mouth from 0.049 to 0.163). No real mask was measured.
 */
export const COVER = { eyeDetail: 0.035, mouthDetail: 0.09, lipRedness: -0.07 } as const;

type Uncovered = Pick<FaceSigns, 'eyeDetail' | 'mouthDetail' | 'lipRedness'>;

/** A mask, a hand, dark glasses: whoever hides half of a face is not compared by the other half. */
export const isCovered = ({ eyeDetail, mouthDetail, lipRedness }: Uncovered): boolean =>
  eyeDetail < COVER.eyeDetail || mouthDetail < COVER.mouthDetail || lipRedness < COVER.lipRedness;

/** 50 at `limit`, 100 at `ideal`, 0 as far beyond the limit as the ideal is inside it; either may be the larger. */
export function grade(value: number, limit: number, ideal: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(100, Math.max(0, LIMIT + (LIMIT * (value - limit)) / (ideal - limit)));
}

type Judged = Pick<FaceSigns, 'measures'> & Uncovered;

export function judgeQuality(
  { measures: m, eyeDetail, mouthDetail, lipRedness }: Judged,
  singleFace = true,
): Components {
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
    mouthOcclusion: Math.min(grade(mouthDetail, COVER.mouthDetail, 0.2), grade(lipRedness, COVER.lipRedness, 0.04)),
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
