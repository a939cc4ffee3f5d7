/** 岗位: the roles of officers. */

import { StaffRole } from '../contract/staff.ts';
import type { Db } from '../db/database.ts';

export interface GrantedRole {
  readonly role: StaffRole;
  /** Only of an expert: the row of the pool. */
  readonly expertId: string | null;
}

/** What everybody gets who is added without a word about roles. */
export const DEFAULT_ROLES: readonly GrantedRole[] = [{ role: 'officer', expertId: null }];

/** Whether an expert's account would stand for somebody of the region's pool. */
export async function isInPool(db: Db, regionCode: string, expertId: string): Promise<boolean> {
  const row = await db
    .selectFrom('expert')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('id', '=', expertId)
    .executeTakeFirst();
  return row !== undefined;
}

/** In the order of their names. */
export async function rolesOf(db: Db, regionCode: string, officerId: string): Promise<GrantedRole[]> {
  const rows = await db
    .selectFrom('officer_role')
    .select(['role', 'expert_id'])
    .where('region_code', '=', regionCode)
    .where('officer_id', '=', officerId)
    .orderBy('role')
    .execute();
  return rows.map(({ role, expert_id: expertId }) => ({ role: StaffRole.parse(role), expertId }));
}

/** These roles and no others from now on; false when nothing changed. `tx` holds the officer's row. */
export async function putRoles(
  tx: Db,
  regionCode: string,
  officerId: string,
  roles: readonly GrantedRole[],
): Promise<boolean> {
  const before = await rolesOf(tx, regionCode, officerId);
  const same =
    before.length === roles.length &&
    before.every((one) => roles.some(({ role, expertId }) => role === one.role && expertId === one.expertId));
  if (same) return false;
  await tx
    .deleteFrom('officer_role')
    .where('region_code', '=', regionCode)
    .where('officer_id', '=', officerId)
    .execute();
  if (roles.length > 0) {
    await tx
      .insertInto('officer_role')
      .values(
        roles.map(({ role, expertId }) => ({
          region_code: regionCode,
          officer_id: officerId,
          role,
          expert_id: expertId,
        })),
      )
      .execute();
  }
  return true;
}

export interface OfficerRoles {
  readonly staffNumber: string;
  readonly officerId: string;
  readonly roles: readonly GrantedRole[];
}

/** Every officer of a region with their roles, by staff number. */
export async function listRoles(db: Db, regionCode: string): Promise<OfficerRoles[]> {
  const rows = await db
    .selectFrom('officer as o')
    .leftJoin('officer_role as r', (join) =>
      join.onRef('r.region_code', '=', 'o.region_code').onRef('r.officer_id', '=', 'o.id'),
    )
    .select(['o.id', 'o.staff_number', 'r.role', 'r.expert_id'])
    .where('o.region_code', '=', regionCode)
    .orderBy('o.staff_number')
    .orderBy('r.role')
    .execute();
  const found = new Map<string, { staffNumber: string; officerId: string; roles: GrantedRole[] }>();
  for (const { id, staff_number: staffNumber, role, expert_id: expertId } of rows) {
    const entry = found.get(id) ?? { staffNumber, officerId: id, roles: [] };
    found.set(id, entry);
    if (role !== null) entry.roles.push({ role: StaffRole.parse(role), expertId });
  }
  return [...found.values()];
}
