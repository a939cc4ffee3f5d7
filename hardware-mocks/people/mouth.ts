/** Opens a mouth, as a warp of the picture: what lies below the lips' line moves down, the gap is dark. */
import { CUT, EYE_DISTANCE } from './size.ts';

/** Where the lips meet, below the point between the eyes, and half the width of the mouth; in eye distances. */
export const LIPS = { y: 1.12, halfWidth: 0.4 } as const;
/** How far the lower lip goes down at amount 1, and how far below it the skin still moves; in eye distances. */
const DROP = 0.52;
const REACH = 1.15;
const GAP = [62, 24, 26] as const;

/** RGBA of `CUT` size into an empty buffer of the same size. `amount` 0 is closed, 1 is wide open. */
export function openMouth(from: Uint8ClampedArray, to: Uint8ClampedArray, amount: number): void {
  const lipsY = CUT.eyesY + LIPS.y * EYE_DISTANCE;
  for (let y = 0; y < CUT.height; y++) {
    for (let x = 0; x < CUT.width; x++) {
      const gap = amount * gapAt((x - CUT.eyesX) / EYE_DISTANCE) * EYE_DISTANCE;
      const target = (y * CUT.width + x) * 4;
      const below = y - lipsY;
      if (below > 0 && below < gap) paintGap(from, to, target);
      else copy(from, to, target, x, below <= 0 ? y : sourceOf(below, gap) + lipsY);
    }
  }
}

/** Half an ellipse over the width of the mouth, and a little jaw beside it. */
const gapAt = (x: number): number => DROP * Math.sqrt(Math.max(0, 1 - (x / LIPS.halfWidth) ** 2));

/** Which height below the lips is seen at `below`: the skin is pushed down and pressed together further on. */
function sourceOf(below: number, gap: number): number {
  const reach = REACH * EYE_DISTANCE;
  if (below >= reach) return below;
  return ((below - gap) * reach) / (reach - gap);
}

function paintGap(from: Uint8ClampedArray, to: Uint8ClampedArray, target: number): void {
  for (let c = 0; c < 3; c++) to[target + c] = GAP[c] ?? 0;
  to[target + 3] = from[target + 3] ?? 0;
}

function copy(from: Uint8ClampedArray, to: Uint8ClampedArray, target: number, x: number, y: number): void {
  const source = (Math.min(CUT.height - 1, Math.max(0, Math.round(y))) * CUT.width + x) * 4;
  for (let c = 0; c < 4; c++) to[target + c] = from[source + c] ?? 0;
}
