/** Turns a head a little, as a warp of the picture: the face moves aside, the nose, being nearer, moves further. */
import { CUT, EYE_DISTANCE } from './size.ts';

/** The face's own move at its middle, and half the width that moves; in eye distances. */
const FACE = { move: 0.4, halfWidth: 1.7 };
/** The nose's further move, and where it is: half width, place below the eyes, half height. */
const NOSE = { move: 0.3, halfWidth: 0.34, y: 0.58, halfHeight: 0.45 };
/** Source steps per pixel, fine enough that no target pixel stays empty. */
const STEPS = 4;

/**
 * RGBA of `CUT` size into an empty buffer of the same size. `amount` 1 turns the nose to the right of the picture by
 * about 0.3 eye distances beyond the middle of the face, −1 to the left.
 */
export function turnHead(from: Uint8ClampedArray, to: Uint8ClampedArray, amount: number): void {
  for (let y = 0; y < CUT.height; y++) {
    for (let step = 0; step < CUT.width * STEPS; step++) {
      const x = step / STEPS;
      const move = amount * moveOf((x - CUT.eyesX) / EYE_DISTANCE, (y - CUT.eyesY) / EYE_DISTANCE);
      const target = Math.round(x + move * EYE_DISTANCE);
      if (target >= 0 && target < CUT.width) copyPixel(from, y * CUT.width + Math.floor(x), to, y * CUT.width + target);
    }
  }
}

/** How far a point moves at amount 1; all in eye distances, from between the eyes. */
function moveOf(x: number, y: number): number {
  if (Math.abs(x) >= FACE.halfWidth) return 0;
  const face = FACE.move * (1 - (x / FACE.halfWidth) ** 2) ** 2;
  return face + NOSE.move * Math.exp(-((x / NOSE.halfWidth) ** 2) - ((y - NOSE.y) / NOSE.halfHeight) ** 2);
}

function copyPixel(from: Uint8ClampedArray, source: number, to: Uint8ClampedArray, target: number): void {
  for (let c = 0; c < 4; c++) to[target * 4 + c] = from[source * 4 + c] ?? 0;
}
