/**
 * Whether a frame is worth comparing, after ISO/IEC 29794-5 in spirit: pure judgement over measured numbers. The limits
 * lie outside the 1–99 % range of 204 studio photos of 102 people of all colours (London set, measured with this very
 * code), so that they stop bad pictures and not kinds of people. Closed eyes are not judged: the landmarks hardly
 * close them, and narrow eyes would be refused in their place.
 */
import type { Guidance } from '../protocol/messages.ts';
import type { FaceMeasures } from './engine/measure.ts';

export const LIMITS = {
  /** Of the detector. Studio: from 0.65. */
  score: 0.55,
  /** Pixels. The network's chip has 53 between the eyes; below this a face is enlarged, that is, invented. */
  interEye: 50,
  /** Longer side of the face over the shorter side of the frame: nearer, the lens distorts and the edge cuts. */
  fill: 0.9,
  /** Share of the face's width that may be cut off by the edge. */
  cutOff: 0.05,
  /** Of the frame, from its middle. */
  offCentre: 0.32,
  /** See `Pose.yaw`. Studio: ±0.08; the hard limit of the findings that set these values. */
  yaw: 0.15,
  /** See `Pose.pitch`. Studio: 0.40 to 0.64. */
  pitch: { least: 0.36, most: 0.7 },
  /** Degrees. */
  roll: 12,
  /** Studio, smiling: up to 0.30. */
  mouthOpening: 0.38,
  /** Mean of the face. Studio: 84 (dark skin) to 179. */
  luma: { least: 60, most: 205 },
  /** Mean of a frame in which no face is found. */
  emptyFrame: { least: 40, most: 225 },
  /** Share of burnt-out pixels. Studio: up to 0.03. */
  bright: 0.08,
  /** Light from one side. Studio: up to 0.29. */
  imbalance: 0.35,
  /** Variance of the Laplacian. Studio: from 409; press photos of 150 pixels: 1 % below 54. */
  sharpness: 60,
  /** A second face this large beside the first is a second person, not a by-stander in the queue. */
  secondFace: 0.5,
} as const;

/** What the person should do before this face can be compared, the most telling first; null: it can be compared. */
export function judgeFace(face: FaceMeasures): Guidance | null {
  if (face.fill > LIMITS.fill) return 'move-back';
  if (face.interEye < LIMITS.interEye) return 'come-closer';
  if (face.clearance < -LIMITS.cutOff || face.offCentre > LIMITS.offCentre) return 'centre';
  if (face.luma < LIMITS.luma.least || face.imbalance > LIMITS.imbalance) return 'more-light';
  if (face.luma > LIMITS.luma.most || face.bright > LIMITS.bright) return 'less-light';
  if (isTurned(face)) return 'look-straight';
  if (face.score < LIMITS.score) return 'look-at-camera';
  if (face.sharpness < LIMITS.sharpness || face.mouthOpening > LIMITS.mouthOpening) return 'hold-still';
  return null;
}

/** What to do when nobody is seen in a frame of this mean luma: without light there is nobody to see. */
export function judgeEmptyFrame(luma: number): Guidance {
  if (luma < LIMITS.emptyFrame.least) return 'more-light';
  return luma > LIMITS.emptyFrame.most ? 'less-light' : 'look-at-camera';
}

const isTurned = (face: FaceMeasures) =>
  Math.abs(face.yaw) > LIMITS.yaw ||
  face.pitch < LIMITS.pitch.least ||
  face.pitch > LIMITS.pitch.most ||
  Math.abs(face.roll) > LIMITS.roll;

/** How many persons stand before the camera, of faces sorted by size: small ones far behind do not count. */
export function countPersons(faces: readonly { readonly width: number }[]): number {
  const nearest = faces[0]?.width ?? 0;
  return faces.filter((face) => face.width >= nearest * LIMITS.secondFace).length;
}
