/** The page's end of the worker: asks, and hears only the answer to the latest question. */
import type { Candidate, Mode } from './look-up.ts';
import type { FromWorker, Question } from './messages.ts';

export type DictionaryState = 'loading' | 'ready' | 'failed';

/** The part of a Worker that is used: tests hand in their own. */
export interface WorkerLike {
  postMessage(question: Question): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export class LookUpClient {
  readonly #worker: WorkerLike;
  #latest = 0;

  constructor(
    worker: WorkerLike,
    onState: (state: DictionaryState) => void,
    onCandidates: (candidates: readonly Candidate[]) => void,
  ) {
    this.#worker = worker;
    worker.onmessage = ({ data }) => {
      if (data === 'ready' || data === 'failed') onState(data);
      else if (data.id === this.#latest) onCandidates(data.candidates);
    };
    worker.onerror = () => onState('failed');
  }

  ask(input: string, mode: Mode): void {
    this.#latest += 1;
    this.#worker.postMessage({ id: this.#latest, input, mode });
  }

  /** Later answers to earlier questions are not wanted. */
  forget(): void {
    this.#latest += 1;
  }

  stop(): void {
    this.#worker.onmessage = null;
    this.#worker.onerror = null;
    this.#worker.terminate();
  }
}

/** Its own file of the page's build, from the page's own address: `worker-src` falls back to `default-src 'self'`. */
export const startWorker = (): WorkerLike => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
