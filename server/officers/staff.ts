/** Staff at the API: who holds a bearer token, and as what they may act. */
import type { StaffRole } from '../contract/staff.ts';
import { StaffRole as StaffRoleSchema } from '../contract/staff.ts';
import type { ApiRequest } from '../http/api.ts';
import type { GrantedRole } from './roles.ts';
import { type OfficerServices, splitToken } from './service.ts';

export interface StaffCaller {
  readonly kind: 'staff';
  readonly regionCode: string;
  readonly officerId: string;
  readonly staffNumber: string;
  readonly roles: readonly GrantedRole[];
  readonly token: string;
}

const BEARER = /^Bearer ([A-Za-z0-9._-]{1,200})$/i;

export function bearerOf({ headers }: Pick<ApiRequest, 'headers'>): string | null {
  const { authorization } = headers;
  return typeof authorization === 'string' ? (BEARER.exec(authorization)?.[1] ?? null) : null;
}

/** Who holds this token, with the roles of this moment; null when it is unknown or over. */
export async function findStaff(
  { database, clock }: Pick<OfficerServices, 'database' | 'clock'>,
  token: string,
): Promise<StaffCaller | null> {
  const parts = splitToken(token);
  if (parts === null) return null;
  const rows = await database.db
    .selectFrom('officer_session as s')
    .innerJoin('officer as o', (join) =>
      join.onRef('o.region_code', '=', 's.region_code').onRef('o.id', '=', 's.officer_id'),
    )
    .leftJoin('officer_role as r', (join) =>
      join.onRef('r.region_code', '=', 'o.region_code').onRef('r.officer_id', '=', 'o.id'),
    )
    .select(['o.id', 'o.staff_number', 'r.role', 'r.expert_id'])
    .where('s.region_code', '=', parts.regionCode)
    .where('s.token_hash', '=', parts.hash)
    .where('s.expires_at', '>', new Date(clock.now()))
    .orderBy('r.role')
    .execute();
  const [first] = rows;
  if (first === undefined) return null;
  const roles = rows.flatMap(({ role, expert_id: expertId }) =>
    role === null ? [] : [{ role: StaffRoleSchema.parse(role), expertId }],
  );
  const { regionCode } = parts;
  return { kind: 'staff', regionCode, officerId: first.id, staffNumber: first.staff_number, roles, token };
}

/** The caller's roles among these. */
export const rolesAmong = (caller: StaffCaller, these: readonly StaffRole[]): GrantedRole[] =>
  caller.roles.filter(({ role }) => these.includes(role));
