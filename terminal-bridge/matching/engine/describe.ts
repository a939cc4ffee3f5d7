/** From a face to numbers: align, look at it several times, average. */
import type { Embedder } from './embedder.ts';
import { mirror, type Pixels, type Point } from './pixels.ts';

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
  embedder: Embedder,
  picture: Pixels,
  points: readonly Point[],
  views: Views,
): Promise<Float32Array> {
  const all = await describeViews(embedder, picture, points, views);
  const mean = meanOf(all);
  for (const one of all) one.fill(0);
  return mean;
}

/** A descriptor for each view: per zoom the face as it is, then mirrored. */
export async function describeViews(
  embedder: Embedder,
  picture: Pixels,
  points: readonly Point[],
  views: Views,
): Promise<Float32Array[]> {
  const found: Float32Array[] = [];
  for (const zoom of views.zooms) {
    const chip = embedder.cut(picture, points, zoom);
    for (const view of [chip, mirror(chip)]) {
      found.push(await embedder.embed(view));
      view.data.fill(0);
    }
  }
  return found;
}

/** The mean of descriptors of one length. */
export function meanOf(descriptors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(descriptors[0]?.length ?? 0);
  for (const one of descriptors)
    one.forEach((value, index) => {
      mean[index] = (mean[index] ?? 0) + value / descriptors.length;
    });
  return mean;
}
