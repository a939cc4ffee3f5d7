/**
 * The jobs that a printer holds for us. Those that nobody waits for any more are withdrawn, and as long as the printer
 * does not hear of it, at every contact anew, also after a restart of this program.
 */
import * as z from 'zod/mini';
import type { IppClient } from './ipp-client.ts';
import type { JobMemory, OpenJob } from './job-memory.ts';

const ANSWER_MS = 3_000;

/** `withdrawn`: it will not come out. `ended`: it had ended before, and may have come out. `left`: the printer did not hear. */
export type Withdrawal = 'withdrawn' | 'ended' | 'left';

const JobName = z.object({ 'job-name': z.string() });

export class StrayJobs {
  readonly #client: IppClient;
  readonly #memory: JobMemory;
  readonly #onLate: () => void;
  /** Somebody waits for these. */
  readonly #underWay = new Map<number, OpenJob>();
  readonly #left: Map<number, OpenJob>;
  #withdrawing: Promise<void> | null = null;

  /** `onLate`: told when one that was left had ended before it could be withdrawn. */
  constructor(client: IppClient, memory: JobMemory, onLate: () => void = () => undefined) {
    this.#client = client;
    this.#memory = memory;
    this.#onLate = onLate;
    this.#left = new Map(memory.left.map((job) => [job.id, job]));
  }

  /** The printer has given it a number; its document comes next. */
  begun(job: OpenJob): void {
    this.#underWay.set(job.id, job);
    this.#keep();
  }

  /** Its last page is out. */
  ended(id: number): void {
    this.#underWay.delete(id);
    this.#keep();
  }

  /** A job that was given up; it may end at the same moment, which is no news. */
  async withdraw(job: OpenJob): Promise<void> {
    const outcome = await this.#cancel(job);
    this.#underWay.delete(job.id);
    if (outcome === 'left') this.#left.set(job.id, job);
    this.#keep();
  }

  /**
   * The printer answers: before anything else is sent to it, what was left is withdrawn. Once for all who ask at the same
   * time: a job that was just withdrawn would pass for one that had ended.
   */
  withdrawLeft(): Promise<void> {
    this.#withdrawing ??= this.#withdrawAll().finally(() => {
      this.#withdrawing = null;
    });
    return this.#withdrawing;
  }

  async #withdrawAll(): Promise<void> {
    for (const job of [...this.#left.values()]) {
      const outcome = (await this.#isAnothers(job)) ? 'withdrawn' : await this.#cancel(job);
      if (outcome === 'left') return;
      this.#left.delete(job.id);
      this.#keep();
      if (outcome === 'ended') this.#onLate();
    }
  }

  #keep(): void {
    this.#memory.keep([...this.#left.values(), ...this.#underWay.values()]);
  }

  /** A printer that was switched off counts from one again: the number may now be somebody else's document. */
  async #isAnothers({ id, name }: OpenJob): Promise<boolean> {
    const attributes = { 'job-id': id, 'requested-attributes': ['job-name'] };
    const asked = await this.#call('Get-Job-Attributes', attributes);
    const told = asked.ok ? JobName.safeParse(asked.value.job) : null;
    return told?.success === true && told.data['job-name'] !== name;
  }

  async #cancel({ id }: OpenJob): Promise<Withdrawal> {
    const asked = await this.#call('Cancel-Job', { 'job-id': id });
    if (asked.ok) return 'withdrawn';
    if (asked.fault.kind !== 'refused' || !asked.fault.status.startsWith('client-error')) return 'left';
    // Forgotten (switched off and on, or deleted by hand): nothing comes out. Not possible: completed, or cancelled there.
    return /not-found|gone/.test(asked.fault.status) ? 'withdrawn' : 'ended';
  }

  /** Also when the bridge is being closed: it is the last chance. */
  #call(operation: 'Cancel-Job' | 'Get-Job-Attributes', attributes: Record<string, number | readonly string[]>) {
    return this.#client.call({ operation, attributes, deadlineMs: ANSWER_MS }, new AbortController().signal);
  }
}
