/** One comparison of one person with one portrait: what was seen so far, and what follows from it. */
import type { Frame } from '../devices/camera/camera.ts';
import { FrozenDetector } from '../devices/camera/frozen.ts';
import type { FaultName } from '../protocol/faults.ts';
import { APART_MS } from './agreement.ts';
import type { FaceEngine, Observation } from './engine/engine.ts';
import type { GuidanceVoice } from './guidance-voice.ts';
import { FROZEN_FOR_MS, SILENT_FOR_MS } from './waits.ts';

/** After two persons were seen, nobody is compared for this long, ms: the other one may be hidden for a moment. */
const CROWD_STAYS_MS = 1000;
/** A face that was just there and is missed in one frame is no reason for another instruction, ms. */
const FACE_STAYS_MS = 1200;

export class MatchRun {
  readonly #engine: FaceEngine;
  readonly #voice: GuidanceVoice;
  readonly #stillness = new FrozenDetector();
  #lastNewAt: number | null = null;
  #lastFrameAt: number | null = null;
  /** The picture that the engine is looking at came then. */
  #lookingSince: number | null = null;
  #comparedAt = Number.NEGATIVE_INFINITY;
  #crowdAt = Number.NEGATIVE_INFINITY;
  #faceAt = Number.NEGATIVE_INFINITY;
  /** One person, in the picture that was looked at last. */
  #isThere = false;
  #usable = 0;
  #crowded = 0;
  #empty = 0;

  constructor(engine: FaceEngine, voice: GuidanceVoice) {
    this.#engine = engine;
    this.#voice = voice;
  }

  /** Looks at a frame. The answer is a descriptor to compare (the caller wipes it) or null. */
  async look(frame: Frame): Promise<Float32Array | null> {
    const { repeated } = this.#stillness.see(frame.jpeg);
    this.#lastFrameAt = frame.at;
    if (!repeated) this.#lastNewAt = frame.at;
    if (repeated || frame.at - this.#comparedAt < APART_MS) return null;
    this.#lookingSince = frame.at;
    const seen = await this.#engine.observe(frame.jpeg);
    this.#lookingSince = null;
    this.#count(seen, frame.at);
    if (seen.persons > 0 || frame.at - this.#faceAt > FACE_STAYS_MS)
      this.#voice.say(seen.advice ?? 'checking', frame.at);
    if (seen.descriptor === null) return null;
    if (frame.at - this.#crowdAt < CROWD_STAYS_MS) {
      seen.descriptor.fill(0);
      return null;
    }
    this.#comparedAt = frame.at;
    return seen.descriptor;
  }

  /** Somebody is being compared, and only the machine is slow: the person is there, and pictures come or are looked at. */
  isComparing(now: number): boolean {
    const { frozen } = this.#stillness;
    const isFed = this.#lookingSince !== null || now - (this.#lastFrameAt ?? 0) < SILENT_FOR_MS;
    return Number.isFinite(this.#comparedAt) && this.#isThere && isFed && !frozen;
  }

  /** The same picture again and again for longer than any hiccup. */
  get frozen(): boolean {
    const { frozen } = this.#stillness;
    return frozen && (this.#lastFrameAt ?? 0) - (this.#lastNewAt ?? 0) >= FROZEN_FOR_MS;
  }

  /** Why nothing could be compared, the most telling reason first. `camera`: it ended by itself. */
  reason(now: number, camera: 'running' | 'ended'): FaultName {
    if (this.#stillness.frozen) return 'cameraFrozen';
    if (this.#lookingSince !== null && now - this.#lookingSince >= SILENT_FOR_MS) return 'matcherFailed';
    if (camera === 'ended' || this.#lastFrameAt === null || now - this.#lastFrameAt >= SILENT_FOR_MS)
      return 'cameraLost';
    return this.#crowded > 0 && this.#crowded >= this.#empty + this.#usable ? 'severalFaces' : 'noFaceSeen';
  }

  /** The camera's fault makes everything seen before it doubtful: no verdict may rest on it. */
  get doubtful(): boolean {
    return this.#stillness.frozen;
  }

  #count(seen: Observation, at: number): void {
    this.#isThere = seen.persons === 1;
    if (seen.persons > 0) this.#faceAt = at;
    if (seen.persons > 1) {
      this.#crowded += 1;
      this.#crowdAt = at;
    } else if (seen.persons === 0) this.#empty += 1;
    else this.#usable += 1;
  }
}
