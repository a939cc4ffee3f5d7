/** The part of an engine that decides who somebody is: an aligned face to a descriptor. */
import { cutChip } from './alignment.ts';
import type { Networks } from './networks.ts';
import type { Cutout, Pixels, Point } from './pixels.ts';

export interface Embedder {
  /** The face as this model was taught to see it. `zoom` over 1 shows more of the surroundings. */
  cut(picture: Pixels, points: readonly Point[], zoom: number): Cutout;
  /** One view to one descriptor; the caller wipes both. */
  embed(view: Cutout): Promise<Float32Array>;
}

/** dlib's 128-d network as face-api carries it. */
export const faceApiEmbedder = (networks: Networks): Embedder => ({
  cut: cutChip,
  embed: (view) => networks.descriptor(view),
});
