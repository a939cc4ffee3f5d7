/** A worker thread with an engine in it, and the job that it is doing. The pool has several. */
import { Worker } from 'node:worker_threads';
import type { Clock } from '@anban/foundation/clock';
import { FromWorker, type Task } from './engine/messages.ts';
import type { Pixels } from './engine/pixels.ts';

export interface WorkerOptions {
  readonly clock: Clock;
  /** Only a test gives another folder: to see that the start fails in words. */
  readonly wasmFolder?: string;
  /** An ONNX recognition model; face-api's own unless given. */
  readonly modelFile?: string;
  /** Only a test gives another worker: one that dies and hangs when told to. */
  readonly workerFile?: URL;
}

/** The engine, not the picture, is at fault. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

export type Work =
  | { readonly kind: 'frame'; readonly jpeg: Uint8Array }
  | { readonly kind: 'watch'; readonly jpeg: Uint8Array }
  | { readonly kind: 'portrait'; readonly portrait: Pixels }
  | { readonly kind: 'cut-card'; readonly photo: Pixels };
export type Answer = Extract<FromWorker, { kind: 'observed' | 'watched' | 'described' | 'cut' }>;

export interface Job {
  readonly work: Work;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: EngineError) => void;
}

const TASK_LIMIT_MS = 20_000;
/** Loading and warming up takes seconds; on a machine that does much else, many. */
const START_LIMIT_MS = 60_000;

export interface SeatEvents {
  /** The job is done. */
  readonly idle: () => void;
  /** The worker is gone; told once. */
  readonly lost: (why: string) => void;
}

/** One worker and the job it is doing. */
export class Seat {
  readonly #worker: Worker;
  readonly #clock: Clock;
  readonly #events: SeatEvents;
  #opened: { readonly resolve: () => void; readonly reject: (error: EngineError) => void } | null = null;
  #job: Job | null = null;
  #id = 0;
  #stopWatch: () => void = () => {};
  #ended = false;

  private constructor(options: WorkerOptions, events: SeatEvents) {
    const workerData = {
      ...(options.wasmFolder === undefined ? {} : { wasmFolder: options.wasmFolder }),
      ...(options.modelFile === undefined ? {} : { modelFile: options.modelFile }),
    };
    // TensorFlow writes free text; nothing of a worker may get into the bridge's log, so its output is dropped.
    const settings = { workerData, stdout: true, stderr: true };
    this.#worker = new Worker(options.workerFile ?? new URL('./engine/worker.ts', import.meta.url), settings);
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#clock = options.clock;
    this.#events = events;
    this.#worker.on('message', (message: unknown) => this.#read(message));
    this.#worker.on('error', (error) => this.#lose(error instanceof Error ? error.name : typeof error));
    this.#worker.on('exit', () => this.#lose('ended'));
  }

  /** A worker that is loaded and warm; rejects with an `EngineError` that says why it is not, also once `over` aborts. */
  static async open(options: WorkerOptions, events: SeatEvents, over: AbortSignal): Promise<Seat> {
    const seat = new Seat(options, events);
    const stopWatch = options.clock.after(START_LIMIT_MS, () => seat.#lose('hung'));
    const stop = () => seat.#lose('closed');
    over.addEventListener('abort', stop, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        seat.#opened = { resolve, reject };
      });
      return seat;
    } catch (error) {
      await seat.#worker.terminate();
      throw error;
    } finally {
      stopWatch();
      over.removeEventListener('abort', stop);
    }
  }

  give(job: Job): void {
    this.#job = job;
    this.#id += 1;
    this.#stopWatch = this.#clock.after(TASK_LIMIT_MS, () => this.#giveUp('hung'));
    const [task, memory] = moved(this.#id, job.work);
    this.#worker.postMessage(task, [memory]);
  }

  async end(): Promise<void> {
    this.#lose('closed');
    await this.#worker.terminate();
  }

  /** A worker is no more trusted than any other program: one that talks nonsense is lost, and the bridge goes on. */
  #read(message: unknown): void {
    const parsed = FromWorker.safeParse(message);
    if (parsed.success) this.#heard(parsed.data);
    else this.#giveUp('talks nonsense');
  }

  #giveUp(why: string): void {
    this.#lose(why);
    void this.#worker.terminate();
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

/**
 * The work with a copy of its pixels that moves to the worker, which overwrites it. A message that is copied leaves what it
 * carried in memory that was freed, where nobody can overwrite it.
 */
function moved(id: number, work: Work): [Task, ArrayBuffer] {
  if (work.kind === 'frame' || work.kind === 'watch') {
    const jpeg = Uint8Array.from(work.jpeg);
    return [{ id, kind: work.kind, jpeg }, jpeg.buffer];
  }
  const pixels = work.kind === 'portrait' ? work.portrait : work.photo;
  const data = Uint8Array.from(pixels.data);
  const own = { ...pixels, data };
  return [
    work.kind === 'portrait' ? { id, kind: 'portrait', portrait: own } : { id, kind: 'cut-card', photo: own },
    data.buffer,
  ];
}
