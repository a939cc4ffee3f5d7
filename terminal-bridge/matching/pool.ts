/**
 * Engines in worker threads: one WASM instance each, so that frames are looked at beside everything else the bridge
 * does. A worker that dies or hangs fails its tasks and is started again; the pool itself lives until it is closed.
 */
import { Worker } from 'node:worker_threads';
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import type { DeviceStatus } from '../protocol/state.ts';
import type { FaceEngine, Observation } from './engine/engine.ts';
import { FromWorker, type Task } from './engine/messages.ts';
import type { Pixels } from './engine/pixels.ts';

export interface PoolOptions {
  readonly workers: number;
  readonly clock: Clock;
  /** Only a test gives another folder: to see that the start fails in words. */
  readonly wasmFolder?: string;
  /** Only a test gives another worker: one that dies and hangs when told to. */
  readonly workerFile?: URL;
  /** Told the reason when a worker dies after a good start. */
  readonly onWorkerLost?: (why: string) => void;
}

/** The engine, not the picture, is at fault. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

type Work =
  | { readonly kind: 'frame'; readonly jpeg: Uint8Array }
  | { readonly kind: 'portrait'; readonly portrait: Pixels }
  | { readonly kind: 'cut-card'; readonly photo: Pixels };
type Answer = Extract<FromWorker, { kind: 'observed' | 'described' | 'cut' }>;

interface Job {
  readonly work: Work;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: EngineError) => void;
}

const TASK_LIMIT_MS = 20_000;
const RESTART_DELAYS = [500, 2000, 10_000];

export class EnginePool implements FaceEngine {
  readonly #options: PoolOptions;
  readonly #statuses = new Emitter<DeviceStatus>();
  readonly #idle: Seat[] = [];
  readonly #seats: Seat[] = [];
  readonly #queue: Job[] = [];
  #status: DeviceStatus = { status: 'starting' };
  #closed = false;

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

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.reject(new EngineError('the engine was closed'));
    await Promise.all([...this.#seats].map((seat) => seat.end()));
  }

  #run(work: Work): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new EngineError('the engine was closed'));
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
    const seat = await Seat.open(this.#options, {
      idle: () => {
        this.#idle.push(seat);
        this.#assign();
      },
      lost: (why) => this.#replace(seat, why),
    });
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

interface SeatEvents {
  /** The job is done. */
  readonly idle: () => void;
  /** The worker is gone; told once. */
  readonly lost: (why: string) => void;
}

/** One worker and the job it is doing. */
class Seat {
  readonly #worker: Worker;
  readonly #clock: Clock;
  readonly #events: SeatEvents;
  #opened: { readonly resolve: () => void; readonly reject: (error: EngineError) => void } | null = null;
  #job: Job | null = null;
  #id = 0;
  #stopWatch: () => void = () => {};
  #ended = false;

  private constructor(options: PoolOptions, events: SeatEvents) {
    const workerData = options.wasmFolder === undefined ? {} : { wasmFolder: options.wasmFolder };
    // TensorFlow writes free text; nothing of a worker may get into the bridge's log, so its output is dropped.
    const settings = { workerData, stdout: true, stderr: true };
    this.#worker = new Worker(options.workerFile ?? new URL('./engine/worker.ts', import.meta.url), settings);
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#clock = options.clock;
    this.#events = events;
    this.#worker.on('message', (message: unknown) => this.#heard(FromWorker.parse(message)));
    this.#worker.on('error', (error) => this.#lose(error instanceof Error ? error.name : typeof error));
    this.#worker.on('exit', () => this.#lose('ended'));
  }

  /** A worker that is loaded and warm; rejects with an `EngineError` that says why it is not. */
  static async open(options: PoolOptions, events: SeatEvents): Promise<Seat> {
    const seat = new Seat(options, events);
    try {
      await new Promise<void>((resolve, reject) => {
        seat.#opened = { resolve, reject };
      });
      return seat;
    } catch (error) {
      await seat.#worker.terminate();
      throw error;
    }
  }

  give(job: Job): void {
    this.#job = job;
    this.#id += 1;
    this.#stopWatch = this.#clock.after(TASK_LIMIT_MS, () => {
      this.#lose('hung');
      void this.#worker.terminate();
    });
    const task: Task = { id: this.#id, ...job.work };
    this.#worker.postMessage(task);
  }

  async end(): Promise<void> {
    this.#lose('closed');
    await this.#worker.terminate();
  }

  #heard(message: FromWorker): void {
    if (message.kind === 'ready' || message.kind === 'start-failed') {
      this.#settleOpening(message.kind === 'ready' ? null : new EngineError(message.why));
      return;
    }
    if (message.id !== this.#id) return;
    const job = this.#job;
    this.#job = null;
    this.#stopWatch();
    if (message.kind === 'failed') job?.reject(new EngineError(message.error));
    else job?.resolve(message);
    this.#events.idle();
  }

  #settleOpening(error: EngineError | null): void {
    if (error === null) this.#opened?.resolve();
    else {
      this.#ended = true;
      this.#opened?.reject(error);
    }
    this.#opened = null;
  }

  #lose(why: string): void {
    if (this.#ended) return;
    if (this.#opened !== null) {
      this.#settleOpening(new EngineError(`the face engine ended while it was being loaded: ${why}`));
      return;
    }
    this.#ended = true;
    this.#stopWatch();
    this.#job?.reject(new EngineError(`the worker was lost: ${why}`));
    this.#job = null;
    this.#events.lost(why);
  }
}
