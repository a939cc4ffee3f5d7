/**
 * One person before the camera: their frames compared with the portrait, watched for passive cues, and asked for
 * movements. What `LiveFaceMatcher` begins anew for each comparison.
 */
import type { Clock } from '@anban/foundation/clock';
import type { RgbImage } from '../../devices/portrait/decoder.ts';
import type { FaultName } from '../../protocol/faults.ts';
import type { Guidance } from '../../protocol/messages.ts';
import type { Calibration } from '../bands.ts';
import type { Observation } from '../engine/engine.ts';
import { measureOf } from '../engine/metric.ts';
import { EngineFaceMatcher, type RunningEngine } from '../face-matcher.ts';
import { GuidanceVoice } from '../guidance-voice.ts';
import type { FaceMatcher, MatchVerdict } from '../matcher.ts';
import { judgeEmptyFrame, judgeFace } from '../quality.ts';
import { isCovered } from '../quality-components.ts';
import { SILENT_FOR_MS } from '../waits.ts';
import { Challenge, type Move } from './challenge.ts';
import { FrameWatch, type Watched } from './frame-watch.ts';
import { withinLimit } from './look-limit.ts';
import { type Signs, wipeSigns } from './signs.ts';

export type MatchOptions = Parameters<FaceMatcher['match']>[2];

export interface WatchingEngine extends RunningEngine {
  /** Signs of a JPEG frame; null when it cannot be decoded. */
  watch(jpeg: Uint8Array): Promise<Signs | null>;
}

/** How long a look for enough frames may go on after the comparison, ms. */
const ENOUGH_MS = 2500;
/** How often it is looked at whether the camera still gives pictures, ms. */
const TICK_MS = 200;
/** Attempts to describe the face at the end of the challenge. */
const LAST_LOOKS = 5;

const FAILED: Readonly<Record<'late' | 'vanished' | 'jumped' | 'several' | 'wrong', FaultName>> = {
  late: 'padUnanswered',
  wrong: 'padUnanswered',
  vanished: 'padSwapped',
  jumped: 'padSwapped',
  several: 'padSwapped',
};

const COVERED: Observation = { persons: 1, advice: 'uncover', descriptor: null };

/** One comparison with its proof of life. */
export class LiveSession {
  readonly watch: FrameWatch;
  readonly #engine: WatchingEngine;
  readonly #calibration: Calibration;
  readonly #clock: Clock;
  readonly #voice: GuidanceVoice;
  readonly #matched: Float32Array[] = [];
  /** Frames that show a covered face: not compared. */
  readonly #covered = new WeakSet<Uint8Array>();
  readonly #comparing = new AbortController();
  #newest: Watched | null = null;
  #challenge: Challenge | null = null;
  #arrived: () => void = () => {};

  constructor(engine: WatchingEngine, calibration: Calibration, clock: Clock, say: (guidance: Guidance) => void) {
    this.#engine = engine;
    this.#calibration = calibration;
    this.#clock = clock;
    this.#voice = new GuidanceVoice(say);
    this.watch = new FrameWatch(
      (jpeg) => withinLimit(clock, engine.watch(jpeg), (late) => late !== null && wipeSigns(late)),
      (watched) => this.#seen(watched),
      () => this.#comparing.abort(),
    );
    this.#voice.say('look-at-camera', Number.NEGATIVE_INFINITY);
  }

