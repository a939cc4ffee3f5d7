/** Work list and alarms. */
import { fail, ok } from '@anban/foundation/result';
import { appendAudit } from '../../audit/append.ts';
import { API } from '../../contract/api.ts';
import type { ApiHandler } from '../../http/api.ts';
import { refused } from '../../http/refusals.ts';
import { staffEndpoint, wrongRole } from '../../officers/endpoint.ts';
import { acknowledgeAlarm, readAlarms } from '../read/alarms.ts';
import { readCursor, writeCursor } from '../read/cursor.ts';
import { readWork } from '../read/work-list.ts';
import type { CaseServices } from '../services.ts';
import { actingRole } from './caller.ts';

export const workEndpoint = (services: CaseServices): ApiHandler =>
  staffEndpoint(services, API.work, async ({ query }, caller) => {
    const { role, limit } = query;
    const acting = actingRole(caller, API.work.roles, role);
    if (acting === null) return fail(wrongRole(API.work.roles, caller, role));
    const { expertId } = acting;
    const after = query.after === undefined ? null : readCursor(query.after);
    if (query.after !== undefined && after === null)
      return fail(refused('malformed', { issues: [{ path: 'query.after', message: 'not a page of ours' }] }));
    const { regionCode, officerId } = caller;
    return services.database.db.transaction().execute(async (tx) => {
      const { items, next } = await readWork(services, tx, { regionCode, role, expertId, after, limit });
      const note = {
        actor: `officer:${officerId}`,
        action: 'work.read',
        subject: role,
        at: services.clock.now(),
      } as const;
      await appendAudit(tx, { regionCode, ...note, details: { items: items.length } });
      return ok({ items, next: next === null ? null : writeCursor(next) });
    });
  });

export const alarmsEndpoint = (services: CaseServices): ApiHandler =>
  staffEndpoint(services, API.alarms, async ({ query }, caller) => {
    const { role, after, limit } = query;
    if (actingRole(caller, API.alarms.roles, role) === null) return fail(wrongRole(API.alarms.roles, caller, role));
    const { regionCode } = caller;
    return ok(await readAlarms(services.database.db, { regionCode, role, after: after ?? null, limit }));
  });

export const acknowledgeEndpoint = (services: CaseServices): ApiHandler =>
  staffEndpoint(services, API.acknowledgeAlarm, async ({ params }, { regionCode, officerId, roles }) => {
    const who = { regionCode, officerId, roles: roles.map(({ role }) => role) };
    const at = await acknowledgeAlarm(services, { ...who, alarmId: params.alarmId });
    return at === null ? fail(refused('alarm-unknown')) : ok({ id: params.alarmId, acknowledgedAt: at.toISOString() });
  });
