/** Reading a case, its events, and finding a person's cases: each with its audit entry in the same transaction. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { API } from '../../contract/api.ts';
import type { Disclosure, Purpose } from '../../contract/case-file.ts';
import type { StaffRole } from '../../contract/staff.ts';
import type { ApiHandler } from '../../http/api.ts';
import { type Refused, refused } from '../../http/refusals.ts';
import { staffEndpoint, wrongRole } from '../../officers/endpoint.ts';
import { rolesAmong, type StaffCaller } from '../../officers/staff.ts';
import type { Role } from '../model.ts';
import { auditRead, readCase } from '../read/case.ts';
import { disclosureFor } from '../read/disclosure.ts';
import { readEvents } from '../read/events.ts';
import { auditActorOf, type CaseApiServices, type CaseCaller, callerEndpoint } from './caller.ts';
import { partyOfCase, visitorOf } from './visit.ts';

/** What a reader may see, and for what. */
export interface ReadingRight {
  readonly regionCode: string;
  readonly caseId: string;
  readonly disclosure: Disclosure;
  readonly purpose: Purpose;
  readonly actor: string;
  /** What they may do next; left out: what anybody might. */
  readonly roles?: readonly Role[];
  /** Whose documents; null: everybody's. */
  readonly recipient: 'person' | 'employer' | null;
}

interface Asked {
  readonly caseId: string;
  readonly as?: StaffRole | undefined;
  readonly purpose?: Purpose | undefined;
  readonly identityCheckId?: string | undefined;
}

const DEFAULT_PURPOSE: Readonly<Record<Disclosure, Purpose>> = {
  full: 'handling',
  own: 'own-case',
  examining: 'assessment',
  masked: 'supervision',
};

/** `roles`: those of the endpoint. A case of another region, or of another person, is one that is not there. */
export async function readingRight(
  services: CaseApiServices,
  caller: CaseCaller,
  asked: Asked,
  roles: readonly StaffRole[],
): Promise<Result<ReadingRight, Refused>> {
  const { regionCode } = caller;
  const { caseId } = asked;
  const base = { regionCode, caseId, actor: auditActorOf(caller) };
  if (caller.kind === 'staff') {
    const disclosure = await staffDisclosure(services, caller, asked, roles);
    if (!disclosure.ok) return disclosure;
    const purpose = asked.purpose ?? DEFAULT_PURPOSE[disclosure.value];
    const own = rolesAmong(caller, roles).map(({ role }) => role);
    const acting = own.filter((role) => asked.as === undefined || role === asked.as);
    return ok({ ...base, disclosure: disclosure.value, purpose, recipient: null, roles: acting });
  }
  const visitor = await visitorOf(services, caller, asked.identityCheckId);
  if (!visitor.ok) return visitor;
  const party = await partyOfCase(services, services.database.db, visitor.value, caseId);
  if (party === null) return fail(refused('case-unknown'));
  const right = { ...base, purpose: 'own-case' as const, roles: [party] };
  return party === 'applicant'
    ? ok({ ...right, disclosure: 'own', recipient: 'person' })
    : ok({ ...right, disclosure: 'masked', recipient: 'employer' });
}

async function staffDisclosure(
  { database }: CaseApiServices,
  caller: StaffCaller,
  { caseId, as }: Asked,
  allowed: readonly StaffRole[],
): Promise<Result<Disclosure, Refused>> {
  const roles = rolesAmong(caller, allowed).filter(({ role }) => as === undefined || role === as);
  const disclosure = await disclosureFor(database.db, caller.regionCode, caseId, roles);
  return disclosure === null ? fail(wrongRole(allowed, caller, as)) : ok(disclosure);
}

export const readEndpoint = (services: CaseApiServices): ApiHandler =>
  callerEndpoint(services, API.readCase, async ({ params, query }, caller) => {
    const right = await readingRight(services, caller, { ...params, ...query }, API.readCase.roles);
    if (!right.ok) return right;
    const answer = await readCase(services, right.value);
    return answer === null ? fail(refused('case-unknown')) : ok(answer);
  });

export const eventsEndpoint = (services: CaseApiServices): ApiHandler =>
  staffEndpoint(services, API.caseEvents, async ({ params, query }, caller) => {
    const right = await readingRight(services, caller, { ...params, ...query }, API.caseEvents.roles);
    if (!right.ok) return right;
    const { regionCode, caseId, disclosure } = right.value;
    const { after, limit } = query;
    return services.database.db.transaction().execute(async (tx) => {
      const known = await tx
        .selectFrom('work_case')
        .select('id')
        .where('region_code', '=', regionCode)
        .where('id', '=', caseId)
        .executeTakeFirst();
      if (known === undefined) return fail(refused('case-unknown'));
      const events = await readEvents(services, tx, { regionCode, caseId, after, limit: limit + 1 }, disclosure);
      await auditRead(services, tx, right.value, 'case.events-read');
      const page = events.slice(0, limit);
      const next = events.length > limit ? (page.at(-1)?.sequence ?? null) : null;
      return ok({ disclosure, events: page, next });
    });
  });
