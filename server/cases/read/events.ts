/** The events of a case for readers. */
import { z } from 'zod';
import type { Disclosure, EventAnswer } from '../../contract/case-file.ts';
import type { Db } from '../../db/database.ts';
import { openData } from '../files.ts';
import { RoleSchema } from '../model.ts';
import type { CaseServices } from '../services.ts';

type Event = z.infer<typeof EventAnswer>;
const Data = z.unknown();

/** At most `limit` events after sequence `after`, oldest first. What came with them only where all is disclosed. */
export async function readEvents(
  { cipher }: Pick<CaseServices, 'cipher'>,
  db: Db,
  { regionCode, caseId, after, limit }: { regionCode: string; caseId: string; after: number; limit: number },
  disclosure: Disclosure,
): Promise<Event[]> {
  const rows = await db
    .selectFrom('case_event')
    .selectAll()
    .where('region_code', '=', regionCode)
    .where('case_id', '=', caseId)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const event: Event = {
        sequence: row.sequence,
        id: row.id,
        partId: row.part_id,
        type: row.type,
        from: row.from_state,
        to: row.to_state,
        actorRole: RoleSchema.parse(row.actor_role),
        actorId: row.actor_id,
        at: row.at.toISOString(),
        basis: row.basis,
      };
      if (disclosure !== 'full') return event;
      const text = row.data_cipher === null ? '{}' : await openData(cipher, regionCode, row.id, row.data_cipher);
      return { ...event, data: Data.parse(JSON.parse(text)) };
    }),
  );
}
