/**
 * What the terminal asserts, made durable: each method is one transaction over chain, outbox and what goes with them,
 * so that a kill at any moment leaves all of it or nothing.
 */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { dayInChina } from '@anban/server/contract/common';
import type { CheckInRecord, SignedRecord } from '@anban/server/contract/evidence';
import { z } from 'zod';
import type { Outcome } from '../outbox/delivery.ts';
import type { OutboxQueue } from '../outbox/queue.ts';
import type { CheckInMark } from '../roster/admission.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import type { Store } from '../store/store.ts';
import { FaceDecision, type FaceTries } from '../visit/face-tries.ts';
import { appendRecord, type CheckInDraft, type IdentityCheckDraft, type Signatory } from './chain.ts';
import type { TerminalKey } from './key.ts';

const Counter = z.object({ last: z.int() });

/** Who signs, and the letters that begin the terminal's own numbers. */
export interface TerminalIdentity extends Signatory {
  readonly series: string;
}

export interface LedgerOptions {
  readonly store: Store;
  readonly key: TerminalKey;
  readonly queue: OutboxQueue;
  readonly roster: RosterStore;
  readonly faceTries: FaceTries;
  readonly clock: Clock;
  /** Null until the terminal is enrolled. */
  readonly identity: () => TerminalIdentity | null;
}

export class Ledger {
  readonly #options: LedgerOptions;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  /** Signs and keeps one decision, and for today what it means for another look at the face; the answer is the record's id. */
  identityCheck(draft: IdentityCheckDraft): string {
    const { store, faceTries } = this.#options;
    return store.transaction(() => {
      if (draft.method === 'face' && draft.decision === 'pass') faceTries.passed(draft);
      if (draft.method === 'face' && draft.decision === 'no-match') faceTries.decided(draft, 'faceMismatch');
      if (draft.method === 'face' && draft.decision === 'officer') {
        faceTries.decided(draft, FaceDecision.parse(draft.reason));
      }
      if (draft.method === 'two-officers' && draft.decision === 'pass') faceTries.overridden(draft);
      if (draft.method === 'ticket' && draft.decision === 'pass' && draft.entry !== undefined) {
        this.#enter(draft.entry.checkInId);
      }
      return this.#append(draft, this.#identity()).record.id;
    });
  }

  /** Somebody went in through this terminal with the ticket of this check-in. */
  hasEntered(checkInId: string): boolean {
    return (
      this.#options.store.db.prepare('select 1 from room_entry where check_in_id = ?').get(checkInId) !== undefined
    );
  }

  #enter(checkInId: string): void {
    const { store, clock } = this.#options;
    store.db
      .prepare('insert into room_entry (check_in_id, at) values (?, ?) on conflict (check_in_id) do nothing')
      .run(checkInId, clock.now());
  }

  /** Signs and keeps one check-in with the terminal's next number, or says which check-in there is already. */
  checkIn(draft: Omit<CheckInDraft, 'terminalNumber'>): Result<{ id: string; number: string }, CheckInMark> {
    const { store, roster, clock } = this.#options;
    return store.transaction(() => {
      const mark = roster.markOf(draft.sessionId, draft.examineeId);
      if (mark !== null) return fail(mark);
      const identity = this.#identity();
      const number = this.#nextNumber(identity.series);
      const { id } = this.#append({ ...draft, terminalNumber: number }, identity).record;
      roster.addMark(draft.sessionId, draft.examineeId, id, { number, room: draft.room }, clock.now());
      return ok({ id, number });
    });
  }

  /** The centre has the record: it no longer waits. A check-in takes the centre's number, or is none when refused. */
  settle(signed: SignedRecord, outcome: Outcome): void {
    const { store, queue, roster, clock } = this.#options;
    store.transaction(() => {
      queue.markDelivered(signed.record.sequence, clock.now());
      queue.prune(clock.now());
      if (signed.record.kind !== 'check-in') return;
      const { sessionId, examineeId } = signed.record;
      if (outcome.outcome === 'refused') roster.removeMark(sessionId, examineeId);
      if ('queueNumber' in outcome) {
        roster.setMark(sessionId, examineeId, { number: outcome.queueNumber, room: outcome.room });
      }
    });
  }

  #append(draft: IdentityCheckDraft | CheckInDraft, identity: TerminalIdentity): SignedRecord {
    const signed = appendRecord(this.#options.store, this.#options.key, identity, draft);
    this.#options.queue.add(signed);
    return signed;
  }

  #identity(): TerminalIdentity {
    const identity = this.#options.identity();
    if (identity === null) throw new Error('a terminal that is not enrolled has no roster and admits nobody');
    return identity;
  }

  /** `T-A003`: terminal series and a counter of the day, without gaps. */
  #nextNumber(series: string): CheckInRecord['terminalNumber'] {
    const row = this.#options.store.db
      .prepare(
        `insert into number_counter (day, last) values (?, 1)
         on conflict (day) do update set last = last + 1 returning last`,
      )
      .get(dayInChina(this.#options.clock.now()));
    return `T-${series}${String(Counter.parse(row).last).padStart(3, '0')}`;
  }
}
