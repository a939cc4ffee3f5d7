/** Frames as the tests need them: what they show, without pixels. */
import type { FaceSigns, Signs } from '../signs.ts';

interface Shown {
  readonly yaw?: number;
  readonly mouth?: number;
  /** Middle between the eyes, pixels. */
  readonly x?: number;
  readonly peak?: number;
  /** How much of the face's height a straight edge covers on both sides. */
  readonly edge?: number;
  readonly glow?: number;
  readonly points?: Float32Array;
}

/** One living person, straight and well lit, but for what is given. */
export function person({ yaw = 0, mouth = 0.1, x = 300, peak = 1, edge = 0, glow = 1, points }: Shown = {}): Signs {
  const measures = {
    interEye: 80,
    yaw,
    pitch: 0.5,
    roll: 0,
    mouthOpening: mouth,
    luma: 120,
    bright: 0,
    dark: 0,
    imbalance: 0,
    sharpness: 200,
    score: 0.9,
    fill: 0.5,
    clearance: 0.5,
    offCentre: 0,
  };
  const side = { x: 0, cover: edge };
  const face: FaceSigns = {
    points: points ?? eyesAt(x),
    measures,
    eyeDetail: 0.2,
    mouthDetail: 0.25,
    lipRedness: 0.1,
    peak,
    edges: { left: side, right: side },
    contrast: 120,
    glow,
  };
  return { width: 640, height: 480, persons: 1, luma: 120, thumbnail: new Float32Array(0), face };
}

export const NOBODY: Signs = { ...person(), persons: 0, face: null };
export const TWO: Signs = { ...person(), persons: 2, face: null };

function eyesAt(x: number): Float32Array {
  const points = new Float32Array(136);
  points[72] = x - 40;
  points[90] = x + 40;
  return points;
}
