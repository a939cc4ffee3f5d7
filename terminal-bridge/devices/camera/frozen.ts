/** A camera that repeats one picture: a hung driver, or somebody who plays a recording of one frame. */
import { createHash } from 'node:crypto';

/** Sensor noise makes eight equal JPEGs in a row impossible for a living camera. */
export const FROZEN_AFTER = 8;
/** So many different pictures in a row, and a camera that was frozen is believed again: one may be its start-up frame. */
export const LIVING_AFTER = 3;

export class FrozenDetector {
  readonly #after: number;
  #digest = '';
  #run = 0;
  #changes = 0;

  constructor(after = FROZEN_AFTER) {
    this.#after = after;
  }

  /** Takes note of a frame; keeps a digest of it, never the picture. `repeated`: the same bytes as the one before. */
  see(jpeg: Uint8Array): { readonly repeated: boolean; readonly frozen: boolean } {
    const digest = createHash('sha256').update(jpeg).digest('base64');
    const repeated = digest === this.#digest;
    this.#run = repeated ? this.#run + 1 : 1;
    this.#changes = repeated ? 0 : this.#changes + 1;
    this.#digest = digest;
    return { repeated, frozen: this.frozen };
  }

  get frozen(): boolean {
    return this.#run >= this.#after;
  }

  /** The last pictures all differ. */
  get living(): boolean {
    return this.#changes >= LIVING_AFTER;
  }
}
