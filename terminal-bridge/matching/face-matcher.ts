/** Person–portrait comparison (人证比对) with face-api, or a model of the operator's, in worker threads. See `matcher.ts` for what it promises. */
import { type Clock, systemClock } from '@anban/foundation/clock';
import type { Frame } from '../devices/camera/camera.ts';
import type { DeviceInfo } from '../devices/device.ts';
import type { RgbImage } from '../devices/portrait/decoder.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { DeviceStatus } from '../protocol/state.ts';
import { Agreement } from './agreement.ts';
import type { Calibration } from './bands.ts';
import type { FaceEngine } from './engine/engine.ts';
import type { Pixels } from './engine/pixels.ts';
import { chooseEngine } from './engine/recognition.ts';
import { GuidanceVoice } from './guidance-voice.ts';
import type { LivenessOptions } from './liveness/live-matcher.ts';
import { MatchRun } from './match-run.ts';
import type { FaceMatcher, MatchFigures, MatchVerdict } from './matcher.ts';
import { EnginePool } from './pool.ts';
import { COMPARE_ON_MS } from './waits.ts';

type MatchOptions = Parameters<FaceMatcher['match']>[2];

/** An engine with a life of its own. */
export interface RunningEngine extends FaceEngine {
  readonly status: DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  close(): Promise<void>;
}

export interface FaceMatcherOptions {
  /** The one that comes with the program (for face-api) unless given. Without one an ONNX model only advises. */
  readonly calibrationFile?: string;
  /** An ONNX recognition model that was added with `anban face model add`; face-api's own unless given. */
  readonly modelFile?: string;
  /** Threads, each about 0.25 GB (0.5 GB once a portrait needed the thorough detector). */
  readonly workers?: number;
  /** Also asks whether a living person stands there; without it frames are only compared (measurements, tests). */
  readonly liveness?: LivenessOptions;
  readonly clock?: Clock;
  /** Told in a few words, without data, when a worker dies; it is started again. */
  readonly onWorkerLost?: (why: string) => void;
  /** Folder of the .wasm files; only a test gives another one. */
  readonly wasmFolder?: string;
}

/**
 * A matcher that is loaded, checked and warm. Rejects in words with `CalibrationError` when the calibration does not
 * belong to the weights, and with `EngineError` when the engine does not run, for instance not on WebAssembly.
 */
export async function createFaceMatcher(options: FaceMatcherOptions = {}): Promise<FaceMatcher> {
  const { calibration } = chooseEngine(options);
  const clock = options.clock ?? systemClock;
  const engine = await EnginePool.start({
    workers: options.workers ?? 2,
    clock,
    ...(options.modelFile === undefined ? {} : { modelFile: options.modelFile }),
    ...(options.wasmFolder === undefined ? {} : { wasmFolder: options.wasmFolder }),
    ...(options.onWorkerLost === undefined ? {} : { onWorkerLost: options.onWorkerLost }),
  });
  const { liveness } = options;
  if (liveness === undefined) return new EngineFaceMatcher(engine, calibration, clock);
  const { LiveFaceMatcher } = await import('./liveness/live-matcher.ts');
  return new LiveFaceMatcher(engine, calibration, clock, liveness);
}

const BLANK_SIDE = 128;
const BLANK = (): Pixels => ({
  width: BLANK_SIDE,
  height: BLANK_SIDE,
  channels: 3,
  data: new Uint8Array(BLANK_SIDE * BLANK_SIDE * 3).fill(128),
});

export class EngineFaceMatcher implements FaceMatcher {
  readonly #engine: RunningEngine;
  readonly #calibration: Calibration;
  readonly #clock: Clock;

  constructor(engine: RunningEngine, calibration: Calibration, clock: Clock) {
    this.#engine = engine;
    this.#calibration = calibration;
    this.#clock = clock;
  }

  get status(): DeviceStatus {
    return this.#engine.status;
  }

  /** `firmware`: the beginning of the SHA-256 of the recognition weights; `connection`: the calibration. */
  get info(): DeviceInfo {
    const { engine, modelDigest, id } = this.#calibration;
    return { model: engine, connection: id, serialNumber: null, firmware: modelDigest.slice(0, 12) };
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#engine.onStatus(listener);
  }

