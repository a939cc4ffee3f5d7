/** Signed records that wait for the centre, in the order of the chain, encrypted at rest. */
import { EvidenceRecord, type SignedRecord } from '@anban/server/contract/evidence';
import { z } from 'zod';
import type { Store } from '../store/store.ts';

const DAY_MS = 86_400_000;
/** Delivered records are kept this long, so that a centre restored from a backup can get them again. */
export const KEEP_DELIVERED_MS = 7 * DAY_MS;

const Row = z.object({ sequence: z.int(), signed: z.instanceof(Uint8Array) });
const Count = z.object({ n: z.int() });
const Signed = z.strictObject({ record: EvidenceRecord, signature: z.string() });

export class OutboxQueue {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Call inside the transaction that makes the record. */
  add(signed: SignedRecord): void {
    const { record } = signed;
    this.#store.db
      .prepare('insert into outbox (sequence, record_id, kind, signed) values (?, ?, ?, ?)')
      .run(
        record.sequence,
        record.id,
        record.kind,
        this.#store.sealer.seal(place(record.sequence), JSON.stringify(signed)),
      );
  }

  /** The oldest record that the centre does not have. */
  next(): SignedRecord | null {
    const row = this.#store.db
      .prepare('select sequence, signed from outbox where delivered_at is null order by sequence limit 1')
      .get();
    return row === undefined ? null : this.#open(row);
  }

  markDelivered(sequence: number, at: number): void {
    this.#store.db.prepare('update outbox set delivered_at = ? where sequence = ?').run(at, sequence);
  }

  /** Every record from `sequence` on waits again. Answers how many; 0 when the first of them is no longer kept. */
  rewindTo(sequence: number): number {
    const first = this.#store.db.prepare('select sequence from outbox where sequence = ?').get(sequence);
    if (first === undefined) return 0;
    const done = this.#store.db.prepare('update outbox set delivered_at = null where sequence >= ?').run(sequence);
    return Number(done.changes);
  }

  /** How many records wait. */
  waiting(): number {
    return Count.parse(this.#store.db.prepare('select count(*) as n from outbox where delivered_at is null').get()).n;
  }

  /** Forgets what was delivered long ago. */
  prune(now: number): void {
    this.#store.db.prepare('delete from outbox where delivered_at < ?').run(now - KEEP_DELIVERED_MS);
  }

  /** All records that are still kept, oldest first. */
  all(): SignedRecord[] {
    const rows = this.#store.db.prepare('select sequence, signed from outbox order by sequence').all();
    return rows.map((row) => this.#open(row));
  }

  #open(raw: unknown): SignedRecord {
    const row = Row.parse(raw);
    return Signed.parse(JSON.parse(this.#store.sealer.open(place(row.sequence), row.signed)));
  }
}

const place = (sequence: number) => ({ table: 'outbox', column: 'signed', row: sequence });
