/** What one frame shows that a comparison does not ask for: numbers and landmarks only, never pixels that show a face. */
import { z } from 'zod';

const numbers = z.custom<Float32Array>((value) => value instanceof Float32Array);

/** Where a straight upright edge stands beside the face, and how much of the face's height it covers (0–1). */
const Edge = z.object({ x: z.number(), cover: z.number() });

export const FaceSigns = z.object({
  /** x and y of the 68 landmarks in turn, pixels of the frame. */
  points: numbers,
  /** Of the 19 numbers that `judgeQuality` takes. */
  measures: z.object({
    interEye: z.number(),
    yaw: z.number(),
    pitch: z.number(),
    roll: z.number(),
    mouthOpening: z.number(),
    luma: z.number(),
    bright: z.number(),
    dark: z.number(),
    imbalance: z.number(),
    sharpness: z.number(),
    score: z.number(),
    fill: z.number(),
    clearance: z.number(),
    offCentre: z.number(),
  }),
  /** Spread of luma over each eye's place, over the mean luma of the face; the less of both. Covered: near 0. */
  eyeDetail: z.number(),
  /** The same over the mouth's place. Under cloth: the folds alone. */
  mouthDetail: z.number(),
  /** How much redder the lips are than the cheeks, (R−G)/(R+G+B). Under a hand or mask that leaves the cheeks: less than 0. */
  lipRedness: z.number(),
  /** Height of the highest lone peak in the spectrum of the face over what surrounds it, nepers. See `spectrum.ts`. */
  peak: z.number(),
  /** Straight edges to the left and right of the face. */
  edges: z.object({ left: Edge, right: Edge }),
  /** Between the 2nd and the 98th percentile of the face's luma, 0–255. */
  contrast: z.number(),
  /** Luma of the face over luma of the rest of the frame. */
  glow: z.number(),
});
export type FaceSigns = z.infer<typeof FaceSigns>;

export const Signs = z.object({
  width: z.int(),
  height: z.int(),
  persons: z.int(),
  /** Mean luma of the whole frame, 0–255. */
  luma: z.number(),
  /** The frame at 32×24, luma without its mean: for telling whether a moment comes back. */
  thumbnail: numbers,
  /** null: nobody, or several. */
  face: FaceSigns.nullable(),
});
export type Signs = z.infer<typeof Signs>;

export function wipeSigns(signs: Signs): void {
  signs.thumbnail.fill(0);
  signs.face?.points.fill(0);
}
