/** The last roster, kept encrypted in the store so that check-in works while cut off, and in memory to be asked. */
import { RosterBundle, type RosterSession } from '@anban/server/contract/roster';
import { z } from 'zod';
import type { Store } from '../store/store.ts';
import type { CheckInMark } from './admission.ts';

const PLACE = { table: 'roster', column: 'bundle', row: 1 };
const Row = z.object({ bundle: z.instanceof(Uint8Array) });
const RecordRow = z.object({ record_id: z.string() });
const MarkRow = z.object({ mark: z.instanceof(Uint8Array) });
const Mark = z.strictObject({ number: z.string(), room: z.string(), onTicket: z.string().optional() });
const KEEP_MARKS_MS = 40 * 86_400_000;

export class RosterStore {
  readonly #store: Store;
  #bundle: RosterBundle | null;

  constructor(store: Store) {
    this.#store = store;
    const row = store.db.prepare('select bundle from roster where id = 1').get();
    this.#bundle =
      row === undefined ? null : RosterBundle.parse(JSON.parse(store.sealer.open(PLACE, Row.parse(row).bundle)));
  }

  get bundle(): RosterBundle | null {
    return this.#bundle;
  }

  /** Keeps `bundle` and forgets check-in marks that no session of any roster can need. */
  replace(bundle: RosterBundle, now: number): void {
    this.#store.transaction(() => {
      this.#store.db
        .prepare(
          'insert into roster (id, bundle) values (1, ?) on conflict (id) do update set bundle = excluded.bundle',
        )
        .run(this.#store.sealer.seal(PLACE, JSON.stringify(bundle)));
      this.#store.db.prepare('delete from check_in_mark where at < ?').run(now - KEEP_MARKS_MS);
    });
    this.#bundle = bundle;
  }

  /** Today's session at the terminal's own site. */
  sessionOn(day: string): RosterSession | null {
    const bundle = this.#bundle;
    return bundle?.sessions.find((session) => session.day === day && session.siteCode === bundle.siteCode) ?? null;
  }

  markOf(sessionId: string, examineeId: string): CheckInMark | null {
    const row = this.#store.db
      .prepare('select mark from check_in_mark where session_id = ? and examinee_id = ?')
      .get(sessionId, examineeId);
    if (row === undefined) return null;
    const sealed = MarkRow.parse(row).mark;
    return Mark.parse(JSON.parse(this.#store.sealer.open(markPlace(sessionId, examineeId), sealed)));
  }

  /** Id of the signed check-in that the mark is of. */
  recordOf(sessionId: string, examineeId: string): string | null {
    const row = this.#store.db
      .prepare('select record_id from check_in_mark where session_id = ? and examinee_id = ?')
      .get(sessionId, examineeId);
    return row === undefined ? null : RecordRow.parse(row).record_id;
  }

  /** Call inside the transaction that makes the check-in. Throws when the examinee has a mark already. */
  addMark(sessionId: string, examineeId: string, recordId: string, mark: CheckInMark, at: number): void {
    this.#store.db
      .prepare('insert into check_in_mark (examinee_id, session_id, record_id, mark, at) values (?, ?, ?, ?, ?)')
      .run(examineeId, sessionId, recordId, this.#seal(sessionId, examineeId, mark), at);
  }

  /** The terminal's number is what the person holds: it is remembered beside the centre's, which comes later. */
  noteTicket(sessionId: string, examineeId: string, onTicket: string): void {
    const mark = this.markOf(sessionId, examineeId);
    if (mark !== null) this.#replace(sessionId, examineeId, { ...mark, onTicket });
  }

  /** The centre's number takes the place of the terminal's. Call inside the transaction that stores the answer. */
  setMark(sessionId: string, examineeId: string, mark: CheckInMark): void {
    this.#replace(sessionId, examineeId, { ...this.markOf(sessionId, examineeId), ...mark });
  }

  #replace(sessionId: string, examineeId: string, mark: CheckInMark): void {
    this.#store.db
      .prepare('update check_in_mark set mark = ? where session_id = ? and examinee_id = ?')
      .run(this.#seal(sessionId, examineeId, mark), sessionId, examineeId);
  }

  /** The centre refused the check-in: it never was. Call inside the transaction that stores the refusal. */
  removeMark(sessionId: string, examineeId: string): void {
    this.#store.db
      .prepare('delete from check_in_mark where session_id = ? and examinee_id = ?')
      .run(sessionId, examineeId);
  }

  #seal(sessionId: string, examineeId: string, mark: CheckInMark): Buffer {
    return this.#store.sealer.seal(markPlace(sessionId, examineeId), JSON.stringify(mark));
  }
}

const markPlace = (sessionId: string, examineeId: string) => ({
  table: 'check_in_mark',
  column: 'mark',
  row: `${sessionId}/${examineeId}`,
});
