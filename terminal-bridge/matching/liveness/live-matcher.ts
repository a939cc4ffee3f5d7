/**
 * A matcher that also asks whether a living person stands there. It compares first, because only a pass needs more; then
 * it looks at the passive cues and, where the policy says so, asks for movements. Whatever is not clear goes to officers.
 */
import type { Clock } from '@anban/foundation/clock';
import type { Frame } from '../../devices/camera/camera.ts';
import type { DeviceInfo } from '../../devices/device.ts';
import type { RgbImage } from '../../devices/portrait/decoder.ts';
import type { FaultName } from '../../protocol/faults.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import type { Calibration } from '../bands.ts';
import { EngineFaceMatcher } from '../face-matcher.ts';
import type { FaceMatcher, MatchVerdict } from '../matcher.ts';
import { drawMoves, type Move } from './challenge.ts';
import { LiveSession, type MatchOptions, type WatchingEngine } from './live-session.ts';
import type { LivenessMode } from './policy.ts';

export interface LivenessOptions {
  readonly mode: LivenessMode;
  /** Which movements are asked for; only a test gives others than chance. */
  readonly draw?: () => readonly Move[];
}

/** The machine's own failures, and a step that was ended: no doubt about who stands there. */
const MACHINE_FAULTS: readonly FaultName[] = ['cameraLost', 'cameraFrozen', 'matcherFailed', 'noFaceSeen'];

export class LiveFaceMatcher implements FaceMatcher {
  readonly #engine: WatchingEngine;
  readonly #calibration: Calibration;
  readonly #clock: Clock;
  readonly #liveness: LivenessOptions;
  readonly #plain: EngineFaceMatcher;

  constructor(engine: WatchingEngine, calibration: Calibration, clock: Clock, liveness: LivenessOptions) {
    this.#engine = engine;
    this.#calibration = calibration;
    this.#clock = clock;
    this.#liveness = liveness;
    this.#plain = new EngineFaceMatcher(engine, calibration, clock);
  }

  get status(): DeviceStatus {
    return this.#plain.status;
  }

  get info(): DeviceInfo {
    return this.#plain.info;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#plain.onStatus(listener);
  }

  check(signal: AbortSignal): Promise<FaultName | null> {
    return this.#plain.check(signal);
  }

  close(): Promise<void> {
    return this.#plain.close();
  }

  async match(portrait: RgbImage, frames: AsyncIterable<Frame>, options: MatchOptions): Promise<MatchVerdict> {
    const over = new AbortController();
    const ends = AbortSignal.any([options.signal, over.signal]);
    const session = new LiveSession(this.#engine, this.#calibration, this.#clock, options.onGuidance);
    const reading = session.watch.read(frames, ends);
    try {
      const verdict = await session.compare(portrait, options);
      const stopped = session.stop(verdict);
      if (stopped !== null) return stopped;
      if (verdict.outcome !== 'pass' || options.signal.aborted) return verdict;
      const moves = this.#liveness.mode === 'challenge' ? (this.#liveness.draw ?? drawMoves)() : [];
      const reason = await session.prove(moves, options.signal);
      if (reason === null) return verdict;
      // Nothing against the person: they may try again as soon as the machine is well.
      if (MACHINE_FAULTS.includes(reason)) return { outcome: 'unavailable', reason };
      return { outcome: 'stopped', reason, figures: verdict.figures };
    } catch {
      return { outcome: 'unavailable', reason: 'matcherFailed' };
    } finally {
      over.abort();
      await reading;
      session.wipe();
    }
  }
}
