/**
 * Reads the camera for a whole comparison: every frame is checked as it arrives, the newest is watched as soon as a
 * worker is free, and the best of each short window goes on to be compared. Holds at most two frames.
 */
import type { Frame } from '../../devices/camera/camera.ts';
import { FrozenDetector } from '../../devices/camera/frozen.ts';
import { Mailbox } from '../../devices/camera/mailbox.ts';
import { scoreFace } from '../quality-components.ts';
import { FROZEN_FOR_MS } from '../waits.ts';
import { PassiveCues } from './passive.ts';
import { type Signs, wipeSigns } from './signs.ts';
import { StreamIntegrity } from './stream-integrity.ts';

/** The best frame of so long goes on, ms: long enough for two or three, short enough not to be noticed. */
const WINDOW_MS = 250;

export interface Watched {
  readonly frame: Frame;
  readonly signs: Signs;
}

export class FrameWatch {
  readonly #watch: (jpeg: Uint8Array) => Promise<Signs | null>;
  readonly #onWatched: (watched: Watched) => void;
  readonly #onBroken: () => void;
  readonly integrity = new StreamIntegrity();
  readonly passive = new PassiveCues();
  /** The best frames, for the comparison. */
  readonly best = new Mailbox<Frame>(() => {});
  readonly #stillness = new FrozenDetector();
  #stoodSince: number | null = null;
  #lastAt: number | null = null;
  /** The frame that is being watched came then. */
  #lookingSince: number | null = null;
  #over = false;
  /** Came while another one was being watched. */
  #waiting: Frame | null = null;
  #window: { readonly since: number; best: Frame; score: number } | null = null;
  ended = false;
  failed = false;

  /**
   * `watch` rejects when the engine, not the frame, is at fault. `onBroken`: it did; or the stream froze or is not a
   * sensor's, told with every frame from then on.
   */
  constructor(
    watch: (jpeg: Uint8Array) => Promise<Signs | null>,
    onWatched: (watched: Watched) => void,
    onBroken: () => void,
  ) {
    this.#watch = watch;
    this.#onBroken = onBroken;
    this.#onWatched = onWatched;
  }

  /** Until the camera ends or `signal` aborts. Never rejects. */
  async read(frames: AsyncIterable<Frame>, signal: AbortSignal): Promise<void> {
    const iterator = frames[Symbol.asyncIterator]();
    const stopped = new Promise<null>((resolve) => {
      if (signal.aborted) resolve(null);
      else signal.addEventListener('abort', () => resolve(null), { once: true });
    });
    try {
      for (;;) {
        const next = await Promise.race([iterator.next(), stopped]);
        if (next === null || next.done === true) break;
        this.#arrives(next.value);
      }
    } catch {
      this.failed = true;
    }
    this.ended = !signal.aborted;
    this.best.close();
    void iterator.return?.();
  }

  /** When the newest frame came; null: none did. */
  get lastAt(): number | null {
    return this.#lastAt;
  }

  /** When the frame came that the engine has been watching ever since; null: it is idle. */
  get lookingSince(): number | null {
    return this.#lookingSince;
  }

  get frozen(): boolean {
    return this.#stillness.frozen && (this.#lastAt ?? 0) - (this.#stoodSince ?? 0) >= FROZEN_FOR_MS;
  }

  wipe(): void {
    this.#over = true;
    this.#window = null;
    this.#waiting = null;
    this.best.close();
    this.integrity.wipe();
    this.passive.wipe();
  }

  #arrives(frame: Frame): void {
    this.integrity.arrives(frame.jpeg, frame.at);
    const { repeated } = this.#stillness.see(frame.jpeg);
    this.#lastAt = frame.at;
    if (!repeated) this.#stoodSince = frame.at;
    if (this.frozen || this.integrity.fault !== null) this.#onBroken();
    if (repeated) return;
    if (this.#lookingSince !== null) this.#waiting = frame;
    else if (!this.failed) this.#look(frame);
  }

  #look(frame: Frame): void {
    this.#lookingSince = frame.at;
    this.#watch(frame.jpeg)
      .then((signs) => signs !== null && this.#answered({ frame, signs }))
      .catch(() => {
        this.failed = true;
        this.#onBroken();
      })
      .finally(() => {
        this.#lookingSince = null;
        const next = this.#waiting;
        this.#waiting = null;
        if (next !== null && !this.failed) this.#look(next);
      });
  }

  /** After the visit nothing is kept any more. */
  #answered(watched: Watched): void {
    if (this.#over) wipeSigns(watched.signs);
    else this.#seen(watched);
  }

  #seen(watched: Watched): void {
    const { frame, signs } = watched;
    this.integrity.shows(signs.thumbnail, signs.width, signs.height, frame.at);
    this.passive.see(signs);
    this.#choose(frame, signs.face === null ? 0 : scoreFace(signs.face));
    this.#onWatched(watched);
    // The thumbnail is the integrity check's to wipe; landmarks are used up.
    wipeSigns({ ...signs, thumbnail: new Float32Array(0) });
  }

  #choose(frame: Frame, score: number): void {
    const open = this.#window;
    if (open === null) {
      this.#window = { since: frame.at, best: frame, score };
      return;
    }
    if (score >= open.score) {
      open.best = frame;
      open.score = score;
    }
    if (frame.at - open.since < WINDOW_MS) return;
    this.best.put(open.best);
    this.#window = null;
  }
}
