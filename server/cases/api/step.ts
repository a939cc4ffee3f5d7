/** Takes one step for a caller. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { API } from '../../contract/api.ts';
import type { TakeStep } from '../../contract/cases.ts';
import type { StaffRole } from '../../contract/staff.ts';
import type { ApiHandler } from '../../http/api.ts';
import { type Refused, refused } from '../../http/refusals.ts';
import { wrongRole } from '../../officers/endpoint.ts';
import type { GrantedRole } from '../../officers/roles.ts';
import { rolesAmong, type StaffCaller } from '../../officers/staff.ts';
import { applyStep } from '../apply.ts';
import { type Actor, PartKindSchema, type Role } from '../model.ts';
import { allowedFor } from '../read/allowed.ts';
import { readConsequences } from '../read/consequences.ts';
import { sitsOnPart } from '../read/disclosure.ts';
import type { CaseServices } from '../services.ts';
import { actingRole, type CaseApiServices, type CaseCaller, callerEndpoint } from './caller.ts';
import { refusalOf } from './refusal.ts';
import { partyOfCase, visitorOf } from './visit.ts';

interface Place {
  readonly caseId: string;
  readonly partId: string;
}

export const stepEndpoint = (services: CaseApiServices): ApiHandler =>
  callerEndpoint(services, API.takeStep, async ({ params, body }, caller) => {
    const actor = await actorOf(services, params, body, caller);
    if (!actor.ok) return actor;
    const { regionCode } = caller;
    const { id, event, expectedVersion, data } = body;
    const place = { regionCode, ...params };
    const applied = await applyStep(services, { ...place, id, event, expectedVersion, data, actor: actor.value });
    const roles = rolesOf(caller, actor.value);
    if (!applied.ok) return fail(await refusalOf(services, { ...place, roles }, applied.fault));
    const { kind, ...consequences } = await readConsequences(services.database.db, place, applied.value.sequence);
    const { state } = applied.value;
    const machine = services.machines[kind];
    const stateName = machine.states[state]?.name ?? state;
    return ok({ ...applied.value, stateName, allowed: allowedFor(machine, state, roles), ...consequences });
  });

/** As whom the caller could act next: staff in any of their roles, at a terminal the person who stands there. */
const rolesOf = (caller: CaseCaller, { role }: Actor): Role[] =>
  caller.kind === 'staff' ? rolesAmong(caller, API.takeStep.roles).map((granted) => granted.role) : [role];

async function actorOf(
  services: CaseApiServices,
  place: Place,
  body: TakeStep,
  caller: CaseCaller,
): Promise<Result<Actor, Refused>> {
  if (caller.kind === 'staff') {
    const role = await roleFor(services, place, body, caller);
    if (role === null) return fail(wrongRole(API.takeStep.roles, caller, body.as));
    const itself = await actsForItself(services, caller, place, body, role);
    return itself ? ok(staffActor(caller, role)) : fail(notOnPanel);
  }
  const visitor = await visitorOf(services, caller, body.identityCheckId);
  if (!visitor.ok) return visitor;
  const role = await partyOfCase(services, services.database.db, visitor.value, place.caseId);
  return role === null ? fail(refused('case-unknown')) : ok({ role, id: `terminal:${caller.terminalId}` });
}

const notOnPanel: Refused = {
  ...refused('wrong-role'),
  hint: 'an expert acts only on a panel on which they sit, and only for themselves',
};

/** An expert acts where they are seated, and signs nobody else's opinion (令55 art 15). */
async function actsForItself(
  { database }: Pick<CaseServices, 'database'>,
  { regionCode }: StaffCaller,
  { partId }: Place,
  { data }: TakeStep,
  { role, expertId }: GrantedRole,
): Promise<boolean> {
  if (role !== 'expert') return true;
  if (expertId === null || ('expertId' in data && data.expertId !== expertId)) return false;
  return sitsOnPart(database.db, regionCode, partId, expertId);
}

/** An officer's id tells people apart, whatever role they act in. */
export const staffActor = ({ officerId }: StaffCaller, { role }: GrantedRole): Actor => ({ role, id: officerId });

/** The role that is named; or, of several, the one that the machine lets take this step. */
async function roleFor(
  { database, machines }: Pick<CaseServices, 'database' | 'machines'>,
  { partId }: Place,
  { as, event }: TakeStep,
  caller: StaffCaller,
): Promise<GrantedRole | null> {
  const allowed: readonly StaffRole[] = API.takeStep.roles;
  const own = rolesAmong(caller, allowed);
  if (as !== undefined || own.length < 2) return actingRole(caller, allowed, as);
  const part = await database.db
    .selectFrom('case_part')
    .select(['kind', 'state'])
    .where('region_code', '=', caller.regionCode)
    .where('id', '=', partId)
    .executeTakeFirst();
  if (part === undefined) return own[0] ?? null;
  const { steps } = machines[PartKindSchema.parse(part.kind)];
  const may = steps.filter((step) => step.event === event && step.from.includes(part.state)).flatMap(({ by }) => by);
  return own.find(({ role }) => may.includes(role)) ?? own[0] ?? null;
}
