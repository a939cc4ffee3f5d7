/**
 * Passive cues over all frames that were watched: flat, screen, border. The limits separate the emulated camera's
 * living people from its artefacts (docs/face-pad.md); a real attacker's artefacts were not measured.
 */
import { residualsOf } from './plane-fit.ts';
import type { FaceSigns, Signs } from './signs.ts';
import { median } from './stream-integrity.ts';

export const PASSIVE = {
  /** Frames with a face that are needed for an answer. */
  frames: 6,
  /** `lonePeak`: living up to 1.5, screens from 2.4. */
  peak: 2,
  /** Straight edges on both sides over this share of the face's height: living up to 0.66 on one side, 0.2 on both. */
  edge: 0.9,
  /** Standard deviation of ln(luma of face / rest): lit by the same lamp up to 0.004, a screen of its own from 0.023. */
  flicker: 0.012,
  /** Only where the landmarks moved against each other this much is there something to fit; living keep over 0.49 of it. */
  plane: { moved: 0.045, left: 0.42, frames: 3 },
} as const;

export type PassiveAnswer = 'living' | 'flat' | 'screen' | 'too-little';

export class PassiveCues {
  readonly #peaks: number[] = [];
  readonly #edges: number[] = [];
  readonly #glow: number[] = [];
  readonly #left: number[] = [];
  #reference: Float32Array | null = null;

  see({ face }: Signs): void {
    if (face === null) return;
    const frontal = Math.abs(face.measures.yaw) < 0.15;
    if (frontal) {
      this.#peaks.push(face.peak);
      this.#edges.push(Math.min(face.edges.left.cover, face.edges.right.cover));
      this.#glow.push(Math.log(Math.max(1e-3, face.glow)));
    }
    this.#fit(face, frontal);
  }

  get frames(): number {
    return this.#peaks.length;
  }

  get answer(): PassiveAnswer {
    if (this.frames < PASSIVE.frames) return 'too-little';
    if (median(this.#peaks) > PASSIVE.peak) return 'screen';
    const framed = median(this.#edges) > PASSIVE.edge;
    const flickers = spreadOfSteps(this.#glow) > PASSIVE.flicker;
    if (framed) return flickers ? 'screen' : 'flat';
    return this.#left.length >= PASSIVE.plane.frames && median(this.#left) < PASSIVE.plane.left ? 'flat' : 'living';
  }

  wipe(): void {
    this.#reference?.fill(0);
  }

  #fit({ points, measures }: FaceSigns, frontal: boolean): void {
    if (this.#reference === null) {
      if (frontal) this.#reference = points.slice();
      return;
    }
    // An open mouth moves what is near it.
    if (measures.mouthOpening > 0.3) return;
    const { similarity, homography } = residualsOf(this.#reference, points);
    if (similarity > PASSIVE.plane.moved) this.#left.push(homography / similarity);
  }
}

/** From one frame to the next, so that a slow change of the light, or somebody who leans, does not count. */
function spreadOfSteps(values: readonly number[]): number {
  const steps = values.slice(1).map((value, i) => value - (values[i] ?? 0));
  const squares = steps.reduce((sum, step) => sum + step * step, 0);
  return steps.length === 0 ? 0 : Math.sqrt(squares / steps.length / 2);
}
