/**
 * A matcher that is still being loaded: the terminal starts without waiting for it, and goes on when it fails. A load
 * that failed is tried again, later each time; a calibration that does not belong to the model stays refused.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { type DeviceInfo, NOTHING_TOLD } from '../devices/device.ts';
import { contain, type OnDefect } from '../devices/keep-running.ts';
import { CalibrationError } from '../matching/bands.ts';
import type { FaceMatcher, MatchVerdict } from '../matching/matcher.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { DeviceStatus } from '../protocol/state.ts';

const FAILED: DeviceStatus = { status: 'out-of-service', reason: 'matcherFailed' };
const UNAVAILABLE: MatchVerdict = { outcome: 'unavailable', reason: 'matcherFailed' };
/** Pauses before the next load; the last one repeats. */
const PAUSES_MS = [5000, 30_000, 300_000] as const;

export interface LateMatcherOptions {
  readonly load: () => Promise<FaceMatcher>;
  readonly clock: Clock;
  /** Told in words why there is no matcher; a reason that repeats is told once. */
  readonly onFailed: (why: string) => void;
  readonly onDefect?: OnDefect | undefined;
}

export class LateMatcher implements FaceMatcher {
  readonly #options: LateMatcherOptions;
  readonly #statuses = new Emitter<DeviceStatus>();
  #status: DeviceStatus = { status: 'starting' };
  #matcher: FaceMatcher | null = null;
  /** The load that runs or ran last; never rejects. */
  #loading: Promise<void>;
  #cancelRetry: () => void = () => {};
  #failures = 0;
  #lastWhy: string | null = null;
  #closed = false;

  constructor(options: LateMatcherOptions) {
    this.#options = options;
    this.#loading = this.#contain(() => this.#load());
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  get info(): DeviceInfo {
    return this.#matcher?.info ?? NOTHING_TOLD;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  async match(...args: Parameters<FaceMatcher['match']>): Promise<MatchVerdict> {
    const [portrait, frames, options] = args;
    // Only the first load is worth waiting for: a later one may never come.
    if (this.#failures === 0) await this.#within(options.deadlineMs, options.signal);
    return this.#matcher === null ? UNAVAILABLE : this.#matcher.match(portrait, frames, options);
  }

  check(signal: AbortSignal): Promise<FaultName | null> {
    return this.#matcher?.check?.(signal) ?? Promise.resolve<FaultName>('matcherFailed');
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRetry();
    await this.#loading;
    await this.#matcher?.close();
  }

  async #load(): Promise<void> {
    try {
      const matcher = await this.#options.load();
      this.#matcher = matcher;
      matcher.onStatus((status) => void this.#contain(() => this.#become(status)));
      this.#become(matcher.status);
    } catch (error) {
      this.#onFailure(error);
    }
  }

  #onFailure(error: unknown): void {
    const pause = PAUSES_MS[Math.min(this.#failures, PAUSES_MS.length - 1)] ?? 0;
    this.#failures += 1;
    const why = error instanceof Error ? error.message : String(error);
    if (why !== this.#lastWhy) this.#options.onFailed(why);
    this.#lastWhy = why;
    if (!this.#closed && !(error instanceof CalibrationError)) {
      this.#cancelRetry = this.#options.clock.after(pause, () => {
        this.#loading = this.#contain(() => this.#load());
      });
    }
    this.#become(FAILED);
  }

  /** A matcher that was loaded shows by its next status that it works again. */
  #contain(step: () => unknown): Promise<void> {
    return contain(step, { onDefect: this.#options.onDefect, fail: () => this.#become(FAILED) });
  }

  #within(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
      this.#loading.then(resolve).finally(cancel);
    });
  }

  #become(status: DeviceStatus): void {
    this.#status = status;
    this.#statuses.emit(status);
  }
}
