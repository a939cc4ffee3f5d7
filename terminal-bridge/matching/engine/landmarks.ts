/** The 68 points of the iBUG 300-W scheme, which dlib and face-api share: what lies where in the list. */
import type { Point } from './pixels.ts';

/** Left and right as seen in the picture. */
export const LEFT_EYE: readonly [number, number] = [36, 42];
export const RIGHT_EYE: readonly [number, number] = [42, 48];
export const MOUTH: readonly [number, number] = [48, 68];

const NOSE_TIP = 30;
const UPPER_LIP_INNER = 62;
const LOWER_LIP_INNER = 66;
const MOUTH_LEFT_INNER = 60;
const MOUTH_RIGHT_INNER = 64;

export function centreOf(points: readonly Point[], range: readonly [number, number]): Point {
  const part = points.slice(range[0], range[1]);
  const sum = part.reduce((total, point) => ({ x: total.x + point.x, y: total.y + point.y }), { x: 0, y: 0 });
  return { x: sum.x / part.length, y: sum.y / part.length };
}

export const distanceBetween = (p: Point, q: Point): number => Math.hypot(p.x - q.x, p.y - q.y);

/** How a face is turned, measured in the picture itself so that camera and lens do not matter. */
export interface Pose {
  /** Between the centres of the eyes, pixels. */
  readonly interEye: number;
  /** Nose tip beside the line from eyes to mouth, over the eye distance. Frontal: within ±0.05. */
  readonly yaw: number;
  /** Nose tip between eyes (0) and mouth (1). Frontal: about 0.5 to 0.65. */
  readonly pitch: number;
  /** Slope of the line between the eyes, degrees. */
  readonly roll: number;
  /** Inner lip opening over inner mouth width. */
  readonly mouthOpening: number;
}

export function poseOf(points: readonly Point[]): Pose {
  const left = centreOf(points, LEFT_EYE);
  const right = centreOf(points, RIGHT_EYE);
  const mouth = centreOf(points, MOUTH);
  const eyes = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const interEye = distanceBetween(left, right);
  const roll = Math.atan2(right.y - left.y, right.x - left.x);
  const upright = (point: Point): Point => ({
    x: (point.x - eyes.x) * Math.cos(roll) + (point.y - eyes.y) * Math.sin(roll),
    y: (point.y - eyes.y) * Math.cos(roll) - (point.x - eyes.x) * Math.sin(roll),
  });
  const nose = upright(at(points, NOSE_TIP));
  const lips = upright(mouth);
  const pitch = nose.y / lips.y;
  return {
    interEye,
    yaw: (nose.x - lips.x * pitch) / interEye,
    pitch,
    roll: (roll * 180) / Math.PI,
    mouthOpening:
      distanceBetween(at(points, UPPER_LIP_INNER), at(points, LOWER_LIP_INNER)) /
      distanceBetween(at(points, MOUTH_LEFT_INNER), at(points, MOUTH_RIGHT_INNER)),
  };
}

function at(points: readonly Point[], index: number): Point {
  const point = points[index];
  if (point === undefined) throw new Error('a face has 68 landmarks');
  return point;
}
