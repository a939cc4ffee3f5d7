/**
 * Stores signed records. The common case is one statement; only when it stores nothing does a transaction look at why:
 * sent before, out of order, or refused for its content. A record refused for its content is kept as evidence with its
 * refusal and moves the chain on, so that one bad record cannot block a terminal.
 */
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { QueryResultRow } from 'pg';
import { z } from 'zod';
import { appendAudit } from '../audit/append.ts';
import { dayInChina } from '../contract/common.ts';
import type {
  CheckInAnswer,
  CheckInRecord,
  EvidenceRecord,
  IdentityCheckAnswer,
  IdentityCheckRecord,
} from '../contract/evidence.ts';
import type { Database, Db, Tx } from '../db/database.ts';
import { isUniqueViolation } from '../db/failures.ts';
import { retried } from '../db/retry.ts';
import type { Refused } from '../http/refusals.ts';
import type { Nonce } from '../terminals/terminal.ts';
import { queueNumber } from './queue-number.ts';
import { STORE_CHECK_IN, STORE_IDENTITY_CHECK } from './statements.ts';
import type { VerifiedRecord } from './verified.ts';

export interface SubmitServices {
  readonly database: Database;
  readonly clock: Clock;
}

/** Why the content of a well signed record is not accepted. */
type ContentRefusal = 'examinee-unknown' | 'wrong-session' | 'not-identified' | 'terminal-revoked';
/** Something between the statement and the look at it made the record acceptable: try again. */
const AGAIN = 'again';
const ATTEMPTS = 5;

/** Which decisions an officer must hear of at once. */
const ALERT_OF: Partial<Record<IdentityCheckRecord['decision'], string>> = {
  'no-match': 'no-match',
  refused: 'refused',
};

const Stored = z.object({ fresh: z.boolean(), moved: z.boolean() });
const StoredCheckIn = Stored.extend({ room: z.string().nullable(), number: z.int().nullable() });

/** A statement's row made into an answer; null when the answer is to be read from what is stored. */
interface Submission<A> {
  readonly statement: { readonly name: string; readonly text: string };
  /** The values after the common thirteen, without the nonce. */
  readonly own: readonly unknown[];
  readonly answer: (row: unknown) => A | null;
  readonly stored: (db: Db) => Promise<A>;
}

export async function storeIdentityCheck(
  services: SubmitServices,
  verified: VerifiedRecord<IdentityCheckRecord>,
  nonce: Nonce,
): Promise<Result<IdentityCheckAnswer, Refused>> {
  const { record } = verified;
  const answer: IdentityCheckAnswer = { id: record.id, outcome: 'stored' };
  const own = [record.method, record.decision, newId(), ALERT_OF[record.decision] ?? null, record.at];
  const submission = { statement: STORE_IDENTITY_CHECK, own, answer: () => answer, stored: async () => answer };
  return store(services, verified, nonce, submission);
}

export async function storeCheckIn(
  services: SubmitServices,
  verified: VerifiedRecord<CheckInRecord>,
  nonce: Nonce,
): Promise<Result<CheckInAnswer, Refused>> {
  const { record } = verified;
  const own = [record.identityCheckId, record.terminalNumber, record.at, dayInChina(Date.parse(record.at))];
  const answer = (row: unknown): CheckInAnswer | null => {
    const { room, number } = StoredCheckIn.parse(row);
    if (room === null || number === null) return null;
    const at = new Date(record.at).toISOString();
    return { id: record.id, outcome: 'accepted', queueNumber: queueNumber(room, number), room, at };
  };
  const stored = (db: Db) => storedAnswer(db, record);
  return store(services, verified, nonce, { statement: STORE_CHECK_IN, own, answer, stored });
}

async function store<A>(
  services: SubmitServices,
  verified: VerifiedRecord,
  nonce: Nonce,
  submission: Submission<A>,
): Promise<Result<A, Refused>> {
  const { db } = services.database;
  // The request's own nonce is spent once; another try of the same request brings one that cannot have been used.
  for (let spend = nonce.value, tries = 0; tries < ATTEMPTS; tries += 1, spend = newId()) {
    const row = await run(services, verified, { ...nonce, value: spend }, submission);
    if (row !== null) {
      const { fresh, moved } = Stored.parse(row);
      if (!fresh) return fail({ name: 'nonce-used' });
      if (moved) return ok(submission.answer(row) ?? (await submission.stored(db)));
    }
    const why = await retried(() => db.transaction().execute((tx) => explain(tx, services, verified)));
    if (why === 'stored') return ok(await submission.stored(db));
    if (why !== AGAIN) return fail(why);
  }
  throw new Error('a record was neither stored nor refused');
}

/** The statement's one row; null when the id belongs to a record of another terminal or another place in the chain. */
async function run<A>(
  services: SubmitServices,
  verified: VerifiedRecord,
  nonce: Nonce,
  { statement, own }: Submission<A>,
) {
  const spending = [nonce.value, new Date(nonce.expiresAt).toISOString()];
  const values = [...commonValues(services, verified), ...own, ...spending];
  try {
    const { rows } = await retried(() => services.database.pool.query<QueryResultRow>({ ...statement, values }));
    return rows[0] ?? null;
  } catch (cause) {
    if (isUniqueViolation(cause)) return null;
    throw cause;
  }
}

