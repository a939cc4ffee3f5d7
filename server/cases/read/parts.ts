/** The parts of a case for readers, in the order of their making. */
import { z } from 'zod';
import type { PartAnswer, ServiceAnswer } from '../../contract/case-file.ts';
import type { Db } from '../../db/database.ts';
import { PartKindSchema, type Role, RoleSchema } from '../model.ts';
import type { CaseServices } from '../services.ts';
import { allowedFor, PEOPLE } from './allowed.ts';

type Part = z.infer<typeof PartAnswer>;
type Service = z.infer<typeof ServiceAnswer>;

/** `roles`: whose choices stand in `allowed`; default: what anybody could do. */
export async function readParts(
  { machines }: Pick<CaseServices, 'machines'>,
  db: Db,
  regionCode: string,
  caseId: string,
  roles: readonly Role[] = PEOPLE,
): Promise<Part[]> {
  const rows = await db
    .selectFrom('case_part')
    .select(['id', 'kind', 'state', 'version', 'facts', 'queue', 'due_on'])
    .where('region_code', '=', regionCode)
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute();
  return rows.map(({ id, kind: text, state, version, facts, queue, due_on: dueOn }) => {
    const kind = PartKindSchema.parse(text);
    const machine = machines[kind];
    return {
      id,
      kind,
      state,
      stateName: machine.states[state]?.name ?? state,
      version,
      queue: queue === null ? null : RoleSchema.parse(queue),
      dueOn,
      allowed: allowedFor(machine, state, roles),
      facts,
    };
  });
}

/** What every service part holds of its package. */
const Package = z.object({
  recipient: z.string().nullable().catch(null),
  documents: z.array(z.string()).catch([]),
});

export const servicesOf = (parts: readonly Part[]): Service[] =>
  parts.flatMap(({ kind, id: partId, state, stateName, facts }) =>
    kind === 'service'
      ? [{ partId, state, stateName, ...Package.catch({ recipient: null, documents: [] }).parse(facts) }]
      : [],
  );
