/** How much of a case a member of staff sees, by role. */
import type { Disclosure } from '../../contract/case-file.ts';
import type { StaffRole } from '../../contract/staff.ts';
import type { Db } from '../../db/database.ts';
import type { GrantedRole } from '../../officers/roles.ts';

/** Who decides, assesses or pays needs the whole file. */
const WHOLE: readonly StaffRole[] = ['clerk', 'officer', 'chief', 'committee', 'agency'];

/** The most that any of `roles` may see; null: none of them may see anything of this case. */
export async function disclosureFor(
  db: Db,
  regionCode: string,
  caseId: string,
  roles: readonly GrantedRole[],
): Promise<Disclosure | null> {
  if (roles.some(({ role }) => WHOLE.includes(role))) return 'full';
  const has = (wanted: StaffRole) => roles.some(({ role }) => role === wanted);
  if (has('province') && (await isBeforeProvince(db, regionCode, caseId))) return 'full';
  for (const { expertId } of roles)
    if (expertId !== null && (await sitsOnCase(db, regionCode, caseId, expertId))) return 'examining';
  return has('supervisor') || has('province') ? 'masked' : null;
}

/** 再次鉴定: the province has to conclude on it (令55 art 19), and needs the file for as long as it has the case. */
async function isBeforeProvince(db: Db, regionCode: string, caseId: string): Promise<boolean> {
  const row = await db
    .selectFrom('case_part')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('case_id', '=', caseId)
    .where('queue', '=', 'province')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function sitsOnCase(db: Db, regionCode: string, caseId: string, expertId: string): Promise<boolean> {
  const row = await seats(db, regionCode, expertId).where('p.case_id', '=', caseId).executeTakeFirst();
  return row !== undefined;
}

/** Whether an expert is seated on the panel of this part. */
export async function sitsOnPart(db: Db, regionCode: string, partId: string, expertId: string): Promise<boolean> {
  const row = await seats(db, regionCode, expertId).where('p.id', '=', partId).executeTakeFirst();
  return row !== undefined;
}

const seats = (db: Db, regionCode: string, expertId: string) =>
  db
    .selectFrom('panel_seat as s')
    .innerJoin('expert_draw as d', (join) =>
      join.onRef('d.region_code', '=', 's.region_code').onRef('d.id', '=', 's.draw_id'),
    )
    .innerJoin('case_part as p', (join) =>
      join.onRef('p.region_code', '=', 'd.region_code').onRef('p.id', '=', 'd.assessment_id'),
    )
    .select('p.id')
    .where('s.region_code', '=', regionCode)
    .where('s.expert_id', '=', expertId)
    .where('s.state', '=', 'seated')
    .limit(1);
