/** One job, from sending to its end: `Create-Job` and `Send-Document` (RFC 8011 4.2.4, 4.3.1), then its state. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import * as z from 'zod/mini';
import type { FaultName } from '../../protocol/faults.ts';
import { pause } from '../../waits.ts';
import type { IppClient, IppFault } from './ipp-client.ts';
import type { PrintOptions, PrintProgress } from './printer.ts';
import type { StrayJobs } from './stray-jobs.ts';

export const POLL_MS = 500;
const ANSWER_MS = 5_000;
/** For a document on its way: slow networks, printers that take it as they print. */
const SEND_MS = 60_000;

const JobId = z.object({ 'job-id': z.int() });
const JobState = z.object({ 'job-state': z.union([z.string(), z.int()]) });

/** RFC 8011 5.3.7. */
const STATES: Readonly<Record<string, 'waiting' | 'printing' | 'stopped' | 'canceled' | 'aborted' | 'completed'>> = {
  3: 'waiting',
  4: 'waiting',
  5: 'printing',
  6: 'stopped',
  7: 'canceled',
  8: 'aborted',
  9: 'completed',
  pending: 'waiting',
  'pending-held': 'waiting',
  processing: 'printing',
  'processing-stopped': 'stopped',
  canceled: 'canceled',
  aborted: 'aborted',
  completed: 'completed',
};

export interface JobParts {
  readonly client: IppClient;
  readonly clock: Clock;
  /** What is wrong with the printer now, asked anew; null when nothing is. */
  readonly faultNow: () => Promise<FaultName | null>;
  readonly strays: StrayJobs;
}

export class PrintJob {
  readonly #parts: JobParts;
  readonly #options: PrintOptions;
  /** Aborts at the deadline and when the caller gives up. */
  readonly #over: AbortSignal;
  /** No other job's, so that it is known again after the printer was off. */
  readonly #name: string;
  #fault: FaultName | null = null;
  #told = '';

  constructor(parts: JobParts, options: PrintOptions, over: AbortSignal) {
    this.#parts = parts;
    this.#options = options;
    this.#over = over;
    this.#name = `${options.name} ${randomBytes(4).toString('hex')}`;
  }

  /** `fault`: what stood in the way when it ended, if the end came from outside. */
  async run(pdf: Uint8Array): Promise<Result<void, FaultName | 'over'>> {
    this.#tell({ stage: 'sending' });
    const created = await this.#create();
    if (!created.ok) return this.#gaveUp(created.fault);
    const id = created.value;
    const job = { id, name: this.#name };
    this.#parts.strays.begun(job);
    const sent = await this.#parts.client.call(
      {
        operation: 'Send-Document',
        attributes: { 'job-id': id, 'document-format': 'application/pdf', 'last-document': true },
        document: pdf,
        deadlineMs: SEND_MS,
      },
      this.#over,
    );
    const result = sent.ok ? await this.#follow(id) : this.#gaveUp(sent.fault);
    if (result.ok) this.#parts.strays.ended(id);
    else await this.#parts.strays.withdraw(job);
    return result;
  }

  /** What stopped the printer when the job was given up. */
  get fault(): FaultName | null {
    return this.#fault;
  }

  async #create(): Promise<Result<number, IppFault>> {
    const { copies = 1 } = this.#options;
    const made = await this.#parts.client.call(
      {
        operation: 'Create-Job',
        attributes: { 'job-name': this.#name },
        job: { copies, media: 'iso_a4_210x297mm' },
        deadlineMs: ANSWER_MS,
      },
      this.#over,
    );
    if (!made.ok) return made;
    const id = JobId.safeParse(made.value.job);
    return id.success ? ok(id.data['job-id']) : fail({ kind: 'garbled' });
  }

  async #follow(id: number): Promise<Result<void, FaultName | 'over'>> {
    for (;;) {
      const state = await this.#state(id);
      if (this.#over.aborted) return fail('over');
      if (state === 'completed') return ok(undefined);
      if (state === 'canceled') return fail('printCancelled');
      if (state === 'aborted') return fail('printRefused');
      await this.#tellState(state);
      await pause(this.#parts.clock, POLL_MS, this.#over);
    }
  }

  async #tellState(state: 'waiting' | 'printing' | 'stopped' | 'unknown'): Promise<void> {
    this.#fault = await this.#parts.faultNow();
    if (this.#fault !== null) this.#tell({ stage: 'stopped', fault: this.#fault });
    else if (state !== 'unknown') this.#tell({ stage: state });
  }

  /** `unknown`: the printer does not answer now; it may have been switched off and is asked again. */
  async #state(id: number) {
    const asked = await this.#parts.client.call(
      {
        operation: 'Get-Job-Attributes',
        attributes: { 'job-id': id, 'requested-attributes': ['job-state', 'job-state-reasons'] },
        deadlineMs: ANSWER_MS,
      },
      this.#over,
    );
    // Whoever forgot the job will not print it: it was switched off and on again, or somebody deleted it there.
    if (!asked.ok)
      return asked.fault.kind === 'refused' && /not-found|gone/.test(asked.fault.status) ? 'aborted' : 'unknown';
    const state = JobState.safeParse(asked.value.job);
    return state.success ? (STATES[state.data['job-state']] ?? 'unknown') : 'unknown';
  }

  #gaveUp(fault: IppFault): Result<never, FaultName | 'over'> {
    if (fault.kind === 'called-off') return fail('over');
    return fail(fault.kind === 'refused' ? 'printRefused' : 'pagePrinterUnreachable');
  }

  #tell(progress: PrintProgress): void {
    const told = `${progress.stage} ${progress.fault ?? ''}`;
    if (told !== this.#told) this.#options.onProgress?.(progress);
    this.#told = told;
  }
}
