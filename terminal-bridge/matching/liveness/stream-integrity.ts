/**
 * Does the stream come from a sensor? Repeated pictures, times that cannot be, moments that come back: a frozen,
 * injected or looped stream is an attack whatever it shows. Keeps digests and coarse thumbnails, never pictures.
 */
import { createHash } from 'node:crypto';

export type StreamFault = 'repeated' | 'timing' | 'loop';

export const STREAM = {
  /** More pictures a second than any sensor of a terminal gives (they end at 60), over `rateMs`. */
  fastest: 80,
  rateMs: 1000,
  /** Of the pictures of the last `loopMs`, so many were seen before, not directly before: played again. */
  repeats: 4,
  loopMs: 10_000,
  /** The same moment within a loop must lie at least so far back, ms: neighbours are alike by nature. */
  lag: { least: 500, tolerance: 70 },
  /** A return is a distance below this part of the distance between neighbours. */
  alike: 0.3,
  /** Movement below this cannot tell a loop from somebody who holds still: mean difference of luma. */
  still: 0.15,
  /** So many returns at one lag, and this share of all that could be. */
  returns: 10,
  share: 0.8,
} as const;

interface Moment {
  readonly at: number;
  readonly thumbnail: Float32Array;
}

export class StreamIntegrity {
  readonly #digests = new Map<string, number>();
  readonly #arrivals: number[] = [];
  readonly #moments: Moment[] = [];
  readonly #steps: number[] = [];
  readonly #lags: number[] = [];
  #candidates = 0;
  #last: { readonly digest: string; readonly at: number } | null = null;
  #again = 0;
  #size: string | null = null;
  #fault: StreamFault | null = null;

  get fault(): StreamFault | null {
    return this.#fault;
  }

  /** Every frame as it arrives, before anything else is done with it. */
  arrives(jpeg: Uint8Array, at: number): void {
    const digest = createHash('sha256').update(jpeg).digest('base64');
    const last = this.#last;
    this.#last = { digest, at };
    if (last !== null && at < last.at) this.#fault ??= 'timing';
    this.#arrivals.push(at);
    while ((this.#arrivals[0] ?? at) < at - STREAM.rateMs) this.#arrivals.shift();
    if (this.#arrivals.length > (STREAM.fastest * STREAM.rateMs) / 1000) this.#fault ??= 'timing';
    // A picture that stands is the camera's fault and told as such; one that comes back after others is played.
    const before = this.#digests.get(digest);
    if (before !== undefined && digest !== last?.digest && at - before < STREAM.loopMs) this.#again += 1;
    if (this.#again >= STREAM.repeats) this.#fault ??= 'repeated';
    this.#digests.set(digest, at);
  }

  /** Every frame that was watched, in order. The thumbnail is kept and wiped by `wipe`. */
  shows(thumbnail: Float32Array, width: number, height: number, at: number): void {
    const size = `${width}x${height}`;
    // No camera changes its size while it runs; a spliced stream does.
    if (this.#size !== null && this.#size !== size) this.#fault ??= 'timing';
    this.#size = size;
    const previous = this.#moments.at(-1);
    if (previous !== undefined) this.#steps.push(difference(previous.thumbnail, thumbnail));
    this.#compare({ at, thumbnail });
    this.#moments.push({ at, thumbnail });
    while (this.#moments.length > 150) this.#moments.shift()?.thumbnail.fill(0);
    if (this.#loops) this.#fault ??= 'loop';
  }

  wipe(): void {
    for (const { thumbnail } of this.#moments.splice(0)) thumbnail.fill(0);
    this.#digests.clear();
  }

  get #loops(): boolean {
    const lag = median(this.#lags);
    const together = this.#lags.filter((one) => Math.abs(one - lag) <= STREAM.lag.tolerance).length;
    return together >= STREAM.returns && together >= STREAM.share * this.#candidates;
  }

  /** Looks for the same moment further back. */
  #compare(moment: Moment): void {
    const step = median(this.#steps.slice(-30));
    if (this.#steps.length < 10 || step < STREAM.still) return;
    // The newest return counts: an old moment of a loop has come back many times.
    let lag: number | null = null;
    for (let i = this.#moments.length - 1; i >= 0 && lag === null; i -= 1) {
      const older = this.#moments[i];
      if (older === undefined || moment.at - older.at < STREAM.lag.least) continue;
      if (difference(older.thumbnail, moment.thumbnail) < STREAM.alike * step) lag = moment.at - older.at;
    }
    this.#candidates += 1;
    if (lag !== null) this.#lags.push(lag);
    // Before the first loop is over nothing can come back: those looks do not count against it.
    if (this.#lags.length === 0) this.#candidates = 0;
  }
}

function difference(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i += 1) sum += Math.abs((one[i] ?? 0) - (other[i] ?? 0));
  return one.length === 0 ? 0 : sum / one.length;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
