/**
 * Tells the centre who helped. A lane of its own beside the outbox: who helps is no evidence about the person, so it is in
 * no chain, and never stands before somebody's queue number. Told again it is the same line; the centre takes it once.
 */
import type { Clock } from '@anban/foundation/clock';
import type { Centre, CentreFault } from '../centre/centre.ts';
import { type BridgeLog, errorName } from '../log.ts';
import { Lane } from '../outbox/lane.ts';
import type { AssistanceJournal } from './journal.ts';

export const AGAIN_MS = 60_000;

export interface AssistanceDeliveryParts {
  readonly journal: Pick<AssistanceJournal, 'waiting' | 'told'>;
  readonly centre: Pick<Centre, 'assistance'>;
  readonly clock: Clock;
  readonly log: BridgeLog;
}

export class AssistanceDelivery {
  readonly #parts: AssistanceDeliveryParts;
  readonly #lane: Lane;
  /** The line that was refused last: said once, not every minute. */
  #refused: string | null = null;

  constructor(parts: AssistanceDeliveryParts) {
    this.#parts = parts;
    this.#lane = new Lane({
      clock: parts.clock,
      work: async () => ((await this.#tellAll()) ? null : AGAIN_MS),
      onDefect: (error) => {
        parts.log.write('unexpected-error', { where: 'assistance', error: errorName(error), at: null });
        return AGAIN_MS;
      },
    });
  }

  /** Tries now; call when a line was written and when the centre is back. */
  wake(): void {
    this.#lane.wake();
  }

  close(): Promise<void> {
    return this.#lane.close();
  }

  /** False: something still waits. A line that the centre refuses keeps no other back. */
  async #tellAll(): Promise<boolean> {
    const { journal, centre, log } = this.#parts;
    let all = true;
    for (const assistance of journal.waiting()) {
      const answer = await centre.assistance(assistance);
      if (this.#lane.closed) return false;
      if (answer.ok) {
        journal.told(assistance);
        log.write('assistance-told', { assistanceId: assistance.id, ended: assistance.ended !== null });
        continue;
      }
      all = false;
      if (answer.fault.kind === 'unreachable') return false;
      this.#sayRefused(assistance.id, answer.fault);
    }
    return all;
  }

  #sayRefused(id: string, { status, name }: Extract<CentreFault, { kind: 'refused' }>): void {
    if (this.#refused === id) return;
    this.#refused = id;
    this.#parts.log.write('assistance-refused', { assistanceId: id, status, name });
  }
}
