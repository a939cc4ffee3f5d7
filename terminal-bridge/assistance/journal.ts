/**
 * 工作人员协助, on this terminal's disk before the helper helps: who, in which visit, from when to when. Lines leave when
 * the centre knows of their end. One that is open at the start was cut off with the process, and ends there.
 */
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { ASSISTANCE_ENDS, type Assistance, type AssistanceEnd } from '@anban/server/contract/assistance';
import { z } from 'zod';
import { type BridgeLog, errorName } from '../log.ts';
import { isStoreFailure, type Store } from '../store/store.ts';

/** A helper who is there. */
export interface Assistant {
  /** Of the line. */
  readonly id: string;
  readonly visitId: string;
  readonly officerId: string;
}

const Row = z.object({
  id: z.string(),
  visit_id: z.string(),
  officer_id: z.string(),
  begun_at: z.int(),
  ended_at: z.int().nullable(),
  why: z.enum(ASSISTANCE_ENDS).nullable(),
});

export interface JournalParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: BridgeLog;
  /** Something waits for the centre. */
  readonly onWaiting: () => void;
}

export class AssistanceJournal {
  readonly #parts: JournalParts;

  constructor(parts: JournalParts) {
    this.#parts = parts;
    this.#close('ended_at is null', 'restart');
  }

  /** Throws what SQLite throws: whoever cannot be written down does not help. */
  begin(visitId: string, officerId: string): Assistant {
    const { store, clock, log, onWaiting } = this.#parts;
    const id = newId();
    store.db
      .prepare('insert into assistance (id, visit_id, officer_id, begun_at, waiting) values (?, ?, ?, ?, 1)')
      .run(id, visitId, officerId, clock.now());
    log.write('assistance-begun', { visitId, officerId });
    onWaiting();
    return { id, visitId, officerId };
  }

  /** Never throws: a visit ends whatever the disk says. A line that stays open ends with the next start. */
  end({ id, visitId, officerId }: Assistant, why: AssistanceEnd): void {
    const { log, onWaiting } = this.#parts;
    log.write('assistance-ended', { visitId, officerId, why });
    try {
      this.#close('id = ?', why, id);
    } catch (error) {
      if (!isStoreFailure(error)) throw error;
      log.write('store-failed', { error: errorName(error) });
    }
    onWaiting();
  }

  /** What the centre does not know, oldest first. */
  waiting(): Assistance[] {
    const rows = this.#parts.store.db.prepare('select * from assistance where waiting = 1 order by id').all();
    return rows.map((raw) => assistanceOf(Row.parse(raw)));
  }

  /** The centre knows of it as it was told; an end that came meanwhile goes on waiting. */
  told({ id, ended }: Assistance): void {
    const sql =
      ended === null
        ? 'update assistance set waiting = 0 where id = ? and ended_at is null'
        : 'delete from assistance where id = ?';
    this.#parts.store.db.prepare(sql).run(id);
  }

  #close(where: 'ended_at is null' | 'id = ?', why: AssistanceEnd, ...values: string[]): void {
    this.#parts.store.db
      .prepare(`update assistance set ended_at = ?, why = ?, waiting = 1 where ${where}`)
      .run(this.#parts.clock.now(), why, ...values);
  }
}

const instantOf = (ms: number): string => new Date(ms).toISOString();

function assistanceOf({ id, visit_id, officer_id, begun_at, ended_at, why }: z.infer<typeof Row>): Assistance {
  return {
    id,
    visitId: visit_id,
    officerId: officer_id,
    begunAt: instantOf(begun_at),
    ended: ended_at === null || why === null ? null : { at: instantOf(ended_at), why },
  };
}
