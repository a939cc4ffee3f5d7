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
import { dayInChina } from '../contract/common.ts';
import {
  ATTACK_REASONS,
  type CheckInAnswer,
  type CheckInRecord,
  type IdentityCheckAnswer,
  type IdentityCheckRecord,
} from '../contract/evidence.ts';
import type { Database, Db } from '../db/database.ts';
import { isUniqueViolation } from '../db/failures.ts';
import { retried } from '../db/retry.ts';
import type { Refused } from '../http/refusals.ts';
import type { Nonce } from '../terminals/terminal.ts';
import { AGAIN, explain } from './explain.ts';
import { hadFailed } from './in-doubt.ts';
import { queueNumber } from './queue-number.ts';
import { STORE_CHECK_IN, STORE_IDENTITY_CHECK } from './statements.ts';
import type { VerifiedRecord } from './verified.ts';

export interface SubmitServices {
  readonly database: Database;
  readonly clock: Clock;
}

const ATTEMPTS = 5;

/** Which decisions an officer must hear of at once. Whether two officers override anything, other terminals may know. */
async function alertOf(db: Db, record: IdentityCheckRecord): Promise<string | null> {
  const { method, decision, reason, overrides, at } = record;
  if (method === 'ticket') return decision === 'refused' ? 'entry-refused' : null;
  if (overrides !== undefined) return 'override';
  if (method === 'two-officers' && decision === 'pass') {
    return (await hadFailed(db, record, at)) ? 'override' : null;
  }
  if (decision === 'officer' && ATTACK_REASONS.some((attack) => attack === reason)) return 'presentation-attack';
  return decision === 'no-match' || decision === 'refused' ? decision : null;
}

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
  const alert = await retried(() => alertOf(services.database.db, record));
  const own = [record.method, record.decision, newId(), alert, record.at, record.officers];
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
    const why = await retried(() => db.transaction().execute((tx) => explain(tx, services.clock, verified)));
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
