/** What one step brought with it in its transaction: the events that it raised, the documents that it ordered. */
import type { Db } from '../../db/database.ts';
import { type PartKind, PartKindSchema } from '../model.ts';

export interface Consequences {
  /** Of the part whose step it was. */
  readonly kind: PartKind;
  readonly documents: { id: string; kind: string; number: string }[];
  readonly raised: { sequence: number; partId: string; event: string; to: string }[];
}

/** Longer than any chain of steps (cascade.ts). */
const MOST = 60;

/** A step and what it raised, in their order. What it raised follows without a gap, by the system, at the same instant. */
async function eventsOfStep(db: Db, { regionCode, caseId }: { regionCode: string; caseId: string }, sequence: number) {
  const [first, ...later] = await db
    .selectFrom('case_event')
    .select(['sequence', 'id', 'part_id', 'type', 'to_state', 'actor_id', 'at'])
    .where('region_code', '=', regionCode)
    .where('case_id', '=', caseId)
    .where('sequence', '>=', sequence)
    .orderBy('sequence')
    .limit(MOST)
    .execute();
  if (first === undefined) return [];
  const end = later.findIndex(({ actor_id, at }) => actor_id !== 'system' || at.getTime() !== first.at.getTime());
  return [first, ...(end < 0 ? later : later.slice(0, end))];
}

/** The part as the step at `sequence` left it, whatever has come since. Every event of a part makes one version more. */
export async function partAfterStep(
  db: Db,
  { regionCode, caseId, partId }: { regionCode: string; caseId: string; partId: string },
  sequence: number,
): Promise<{ readonly state: string; readonly version: number }> {
  const taken = await eventsOfStep(db, { regionCode, caseId }, sequence);
  const last = taken.findLast(({ part_id }) => part_id === partId);
  if (last === undefined) throw new Error('a step that is not of this part');
  const { versions } = await db
    .selectFrom('case_event')
    .select((eb) => eb.fn.countAll<string>().as('versions'))
    .where('region_code', '=', regionCode)
    .where('case_id', '=', caseId)
    .where('part_id', '=', partId)
    .where('sequence', '<=', last.sequence)
    .executeTakeFirstOrThrow();
  return { state: last.to_state, version: Number(versions) };
}

/** `sequence`: that of the step. */
export async function readConsequences(
  db: Db,
  { regionCode, caseId, partId }: { regionCode: string; caseId: string; partId: string },
  sequence: number,
): Promise<Consequences> {
  const taken = await eventsOfStep(db, { regionCode, caseId }, sequence);
  const raised = taken.slice(1);
  const events = taken.map(({ id }) => id);
  const documents =
    events.length === 0
      ? []
      : await db
          .selectFrom('document')
          .select(['id', 'kind', 'number'])
          .where('region_code', '=', regionCode)
          .where('event_id', 'in', events)
          .orderBy('id')
          .execute();
  const { kind } = await db
    .selectFrom('case_part')
    .select('kind')
    .where('region_code', '=', regionCode)
    .where('id', '=', partId)
    .executeTakeFirstOrThrow();
  return {
    kind: PartKindSchema.parse(kind),
    documents,
    raised: raised.map(({ sequence, part_id, type, to_state }) => ({
      sequence,
      partId: part_id,
      event: type,
      to: to_state,
    })),
  };
}
