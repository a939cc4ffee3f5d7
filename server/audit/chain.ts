/**
 * The audit log's hash chain: digest(n) = SHA-256(digest(n-1) ‖ text(n)), one chain per region and stream, so that two
 * terminals never wait for one another. The digest is computed by the database, in the statement that writes the
 * audited thing; `nextDigest` is the same arithmetic for the verifier.
 */
import { createHash } from 'node:crypto';

export interface AuditEntry {
  readonly regionCode: string;
  /** Who acts: `terminal:<id>`, `officer:<id>`, `operator`. */
  readonly stream: string;
  readonly sequence: number;
  readonly id: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** JSON without line breaks. No name and no number. */
  readonly details: string;
}

export const GENESIS = Buffer.alloc(32);

export const entryText = (entry: AuditEntry): string =>
  [
    entry.regionCode,
    entry.stream,
    entry.sequence,
    entry.id,
    entry.at,
    entry.actor,
    entry.action,
    entry.subject,
    entry.details,
  ].join('\n');

export const nextDigest = (previous: Buffer, entry: AuditEntry): Buffer =>
  createHash('sha256').update(previous).update(entryText(entry), 'utf8').digest();

/**
 * Steps of a `with` statement that append what the step `note` holds. `note` has one row or none, with the text columns
 * region_code, stream, id, at, actor, action, subject, details. The row of `audit_head` is the lock of the stream.
 */
export const AUDIT_STEPS = `
  audit_line as (
    select note.*, concat_ws(E'\\n', id, at, actor, action, subject, details) as tail from note
  ),
  audit_moved as (
    insert into audit_head as h (region_code, stream, sequence, digest)
    select region_code, stream, 1,
      sha256('\\x${GENESIS.toString('hex')}'::bytea
        || convert_to(concat_ws(E'\\n', region_code, stream, 1, tail), 'UTF8'))
    from audit_line
    on conflict (region_code, stream) do update set
      sequence = h.sequence + 1,
      digest = sha256(h.digest || convert_to(
        concat_ws(E'\\n', h.region_code, h.stream, h.sequence + 1, (select tail from audit_line)), 'UTF8'))
    returning sequence, digest
  ),
  audit_written as (
    insert into audit_entry
      (region_code, stream, sequence, id, at, actor, action, subject, details, digest)
    select l.region_code, l.stream, m.sequence, l.id::uuid, l.at::timestamptz, l.actor, l.action, l.subject, l.details, m.digest
    from audit_moved m, audit_line l
  )`;
