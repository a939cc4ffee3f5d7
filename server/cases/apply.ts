/**
 * Takes one step of a case, whole or not at all: one transaction under the case's lock writes the event, the new state,
 * the timers, the documents to make, the notices, everything the step raises in other parts, and the audit entry.
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import { appendAudit } from '../audit/append.ts';
import type { Tx } from '../db/database.ts';
import { retried } from '../db/retry.ts';
import { contentDigest } from '../encryption/content-digest.ts';
import { takeAll } from './cascade.ts';
import { FileInHand, openFile } from './files.ts';
import { allowedIn } from './machine.ts';
import type { Actor, Broken, PartView, StepRefusal } from './model.ts';
import { type CaseRow, Parts } from './parts.ts';
import { partAfterStep } from './read/consequences.ts';
import { saveStep } from './save.ts';
import type { CaseServices } from './services.ts';

export interface StepCommand {
  /** UUIDv7 of the event, made by the caller: sent again, it is the same event. */
  readonly id: string;
  readonly regionCode: string;
  readonly caseId: string;
  readonly partId: string;
  /** The version of the part that the caller saw; null only for the system. */
  readonly expectedVersion: number | null;
  readonly event: string;
  readonly data: unknown;
  readonly actor: Actor;
}

export interface StepAnswer {
  readonly caseId: string;
  readonly partId: string;
  /** Of the event in its case. */
  readonly sequence: number;
  readonly state: string;
  readonly version: number;
  /** What the part's new state knows, for whatever role. */
  readonly allowed: readonly string[];
}

export type CaseRefusal =
  | { readonly name: 'case-unknown' | 'part-unknown' | 'other-content' }
  /** Somebody was faster: the part as it is now. */
  | { readonly name: 'version-conflict'; readonly state: string; readonly version: number; readonly allowed: string[] }
  /** The machine's clock is before the case's newest event: nothing may be dated before what it follows. */
  | { readonly name: 'clock-behind'; readonly newest: string }
  | StepRefusal;

/** Ends the transaction; never leaves this file. */
class Refuse extends Error {
  readonly refusal: CaseRefusal;
  constructor(refusal: CaseRefusal) {
    super('refused');
    this.refusal = refusal;
  }
}

export function applyStep(services: CaseServices, command: StepCommand): Promise<Result<StepAnswer, CaseRefusal>> {
  return inTransaction(services, (tx) => applyStepIn(tx, services, command));
}

/** A refusal rolls back what was begun. */
export async function inTransaction<T>(
  { database }: Pick<CaseServices, 'database'>,
  work: (tx: Tx) => Promise<Result<T, CaseRefusal>>,
): Promise<Result<T, CaseRefusal>> {
  try {
    return await retried(() =>
      database.db.transaction().execute(async (tx) => {
        const result = await work(tx);
        if (!result.ok) throw new Refuse(result.fault);
        return result;
      }),
    );
  } catch (cause) {
    if (cause instanceof Refuse) return fail(cause.refusal);
    throw cause;
  }
}

/** As `applyStep`, inside the caller's transaction, which must be rolled back when this refuses. */
export async function applyStepIn(
  tx: Tx,
  services: CaseServices,
  command: StepCommand,
): Promise<Result<StepAnswer, CaseRefusal>> {
  const { regionCode, caseId, partId, event, actor } = command;
  const text = JSON.stringify(command.data ?? {});
  const digest = await contentDigest(services, regionCode, `${partId}\n${event}\n${text}`);
  const locked = await lockCase(tx, regionCode, caseId);
  if (locked === null) return fail({ name: 'case-unknown' });
  // Only now, under the lock: before it, another step might still change them.
  const { parts, known } = await Parts.load(tx, locked.row, command.id);
  const part = parts.get(partId);
  if (part === undefined) return fail({ name: 'part-unknown' });
  if (known !== null) {
    if (!known.digest.equals(digest) || !isSender(known.actor, actor)) return fail({ name: 'other-content' });
    const then = await partAfterStep(tx, { regionCode, caseId, partId }, known.sequence);
    return ok(answerOf(services, command, { ...part, ...then }, known.sequence));
  }
  const refusal = staleness(services, command, part, locked);
  if (refusal !== null) return fail(refusal);

  const at = services.clock.now();
  const file = new FileInHand(() => openFile(services.cipher, regionCode, caseId, locked.fileCipher));
  const first = { id: command.id, partId, event, data: command.data ?? {}, actor };
  const taken = await takeAll({ tx, services, parts, file, at, regionCode, caseId }, first);
  if (!taken.ok) return taken;
  await saveStep({ tx, services, parts, file, at, row: locked.row, events: locked.events, digest }, taken.value);
  const details = { steps: taken.value.map(({ event: e, to }) => `${e}→${to}`).join(' '), part: part.kind };
  const note = { actor: auditActor(actor), action: 'case.step', subject: caseId, details, at } as const;
  await appendAudit(tx, { regionCode, ...note });
  const now = parts.get(partId) ?? part;
  return ok(answerOf(services, { ...command, event }, now, locked.events + 1));
}

/**
 * Whether an event that is sent again comes from whom it came from. An officer is known by their id: which of their roles
 * may act depends on the state, and the state has moved on. A terminal stands for several people, told apart by role.
 */
const isSender = (stored: Actor, sender: Actor): boolean =>
  stored.id === sender.id && (stored.role === sender.role || !sender.id.includes(':'));

export const auditActor = ({ role, id }: Actor): string =>
  id.includes(':') || role === 'system' ? id : `officer:${id}`;

interface Locked {
  readonly row: CaseRow;
  readonly events: number;
  readonly newest: Date;
  readonly fileCipher: Buffer;
}

/** The lock of the case is taken first in every transaction, so that two never wait for each other crosswise. */
async function lockCase(tx: Tx, regionCode: string, caseId: string): Promise<Locked | null> {
  const row = await tx
    .selectFrom('work_case')
    .select(['number', 'province', 'events', 'last_event_at', 'file_cipher'])
    .where('region_code', '=', regionCode)
    .where('id', '=', caseId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    row: { regionCode, id: caseId, number: row.number, province: row.province },
    events: row.events,
    newest: row.last_event_at,
    fileCipher: row.file_cipher,
  };
}

function staleness(
  { clock, machines }: CaseServices,
  { expectedVersion }: StepCommand,
  { kind, state, version }: PartView,
  { newest }: Locked,
): CaseRefusal | null {
  if (expectedVersion !== null && expectedVersion !== version)
    return { name: 'version-conflict', state, version, allowed: allowedIn(machines[kind], state) };
  if (clock.now() < newest.getTime()) return { name: 'clock-behind', newest: newest.toISOString() };
  return null;
}

function answerOf(
  { machines }: CaseServices,
  { caseId, partId }: StepCommand,
  { kind, state, version }: PartView,
  sequence: number,
): StepAnswer {
  return { caseId, partId, sequence, state, version, allowed: allowedIn(machines[kind], state) };
}

export type { Broken };