function commonValues({ clock }: SubmitServices, { record, text, digest, previous, signature }: VerifiedRecord) {
  const received = new Date(clock.now()).toISOString();
  const chain = [record.regionCode, record.terminalId, record.sequence, previous, digest];
  const ids = [record.id, record.visitId, record.examineeId, record.sessionId];
  return [...chain, ...ids, text, signature, received, newId()];
}

/** Under the lock of the terminal's chain, where nothing moves any more. */
async function explain(
  tx: Tx,
  services: SubmitServices,
  verified: VerifiedRecord,
): Promise<Refused | 'stored' | 'again'> {
  const { record } = verified;
  const chain = await tx
    .selectFrom('terminal_chain')
    .select(['sequence', 'digest'])
    .where('region_code', '=', record.regionCode)
    .where('terminal_id', '=', record.terminalId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const stored = await tx
    .selectFrom('evidence_record')
    .select(['digest', 'refusal'])
    .where('region_code', '=', record.regionCode)
    .where('id', '=', record.id)
    .executeTakeFirst();
  if (stored !== undefined) {
    if (!stored.digest.equals(verified.digest)) return { name: 'other-content' };
    return stored.refusal === null ? 'stored' : { name: ContentRefusals.parse(stored.refusal) };
  }
  const expectedSequence = chain.sequence + 1;
  if (record.sequence !== expectedSequence || !chain.digest.equals(verified.previous)) {
    return { name: 'chain-broken', expectedSequence };
  }
  const refusal = await contentRefusal(tx, record);
  if (refusal === null) return AGAIN;
  if (refusal !== 'terminal-revoked') await keepRefused(tx, services, verified, refusal);
  return { name: refusal };
}

const ContentRefusals = z.enum(['examinee-unknown', 'wrong-session', 'not-identified']);

async function contentRefusal(tx: Tx, record: EvidenceRecord): Promise<ContentRefusal | null> {
  const region = record.regionCode;
  const terminal = await tx
    .selectFrom('terminal')
    .select(['site_code', 'revoked_at'])
    .where('region_code', '=', region)
    .where('id', '=', record.terminalId)
    .executeTakeFirstOrThrow();
  if (terminal.revoked_at !== null) return 'terminal-revoked';
  if (record.kind === 'identity-check') return null;
  const examinee = await tx
    .selectFrom('examinee as e')
    .innerJoin('assessment_session as s', (join) =>
      join.onRef('s.region_code', '=', 'e.region_code').onRef('s.id', '=', 'e.session_id'),
    )
    .select(['s.site_code', 's.day'])
    .where('e.region_code', '=', region)
    .where('e.id', '=', record.examineeId)
    .where('s.id', '=', record.sessionId)
    .executeTakeFirst();
  if (examinee === undefined) return 'examinee-unknown';
  const day = dayInChina(Date.parse(record.at));
  if (examinee.site_code !== terminal.site_code || examinee.day !== day) return 'wrong-session';
  const check = await tx
    .selectFrom('evidence_record')
    .select('id')
    .where('region_code', '=', region)
    .where('id', '=', record.identityCheckId)
    .where('terminal_id', '=', record.terminalId)
    .where('kind', '=', 'identity-check')
    .where('passed', '=', true)
    .where('visit_id', '=', record.visitId)
    .where('examinee_id', '=', record.examineeId)
    .executeTakeFirst();
  return check === undefined ? 'not-identified' : null;
}

async function keepRefused(tx: Tx, { clock }: SubmitServices, verified: VerifiedRecord, refusal: ContentRefusal) {
  const { record, digest, signature, text } = verified;
  const now = clock.now();
  await tx
    .insertInto('evidence_record')
    .values({
      region_code: record.regionCode,
      id: record.id,
      terminal_id: record.terminalId,
      sequence: record.sequence,
      kind: record.kind,
      visit_id: record.visitId,
      examinee_id: record.examineeId,
      session_id: record.sessionId,
      passed: false,
      method: null,
      digest,
      signature,
      record: text,
      received_at: new Date(now),
      refusal,
    })
    .execute();
  await tx
    .updateTable('terminal_chain')
    .set({ sequence: record.sequence, digest })
    .where('region_code', '=', record.regionCode)
    .where('terminal_id', '=', record.terminalId)
    .execute();
  const actor = `terminal:${record.terminalId}`;
  const details = { kind: record.kind, refusal };
  await appendAudit(tx, {
    regionCode: record.regionCode,
    actor,
    action: 'record.refused',
    subject: record.id,
    details,
    at: now,
  });
}

/** The answer to a stored check-in, from what it did: its own number, or that of the one before it. */
async function storedAnswer(db: Db, record: CheckInRecord): Promise<CheckInAnswer> {
  const first = await db
    .selectFrom('check_in')
    .select(['id', 'room', 'number', 'at'])
    .where('region_code', '=', record.regionCode)
    .where('examinee_id', '=', record.examineeId)
    .executeTakeFirstOrThrow();
  return {
    id: record.id,
    outcome: first.id === record.id ? 'accepted' : 'already-checked-in',
    queueNumber: queueNumber(first.room, first.number),
    room: first.room,
    at: first.at.toISOString(),
  };
}
