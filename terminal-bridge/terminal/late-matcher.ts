/** A matcher that is still being loaded: the terminal starts without waiting for it, and goes on when it fails. */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import type { FaceMatcher, MatchVerdict } from '../matching/matcher.ts';
import type { DeviceStatus } from '../protocol/state.ts';

const FAILED: DeviceStatus = { status: 'out-of-service', reason: 'matcherFailed' };
const UNAVAILABLE: MatchVerdict = { outcome: 'unavailable', reason: 'matcherFailed' };

export class LateMatcher implements FaceMatcher {
  readonly #statuses = new Emitter<DeviceStatus>();
  readonly #clock: Clock;
  /** Null when it could not be loaded. */
  readonly #loaded: Promise<FaceMatcher | null>;
  #status: DeviceStatus = { status: 'starting' };

  /** `onFailed` is told in words why there will be no matcher. */
  constructor(loading: Promise<FaceMatcher>, clock: Clock, onFailed: (why: string) => void) {
    this.#clock = clock;
    this.#loaded = loading.then(
      (matcher) => {
        matcher.onStatus((status) => this.#become(status));
        this.#become(matcher.status);
        return matcher;
      },
      (error: unknown) => {
        onFailed(error instanceof Error ? error.message : String(error));
        this.#become(FAILED);
        return null;
      },
    );
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  async match(...args: Parameters<FaceMatcher['match']>): Promise<MatchVerdict> {
    const [portrait, frames, options] = args;
    const matcher = await this.#within(options.deadlineMs, options.signal);
    return matcher === null ? UNAVAILABLE : matcher.match(portrait, frames, options);
  }

  async close(): Promise<void> {
    await (await this.#loaded)?.close();
  }

  #within(ms: number, signal: AbortSignal): Promise<FaceMatcher | null> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(ms, () => resolve(null));
      signal.addEventListener('abort', () => resolve(null), { once: true });
      this.#loaded.then(resolve, reject).finally(cancel);
    });
  }

  #become(status: DeviceStatus): void {
    this.#status = status;
    this.#statuses.emit(status);
  }
}
