/**
 * Brings waiting records to the centre, one after the other in chain order, for as long as it takes. Wakes at once on
 * a new record and when the centre is back; otherwise tries again after a growing, jittered pause.
 */
import type { Clock } from '@anban/foundation/clock';
import type { SignedRecord } from '@anban/server/contract/evidence';
import type { Centre, CentreFault, SubmitAnswer } from '../centre/centre.ts';
import type { BridgeLog } from '../log.ts';
import { errorName } from '../log.ts';
import { Lane } from './lane.ts';
import type { OutboxQueue } from './queue.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** A record that the centre refuses for good is tried this seldom: only staff or an update can heal it. */
const PARKED_PAUSE_MS = 300_000;
/** Refusals that the same bytes may overcome: clock or enrolment set right, load gone. */
const HEALING = new Set([401, 403, 408, 425, 429]);
/** The centre has kept such a record with its refusal (contract/api.ts): it will not change its mind. */
const REFUSED_FOR_ITS_CONTENT = new Set([404, 409]);

export interface DeliveryOptions {
  readonly queue: OutboxQueue;
  readonly centre: Pick<Centre, 'submit'>;
  readonly clock: Clock;
  readonly log: BridgeLog;
  /** 0 ≤ x < 1, for the jitter. */
  readonly random: () => number;
  /** Stores what follows from an answer and marks the record delivered, in one transaction. */
  readonly settle: (signed: SignedRecord, outcome: Outcome) => void;
  readonly onChange: () => void;
}

/** What became of a record at the centre. `refused` is final: kept there as evidence, and the chain goes on. */
export type Outcome = SubmitAnswer | { readonly outcome: 'refused' };

interface Waiter {
  readonly recordId: string;
  readonly tell: (outcome: Outcome | null) => void;
}

export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #lane: Lane;
  readonly #waiters = new Set<Waiter>();
  #failures = 0;
  #parked: string | null = null;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#lane = new Lane({
      clock: options.clock,
      work: async () => {
        const pause = await this.#sendAll();
        return pause === null ? null : this.#jittered(pause);
      },
      onDefect: (error) => {
        options.log.write('unexpected-error', { where: 'outbox', error: errorName(error) });
        return this.#jittered(LONGEST_PAUSE_MS);
      },
      onRest: () => this.#tellAll(),
    });
  }

  /** The id of the record that the centre refuses, if one blocks the way. */
  get parked(): string | null {
    return this.#parked;
  }

  /** Tries now, whatever pause was running. */
  wake(): void {
    this.#lane.wake();
  }

  /** Wakes, and waits for what becomes of one record: null when it is not there within `ms` or the centre is away. */
  deliver(recordId: string, ms: number): Promise<Outcome | null> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        recordId,
        tell: (answer) => {
          cancel();
          this.#waiters.delete(waiter);
          resolve(answer);
        },
      };
      const cancel = this.#options.clock.after(ms, () => waiter.tell(null));
      this.#waiters.add(waiter);
      this.wake();
    });
  }

  async close(): Promise<void> {
    const ended = this.#lane.close();
    this.#tellAll();
    await ended;
  }

  /** Half the pause to the whole of it, so that a hall's terminals do not all come back in the same moment. */
  #jittered(pause: number): number {
    return pause * (0.5 + this.#options.random() / 2);
  }

  /** Sends until nothing waits (null) or something fails: then how long to pause, ms. */
  async #sendAll(): Promise<number | null> {
    for (let signed = this.#options.queue.next(); signed !== null; signed = this.#options.queue.next()) {
      const answer = await this.#options.centre.submit(signed);
      if (this.#lane.closed) return null;
      if (!answer.ok) {
        const pause = this.#failed(signed, answer.fault);
        if (pause === null) continue;
        return pause;
      }
      this.#settled(signed, answer.value);
    }
    return null;
  }

  #settled(signed: SignedRecord, outcome: Outcome): void {
    this.#failures = 0;
    this.#parked = null;
    this.#options.settle(signed, outcome);
    const { id, kind } = signed.record;
    this.#options.log.write('record-delivered', { recordId: id, kind, outcome: outcome.outcome });
    for (const waiter of [...this.#waiters]) if (waiter.recordId === id) waiter.tell(outcome);
    this.#options.onChange();
  }

  #failed(signed: SignedRecord, fault: CentreFault): number | null {
    if (fault.kind === 'unreachable' || fault.status >= 500 || HEALING.has(fault.status)) return this.#backOff();
    if (fault.expectedSequence !== null && this.#rewind(signed, fault.expectedSequence)) return null;
    if (REFUSED_FOR_ITS_CONTENT.has(fault.status) && fault.name !== 'chain-broken') {
      this.#alarm('record-refused', signed, fault);
      this.#settled(signed, { outcome: 'refused' });
      return null;
    }
    this.#park(signed, fault);
    return PARKED_PAUSE_MS;
  }

  /** The centre lost its tail (restored from a backup): what it misses is sent again. */
  #rewind(signed: SignedRecord, expected: number): boolean {
    if (expected >= signed.record.sequence) return false;
    const records = this.#options.queue.rewindTo(expected);
    if (records > 0) this.#options.log.write('chain-rewound', { sequence: expected, records });
    this.#options.onChange();
    return records > 0;
  }

  #park(signed: SignedRecord, fault: Extract<CentreFault, { kind: 'refused' }>): void {
    if (this.#parked !== signed.record.id) this.#alarm('record-parked', signed, fault);
    this.#parked = signed.record.id;
    this.#options.onChange();
  }

  #alarm(
    event: 'record-parked' | 'record-refused',
    { record }: SignedRecord,
    { status, name }: Extract<CentreFault, { kind: 'refused' }>,
  ): void {
    this.#options.log.write(event, { recordId: record.id, kind: record.kind, sequence: record.sequence, status, name });
  }

  #backOff(): number {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
    this.#failures += 1;
    return pause;
  }

  #tellAll(): void {
    for (const waiter of [...this.#waiters]) waiter.tell(null);
  }
}
