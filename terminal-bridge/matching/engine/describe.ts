/** From a face to 128 numbers: align, look at it several times, average. */
import { alignChip, CHIP_SIZE } from './alignment.ts';
import type { Networks } from './networks.ts';
import { type Cutout, mirror, type Pixels, type Point, sample } from './pixels.ts';

/** How often one picture of a face is looked at: as it is and mirrored, at each zoom. */
export interface Views {
  readonly zooms: readonly number[];
}

/** Averaging the mirror image in halves the noise of one frame; the two frames that must agree do the rest. */
export const FRAME_VIEWS: Views = { zooms: [1] };
/** There is one card portrait and it is coarse: six looks at it cost 300 ms once. */
export const PORTRAIT_VIEWS: Views = { zooms: [1, 0.92, 1.08] };

/** The mean descriptor over the views. The cutouts are wiped, the answer is the caller's to wipe. */
export async function describe(
  networks: Networks,
  picture: Pixels,
  points: readonly Point[],
  views: Views,
): Promise<Float32Array> {
  const sum = new Float32Array(128);
  for (const zoom of views.zooms) {
    const chip = cutChip(picture, points, zoom);
    const mirrored = mirror(chip);
    for (const view of [chip, mirrored]) {
      const descriptor = await networks.descriptor(view);
      descriptor.forEach((value, index) => {
        sum[index] = (sum[index] ?? 0) + value / (2 * views.zooms.length);
      });
      descriptor.fill(0);
      view.data.fill(0);
    }
  }
  return sum;
}

export function cutChip(picture: Pixels, points: readonly Point[], zoom = 1): Cutout {
  return {
    size: CHIP_SIZE,
    data: sample(picture, alignChip(points, undefined, undefined, zoom), CHIP_SIZE, CHIP_SIZE),
  };
}

/** Euclidean distance: the engine's own measure, smaller is more alike. */
export function distance(one: Float32Array, other: Float32Array): number {
  return Math.sqrt(one.reduce((sum, value, index) => sum + (value - (other[index] ?? 0)) ** 2, 0));
}
