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

/** `sequence`: that of the step. What it raised follows without a gap, by the system, at the same instant. */
export async function readConsequences(
  db: Db,
  { regionCode, caseId, partId }: { regionCode: string; caseId: string; partId: string },
  sequence: number,
): Promise<Consequences> {
  const rows = await db
    .selectFrom('case_event')
    .select(['sequence', 'id', 'part_id', 'type', 'to_state', 'actor_id', 'at'])
    .where('region_code', '=', regionCode)
    .where('case_id', '=', caseId)
    .where('sequence', '>=', sequence)
    .orderBy('sequence')
    .limit(MOST)
    .execute();
  const [first, ...later] = rows;
  const end = later.findIndex(({ actor_id, at }) => actor_id !== 'system' || at.getTime() !== first?.at.getTime());
  const raised = end < 0 ? later : later.slice(0, end);
  const events = (first === undefined ? [] : [first, ...raised]).map(({ id }) => id);
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