  /** A grey portrait through the detector: no face is found, by an engine that works. */
  async check(signal: AbortSignal): Promise<FaultName | null> {
    const late = new Promise<FaultName>((resolve) => {
      signal.addEventListener('abort', () => resolve('matcherFailed'), { once: true });
    });
    const looked = this.#engine.describePortrait(BLANK()).then(
      () => null,
      (): FaultName => 'matcherFailed',
    );
    return Promise.race([looked, late]);
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  async match(portrait: RgbImage, frames: AsyncIterable<Frame>, options: MatchOptions): Promise<MatchVerdict> {
    const ends = new AbortController();
    const voice = new GuidanceVoice(options.onGuidance);
    const run = new MatchRun(this.#engine, voice);
    const over = () => ends.abort('deadline');
    let cancel = this.#clock.after(options.deadlineMs, () => {
      if (run.isComparing(this.#clock.now())) cancel = this.#clock.after(COMPARE_ON_MS, over);
      else over();
    });
    const stop = () => ends.abort('asked');
    options.signal.addEventListener('abort', stop, { once: true });
    if (options.signal.aborted) stop();
    // The portrait is looked at on one worker while the other looks for the person.
    const describing = this.#engine.describePortrait({ ...portrait, channels: 3 });
    // Without a face in the portrait, or without an engine, there is no point in looking at anybody.
    describing.then(
      (descriptor) => descriptor === null && ends.abort('portraitNoFace'),
      () => ends.abort('matcherFailed'),
    );
    try {
      return await this.#watch(describing, frames, ends.signal, { run, voice });
    } catch {
      return { outcome: 'unavailable', reason: 'matcherFailed' };
    } finally {
      cancel();
      options.signal.removeEventListener('abort', stop);
      describing.then((descriptor) => descriptor?.fill(0)).catch(() => undefined);
    }
  }

  async #watch(
    describing: Promise<Float32Array | null>,
    frames: AsyncIterable<Frame>,
    ends: AbortSignal,
    { run, voice }: { readonly run: MatchRun; readonly voice: GuidanceVoice },
  ): Promise<MatchVerdict> {
    const iterator = frames[Symbol.asyncIterator]();
    const ended = whenAborted(ends);
    let agreement: Agreement | null = null;
    let camera: 'running' | 'ended' = 'running';
    // The opening words give way to the first thing that is seen.
    voice.say('look-at-camera', Number.NEGATIVE_INFINITY);
    try {
      while (!ends.aborted) {
        const next = await Promise.race([iterator.next(), ended]);
        if (next === null) break;
        if (next.done === true) {
          camera = 'ended';
          break;
        }
        const looking = run.look(next.value);
        const live = await Promise.race([looking, ended]);
        if (ends.aborted) {
          looking.then((late) => late?.fill(0)).catch(() => undefined);
          break;
        }
        if (run.frozen) break;
        if (live === null) continue;
        const described = await Promise.race([describing, ended]);
        if (described === null) {
          live.fill(0);
          // A face was seen in time; the portrait was not looked at in all that time.
          if (ends.reason === 'deadline') return { outcome: 'unavailable', reason: 'matcherFailed' };
          continue;
        }
        agreement ??= new Agreement(described, this.#calibration);
        agreement.add(live);
        live.fill(0);
        const { verdict } = agreement;
        if (verdict !== null) return { outcome: verdict, figures: this.#figures(agreement) };
      }
      if (ends.reason === 'portraitNoFace' || ends.reason === 'matcherFailed')
        return { outcome: 'unavailable', reason: ends.reason };
      if (ends.reason === 'asked') return { outcome: 'unavailable', reason: 'noFaceSeen' };
      // Frames that all pass, and are only too few, speak against nobody: a slow machine or a short look decides nothing.
      if (agreement?.inDoubt === true && !run.doubtful)
        return { outcome: 'officer', figures: this.#figures(agreement) };
      return { outcome: 'unavailable', reason: run.reason(this.#clock.now(), camera) };
    } finally {
      agreement?.wipe();
      void iterator.return?.();
    }
  }

  #figures(agreement: Agreement): MatchFigures {
    const { engine, modelDigest, id, passAtMost, noMatchAbove } = this.#calibration;
    return {
      engine,
      modelDigest,
      calibrationId: id,
      distance: agreement.distance,
      passAtMost,
      noMatchAbove,
      framesCompared: agreement.framesCompared,
    };
  }
}

const whenAborted = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
