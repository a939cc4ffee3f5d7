/** Opens a case for a caller. */
import { fail, ok } from '@anban/foundation/result';
import { API } from '../../contract/api.ts';
import type { OpenCase } from '../../contract/cases.ts';
import type { ApiHandler } from '../../http/api.ts';
import { refused } from '../../http/refusals.ts';
import { wrongRole } from '../../officers/endpoint.ts';
import type { Actor } from '../model.ts';
import { openCase } from '../open.ts';
import { readParts } from '../read/parts.ts';
import { actingRole, type CaseApiServices, type CaseCaller, callerEndpoint } from './caller.ts';
import { provinceOf } from './province.ts';
import { refusalOf } from './refusal.ts';
import { staffActor } from './step.ts';
import { partyOf, visitorOf } from './visit.ts';

export const openEndpoint = (services: CaseApiServices): ApiHandler =>
  callerEndpoint(services, API.openCase, async ({ body }, caller) => {
    const actor = await actorOf(services, body, caller);
    if (!actor.ok) return actor;
    const { id, file, event, data } = body;
    const { regionCode } = caller;
    const command = { id, regionCode, province: provinceOf(regionCode), file, actor: actor.value, event, data };
    const opened = await openCase(services, command);
    if (!opened.ok)
      return fail(
        await refusalOf(services, { regionCode, caseId: id, partId: id, roles: [actor.value.role] }, opened.fault),
      );
    const parts = await readParts(services, services.database.db, regionCode, id);
    const brief = parts.map(({ id, kind, state, stateName, version }) => ({ id, kind, state, stateName, version }));
    return ok({ id, number: opened.value.number, parts: brief });
  });

/** From a terminal only for oneself, or as the applicant whom the file names. */
async function actorOf(services: CaseApiServices, { file, as, identityCheckId }: OpenCase, caller: CaseCaller) {
  if (caller.kind === 'staff') {
    const role = actingRole(caller, API.openCase.roles, as);
    return role === null ? fail(wrongRole(API.openCase.roles, caller, as)) : ok(staffActor(caller, role));
  }
  const visitor = await visitorOf(services, caller, identityCheckId);
  if (!visitor.ok) return visitor;
  const role = await partyOf(services, visitor.value, file);
  if (role === null) return fail(refused('identity-needed'));
  const actor: Actor = { role, id: `terminal:${caller.terminalId}` };
  return ok(actor);
}
