/** Person–portrait comparison (人证比对) as the visit sees it. */

import type { Frame } from '../devices/camera/camera.ts';
import type { Device } from '../devices/device.ts';
import type { RgbImage } from '../devices/portrait/decoder.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { Guidance } from '../protocol/messages.ts';

/** The figures of a comparison that took place. Distance is the engine's own, smaller is more alike. */
export interface MatchFigures {
  readonly engine: string;
  /** SHA-256 of the recognition weights, hex. */
  readonly modelDigest: string;
  readonly calibrationId: string;
  readonly distance: number;
  readonly passAtMost: number;
  readonly noMatchAbove: number;
  readonly framesCompared: number;
}

/** `pass`, `officer` and `no-match` come with figures; `unavailable` with the reason why nothing could be compared. */
export type MatchVerdict =
  | { readonly outcome: 'pass' | 'officer' | 'no-match'; readonly figures: MatchFigures }
  /** Compared or not, but not believed to be a living person before a camera: officers decide, and learn why. */
  | { readonly outcome: 'stopped'; readonly reason: FaultName; readonly figures: MatchFigures | null }
  | { readonly outcome: 'unavailable'; readonly reason: FaultName };

export interface FaceMatcher extends Device {
  /**
   * Looks at `frames` until a verdict is reached or `deadlineMs` is over, and six seconds more where somebody is just being
   * compared by a slow machine. At least two live frames, at different
   * times, must agree. Tells one guidance at a time. On abort: `unavailable` with `noFaceSeen`.
   */
  match(
    portrait: RgbImage,
    frames: AsyncIterable<Frame>,
    options: { signal: AbortSignal; deadlineMs: number; onGuidance: (guidance: Guidance) => void },
  ): Promise<MatchVerdict>;
}
