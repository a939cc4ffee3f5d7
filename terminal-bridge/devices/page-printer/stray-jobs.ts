/** Jobs that nobody waits for any more: withdrawn, and as long as the printer does not hear of it, at every contact anew. */
import type { IppClient } from './ipp-client.ts';

const CANCEL_MS = 3_000;

/** `withdrawn`: it will not come out. `ended`: it had ended before, and may have come out. `left`: the printer did not hear. */
export type Withdrawal = 'withdrawn' | 'ended' | 'left';

export class StrayJobs {
  readonly #client: IppClient;
  readonly #onLate: () => void;
  readonly #left = new Set<number>();

  /** `onLate`: told when one that was left had ended before it could be withdrawn. */
  constructor(client: IppClient, onLate: () => void = () => undefined) {
    this.#client = client;
    this.#onLate = onLate;
  }

  /** A job that was given up; it may end at the same moment, which is no news. */
  async withdraw(id: number): Promise<void> {
    if ((await this.#cancel(id)) === 'left') this.#left.add(id);
  }

  /** The printer answers: before anything else is sent to it, what was left is withdrawn. */
  async withdrawLeft(): Promise<void> {
    for (const id of [...this.#left]) {
      const outcome = await this.#cancel(id);
      if (outcome === 'left') return;
      this.#left.delete(id);
      if (outcome === 'ended') this.#onLate();
    }
  }

  async #cancel(id: number): Promise<Withdrawal> {
    const attributes = { 'job-id': id };
    // Also when the bridge is being closed: it is the last chance.
    const asked = await this.#client.call(
      { operation: 'Cancel-Job', attributes, deadlineMs: CANCEL_MS },
      new AbortController().signal,
    );
    if (asked.ok) return 'withdrawn';
    if (asked.fault.kind !== 'refused' || !asked.fault.status.startsWith('client-error')) return 'left';
    // Forgotten (switched off and on, or deleted by hand): nothing comes out. Not possible: completed, or cancelled there.
    return /not-found|gone/.test(asked.fault.status) ? 'withdrawn' : 'ended';
  }
}
