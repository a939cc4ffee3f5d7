/**
 * Engines in worker threads: one WASM instance each, so that frames are looked at beside everything else the bridge
 * does. A worker that dies or hangs fails its tasks and is started again; the pool itself lives until it is closed.
 */
import { Emitter } from '@anban/foundation/emitter';
import type { DeviceStatus } from '../protocol/state.ts';
import type { FaceEngine, Observation } from './engine/engine.ts';
import type { Pixels } from './engine/pixels.ts';
import type { Signs } from './liveness/signs.ts';
import { type Answer, EngineError, type Job, Seat, type Work, type WorkerOptions } from './seat.ts';

export { EngineError } from './seat.ts';

export interface PoolOptions extends WorkerOptions {
  readonly workers: number;
  /** Told the reason when a worker dies after a good start. */
  readonly onWorkerLost?: (why: string) => void;
}

const RESTART_DELAYS = [500, 2000, 10_000];

export class EnginePool implements FaceEngine {
  readonly #options: PoolOptions;
  readonly #statuses = new Emitter<DeviceStatus>();
  readonly #idle: Seat[] = [];
  readonly #seats: Seat[] = [];
  readonly #queue: Job[] = [];
  #status: DeviceStatus = { status: 'starting' };
  readonly #over = new AbortController();

  private constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** All workers loaded and warm. Rejects with an `EngineError` that says in words why they are not. */
  static async start(options: PoolOptions): Promise<EnginePool> {
    const pool = new EnginePool(options);
    try {
      await Promise.all(Array.from({ length: options.workers }, () => pool.#addSeat()));
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  async observe(jpeg: Uint8Array): Promise<Observation> {
    const answer = await this.#run({ kind: 'frame', jpeg });
    if (answer.kind !== 'observed') throw new EngineError('the worker answered another question');
    return answer.observation;
  }

  /** What the liveness check asks of a frame, without a descriptor; null when it cannot be decoded. */
  async watch(jpeg: Uint8Array): Promise<Signs | null> {
    const answer = await this.#run({ kind: 'watch', jpeg });
    if (answer.kind !== 'watched') throw new EngineError('the worker answered another question');
    return answer.signs;
  }

  async describePortrait(portrait: Pixels): Promise<Float32Array | null> {
    const answer = await this.#run({ kind: 'portrait', portrait });
    if (answer.kind !== 'described') throw new EngineError('the worker answered another question');
    return answer.descriptor;
  }

  /** For measurements: the photo as a card portrait, not yet compressed; null when no face is found. */
  async cutCard(photo: Pixels): Promise<Pixels | null> {
    const answer = await this.#run({ kind: 'cut-card', photo });
    if (answer.kind !== 'cut') throw new EngineError('the worker answered another question');
    return answer.card;
  }

  get #closed(): boolean {
    return this.#over.signal.aborted;
  }

  async close(): Promise<void> {
    this.#over.abort();
    for (const job of this.#queue.splice(0)) job.reject(new EngineError('the engine was closed'));
    await Promise.all([...this.#seats].map((seat) => seat.end()));
  }

  #run(work: Work): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new EngineError('the engine was closed'));
      // What waits for an engine that may never come would be taken for a camera without pictures.
      if (this.#seats.length === 0) return reject(new EngineError('no engine is running'));
      this.#queue.push({ work, resolve, reject });
      this.#assign();
    });
  }

  #assign(): void {
    while (this.#queue.length > 0) {
      const seat = this.#idle.shift();
      if (seat === undefined) return;
      const job = this.#queue.shift();
      if (job !== undefined) seat.give(job);
    }
  }

  async #addSeat(): Promise<void> {
    const events = {
      idle: () => {
        this.#idle.push(seat);
        this.#assign();
      },
      lost: (why: string) => this.#replace(seat, why),
    };
    const seat: Seat = await Seat.open(this.#options, events, this.#over.signal);
    if (this.#closed) return void (await seat.end());
    this.#seats.push(seat);
    this.#idle.push(seat);
    this.#tellStatus();
    this.#assign();
  }

  #replace(seat: Seat, why: string): void {
    remove(this.#seats, seat);
    remove(this.#idle, seat);
    if (this.#closed) return;
    this.#options.onWorkerLost?.(why);
    this.#tellStatus();
    this.#restart(0);
  }

  #restart(attempt: number): void {
    const delay = RESTART_DELAYS[Math.min(attempt, RESTART_DELAYS.length - 1)] ?? 0;
    this.#options.clock.after(delay, () => {
      if (!this.#closed) this.#addSeat().catch(() => this.#restart(attempt + 1));
    });
  }

  /** A single engine serves as well as two, only slower; without any, jobs fail instead of waiting for ever. */
  #tellStatus(): void {
    const usable = this.#seats.length > 0;
    if (!usable) for (const job of this.#queue.splice(0)) job.reject(new EngineError('no engine is running'));
    if (usable === (this.#status.status === 'ready')) return;
    this.#status = usable ? { status: 'ready' } : { status: 'out-of-service', reason: 'matcherFailed' };
    this.#statuses.emit(this.#status);
  }
}

function remove<T>(from: T[], value: T): void {
  const index = from.indexOf(value);
  if (index >= 0) from.splice(index, 1);
}
