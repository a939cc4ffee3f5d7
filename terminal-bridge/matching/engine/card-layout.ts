/** A photo cut as the portrait on a resident identity card is. Only measurements need it. */
import { centreOf, distanceBetween, LEFT_EYE, RIGHT_EYE } from './landmarks.ts';
import { type Pixels, type Point, sample } from './pixels.ts';

export const CARD_WIDTH = 102;
export const CARD_HEIGHT = 126;
/** Pixels between the eyes, and where their middle lies, as measured on the layout of the printed photo (GA 461). */
const INTER_EYE = 26;
const EYES_DOWN = 0.45;

/** 102×126 RGB, head upright as it is in the photo; what the photo does not show continues its edge. */
export function cutCard(photo: Pixels, points: readonly Point[]): Pixels {
  const left = centreOf(points, LEFT_EYE);
  const right = centreOf(points, RIGHT_EYE);
  const scale = distanceBetween(left, right) / INTER_EYE;
  const map = {
    a: scale,
    b: 0,
    tx: (left.x + right.x) / 2 - (CARD_WIDTH / 2) * scale,
    ty: (left.y + right.y) / 2 - EYES_DOWN * CARD_HEIGHT * scale,
  };
  const values = sample(photo, map, CARD_WIDTH, CARD_HEIGHT);
  return { width: CARD_WIDTH, height: CARD_HEIGHT, channels: 3, data: Uint8Array.from(values, Math.round) };
}
