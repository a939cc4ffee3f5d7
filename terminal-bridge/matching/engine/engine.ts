/** What the matcher asks of a recognition engine. The pool of workers is one; the tests have another. */
import type { Guidance } from '../../protocol/messages.ts';
import type { Pixels } from './pixels.ts';

/** What one frame showed. The holder of `descriptor` wipes it. */
export interface Observation {
  /** Faces large enough to count, 0 when nobody is seen or the frame cannot be decoded. */
  readonly persons: number;
  /** What the person should do before this can be compared; null exactly when there is a descriptor. */
  readonly advice: Guidance | null;
  /** As many numbers as the model gives (128 for face-api), compared as the calibration says. */
  readonly descriptor: Float32Array | null;
}

export interface FaceEngine {
  /** Looks at one JPEG frame. Rejects only when the engine itself fails. */
  observe(jpeg: Uint8Array): Promise<Observation>;
  /** The descriptor of a portrait or photo; null when no face is found in it. */
  describePortrait(portrait: Pixels): Promise<Float32Array | null>;
}