  /** The plain comparison over the best frames; it ends early when the stream is not to be trusted. */
  compare(portrait: RgbImage, options: MatchOptions): Promise<MatchVerdict> {
    const engine: RunningEngine = {
      status: this.#engine.status,
      onStatus: () => () => {},
      close: async () => {},
      describePortrait: (pixels) => this.#engine.describePortrait(pixels),
      observe: async (jpeg) => {
        if (this.#covered.has(jpeg)) return COVERED;
        const seen = await this.#engine.observe(jpeg);
        if (seen.descriptor !== null) this.#matched.push(seen.descriptor.slice());
        return seen;
      },
    };
    return new EngineFaceMatcher(engine, this.#calibration, this.#clock).match(portrait, this.watch.best, {
      deadlineMs: options.deadlineMs,
      signal: AbortSignal.any([options.signal, this.#comparing.signal]),
      onGuidance: () => {},
    });
  }

  /** What stands against this verdict already; null: nothing so far. */
  stop(verdict: MatchVerdict): MatchVerdict | null {
    if (this.watch.frozen) return { outcome: 'unavailable', reason: 'cameraFrozen' };
    const figures = verdict.outcome === 'unavailable' ? null : verdict.figures;
    if (this.watch.integrity.fault !== null) return { outcome: 'stopped', reason: 'padStream', figures };
    // Without the engine's word on a frame none is compared: the comparison, which waits for them, blames the camera.
    const unseen = verdict.outcome === 'unavailable' && verdict.reason !== 'portraitNoFace';
    return unseen && this.#hasNoEngine ? { outcome: 'unavailable', reason: 'matcherFailed' } : null;
  }

  /** null: a living person, as far as this can tell; otherwise why an officer decides. */
  async prove(moves: readonly Move[], signal: AbortSignal): Promise<FaultName | null> {
    const flat = await this.#lookLong(signal);
    if (flat !== null || moves.length === 0) return flat;
    const challenge = new Challenge(moves);
    this.#challenge = challenge;
    for (;;) {
      const { progress } = challenge;
      if (progress.state === 'failed') return FAILED[progress.why];
      if (progress.state === 'done') break;
      await this.#next(TICK_MS);
      const broken = this.#broken(signal);
      if (broken !== null) return broken;
    }
    this.#challenge = null;
    this.#voice.say('checking', this.#clock.now());
    return (await this.#samePerson(signal)) ?? this.#passive();
  }

  wipe(): void {
    this.#newest = null;
    for (const descriptor of this.#matched.splice(0)) descriptor.fill(0);
    this.watch.wipe();
  }

  get #hasNoEngine(): boolean {
    const { failed, lookingSince } = this.watch;
    return failed || (lookingSince !== null && this.#clock.now() - lookingSince >= SILENT_FOR_MS);
  }

  async #lookLong(signal: AbortSignal): Promise<FaultName | null> {
    const until = this.#clock.now() + ENOUGH_MS;
    while (this.watch.passive.answer === 'too-little' && this.#clock.now() < until) {
      await this.#next(TICK_MS);
      const broken = this.#broken(signal);
      if (broken !== null) return broken;
    }
    return this.#broken(signal) ?? this.#passive();
  }

  #passive(): FaultName | null {
    const { answer } = this.watch.passive;
    if (answer === 'living') return null;
    return answer === 'screen' ? 'padScreen' : answer === 'flat' ? 'padFlat' : 'padUnsure';
  }

  #broken(signal: AbortSignal): FaultName | null {
    if (signal.aborted) return 'noFaceSeen';
    if (this.watch.frozen) return 'cameraFrozen';
    if (this.watch.integrity.fault !== null) return 'padStream';
    if (this.watch.failed) return 'matcherFailed';
    const silent = this.#clock.now() - (this.watch.lastAt ?? this.#clock.now()) > SILENT_FOR_MS;
    return this.watch.ended || silent ? 'cameraLost' : null;
  }

  /** The face after the movements against the one that was compared: same camera, same minute, so the pass limit holds. */
  async #samePerson(signal: AbortSignal): Promise<FaultName | null> {
    const measure = measureOf(this.#calibration);
    for (let look = 0; look < LAST_LOOKS; look += 1) {
      const newest = this.#newest;
      const seen =
        newest === null || this.#covered.has(newest.frame.jpeg) ? null : await this.#observe(newest.frame.jpeg);
      const descriptor = seen?.descriptor ?? null;
      if (descriptor !== null) {
        const distances = this.#matched.map((one) => measure(one, descriptor));
        descriptor.fill(0);
        return distances.length > 0 && Math.min(...distances) <= this.#calibration.passAtMost ? null : 'padSwapped';
      }
      await this.#next(TICK_MS);
      const broken = this.#broken(signal);
      if (broken !== null) return broken;
    }
    return 'padUnsure';
  }

  #observe(jpeg: Uint8Array): Promise<Observation> {
    return withinLimit(this.#clock, this.#engine.observe(jpeg), (late) => late.descriptor?.fill(0));
  }

  #seen(watched: Watched): void {
    this.#newest = watched;
    const { signs, frame } = watched;
    if (signs.face !== null && isCovered(signs.face)) this.#covered.add(frame.jpeg);
    if (this.watch.integrity.fault !== null) this.#comparing.abort();
    if (this.#challenge === null) this.#voice.say(adviceOn(signs), frame.at);
    else this.#ask(this.#challenge, watched);
    this.#arrived();
  }

  #ask(challenge: Challenge, { signs, frame }: Watched): void {
    const now = this.#clock.now();
    const progress = challenge.see(signs, frame.at, now);
    if (progress.state === 'asks' && !this.#voice.say(progress.asks, frame.at)) challenge.unheard(now);
  }

  #next(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ms, resolve);
      this.#arrived = () => {
        cancel();
        resolve();
      };
    });
  }
}

function adviceOn({ persons, luma, face }: Signs): Guidance {
  if (persons > 1) return 'one-person-only';
  if (face === null) return judgeEmptyFrame(luma);
  const advice = judgeFace(face.measures);
  if (advice !== null) return advice;
  return isCovered(face) ? 'uncover' : 'checking';
}
