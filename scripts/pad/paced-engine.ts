/**
 * The real engine under a clock that is moved by hand: what it answers is real, and comes as much later as it would at a
 * terminal. So an attempt runs at the speed of the machine, and the same on a fast machine and on a busy one.
 */
import type { ManualClock } from '@anban/foundation/clock';
import type { Observation } from '../../terminal-bridge/matching/engine/engine.ts';
import type { Pixels } from '../../terminal-bridge/matching/engine/pixels.ts';
import type { WatchingEngine } from '../../terminal-bridge/matching/liveness/live-session.ts';
import type { Signs } from '../../terminal-bridge/matching/liveness/signs.ts';

/** Time that the terminal's workers take, ms. */
export interface Pace {
  readonly watch: number;
  readonly observe: number;
  readonly portrait: number;
}

/** Measured on two cores of 2.5 GHz, nothing else running: `npx anban face pad speed`. */
export const USUAL_PACE: Pace = { watch: 80, observe: 140, portrait: 200 };

type Engine = Pick<WatchingEngine, 'observe' | 'watch' | 'describePortrait'>;

export class PacedEngine implements WatchingEngine {
  readonly status = { status: 'ready' } as const;
  readonly #engine: Engine;
  readonly #clock: ManualClock;
  readonly #pace: Pace;
  readonly #working = new Set<Promise<unknown>>();

  constructor(engine: Engine, clock: ManualClock, pace: Pace) {
    this.#engine = engine;
    this.#clock = clock;
    this.#pace = pace;
  }

  observe(jpeg: Uint8Array): Promise<Observation> {
    return this.#take(this.#pace.observe, () => this.#engine.observe(jpeg));
  }

  watch(jpeg: Uint8Array): Promise<Signs | null> {
    return this.#take(this.#pace.watch, () => this.#engine.watch(jpeg));
  }

  describePortrait(portrait: Pixels): Promise<Float32Array | null> {
    return this.#take(this.#pace.portrait, () => this.#engine.describePortrait(portrait));
  }

  onStatus(): () => void {
    return () => {};
  }

  async close(): Promise<void> {}

  /** When nothing is being computed: only then may the clock go on. */
  async settled(): Promise<void> {
    while (this.#working.size > 0) await Promise.allSettled([...this.#working]);
  }

  async #take<T>(ms: number, work: () => Promise<T>): Promise<T> {
    const due = this.#clock.now() + ms;
    const working = work();
    this.#working.add(working);
    try {
      return await working;
    } finally {
      this.#working.delete(working);
      await new Promise<void>((resolve) => {
        this.#clock.after(Math.max(0, due - this.#clock.now()), resolve);
      });
    }
  }
}
