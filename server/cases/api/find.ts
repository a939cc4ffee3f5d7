/** Finds a person's cases: for staff by the number that they were given, at a terminal those of whoever stands there. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { appendAudit } from '../../audit/append.ts';
import { API } from '../../contract/api.ts';
import type { ApiHandler } from '../../http/api.ts';
import { type Refused, refused } from '../../http/refusals.ts';
import { wrongRole } from '../../officers/endpoint.ts';
import { personIndex } from '../person-index.ts';
import { findCases } from '../read/find.ts';
import { actingRole, auditActorOf, type CaseApiServices, type CaseCaller, callerEndpoint } from './caller.ts';
import { visitorOf } from './visit.ts';

interface Search {
  readonly number?: string | undefined;
  readonly as?: Parameters<typeof actingRole>[2];
  readonly identityCheckId?: string | undefined;
}

export const findEndpoint = (services: CaseApiServices): ApiHandler =>
  callerEndpoint(services, API.findCases, async ({ body }, caller) => {
    const numberIndex = await indexOf(services, caller, body);
    if (!numberIndex.ok) return numberIndex;
    const { regionCode } = caller;
    const purpose = body.purpose ?? (caller.kind === 'staff' ? 'handling' : 'own-case');
    return services.database.db.transaction().execute(async (tx) => {
      const cases = await findCases(services, tx, { regionCode, numberIndex: numberIndex.value });
      // The index tells those who hold its key whom was asked for, and nobody else.
      const subject = numberIndex.value.toString('hex');
      const note = { actor: auditActorOf(caller), action: 'case.searched', subject, at: services.clock.now() } as const;
      await appendAudit(tx, { regionCode, ...note, details: { purpose, found: cases.length } });
      return ok({ cases });
    });
  });

async function indexOf(
  services: CaseApiServices,
  caller: CaseCaller,
  { number, as, identityCheckId }: Search,
): Promise<Result<Buffer, Refused>> {
  if (caller.kind === 'staff') {
    if (actingRole(caller, API.findCases.roles, as) === null) return fail(wrongRole(API.findCases.roles, caller, as));
    if (number === undefined)
      return fail(refused('malformed', { issues: [{ path: 'body.number', message: 'needed from staff' }] }));
    return ok(await personIndex(services, caller.regionCode, number));
  }
  const visitor = await visitorOf(services, caller, identityCheckId);
  return visitor.ok ? ok(visitor.value.numberIndex) : visitor;
}
