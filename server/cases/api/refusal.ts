/** What the kernel refuses, as an answer of the API: in words, with the article and what would be possible. */
import type { RefusalDetails } from '../../contract/common.ts';
import type { Db } from '../../db/database.ts';
import type { Refused } from '../../http/refusals.ts';
import type { CaseRefusal } from '../apply.ts';
import type { PartKind, Role } from '../model.ts';
import { PartKindSchema, RoleSchema } from '../model.ts';
import { allowedFor, PEOPLE } from '../read/allowed.ts';
import type { CaseServices } from '../services.ts';

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  applicant: '申请人',
  employer: '用人单位',
  clerk: '受理岗',
  officer: '审核岗',
  chief: '负责人',
  committee: '鉴定委员会',
  expert: '专家',
  agency: '经办机构',
  province: '省级鉴定机构',
  supervisor: '监督岗',
  department: '有关部门',
  system: '系统',
};

export interface RefusalPlace {
  readonly regionCode: string;
  readonly caseId: string;
  readonly partId: string;
  /** Those of the caller: `allowed` names what they may do; left out: what anybody might. */
  readonly roles?: readonly Role[];
}

export async function refusalOf(
  services: Pick<CaseServices, 'database' | 'machines'>,
  place: RefusalPlace,
  refusal: CaseRefusal,
): Promise<Refused> {
  switch (refusal.name) {
    case 'case-unknown':
    case 'part-unknown':
    case 'other-content':
      return { name: refusal.name };
    case 'clock-behind':
      return { name: 'clock-behind', hint: `the newest event of the case is of ${refusal.newest}` };
    case 'version-conflict': {
      const { state, version } = refusal;
      const allowed = await allowedAt(services, place, state);
      return conflict(services, place, { state, version, allowed });
    }
    default: {
      const { name, message, hint, article, guard } = refusal;
      const details = { article, allowed: await allowedAt(services, place), ...(guard === undefined ? {} : { guard }) };
      return { name, message, hint, details };
    }
  }
}

/** Of the part that was addressed, even where another refused to be raised. None when there is no part yet. */
async function allowedAt(
  { database, machines }: Pick<CaseServices, 'database' | 'machines'>,
  { regionCode, caseId, partId, roles = PEOPLE }: RefusalPlace,
  state?: string,
): Promise<string[]> {
  const part = await database.db
    .selectFrom('case_part')
    .select(['kind', 'state'])
    .where('region_code', '=', regionCode)
    .where('case_id', '=', caseId)
    .where('id', '=', partId)
    .executeTakeFirst();
  return part === undefined ? [] : allowedFor(machines[PartKindSchema.parse(part.kind)], state ?? part.state, roles);
}

/** 11月21日 09:05, in China. */
const inWords = (at: Date): string =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at);

/** Who was faster, and when; what the part is now. */
async function conflict(
  { database, machines }: Pick<CaseServices, 'database' | 'machines'>,
  place: { regionCode: string; caseId: string; partId: string },
  details: RefusalDetails,
): Promise<Refused> {
  const last = await newestEvent(database.db, place);
  if (last === null) return { name: 'version-conflict', details };
  const { kind, role, staffNumber, at } = last;
  const changedBy = staffNumber === null ? ROLE_NAMES[role] : `${ROLE_NAMES[role]}（工号${staffNumber}）`;
  const stateName = machines[kind].states[details.state ?? '']?.name ?? details.state ?? '';
  return {
    name: 'version-conflict',
    message: `${changedBy}已于${inWords(at)}办理，案件现处于“${stateName}”，请刷新后再办`,
    details: { ...details, stateName, changedBy, changedAt: at.toISOString() },
  };
}

interface Newest {
  readonly kind: PartKind;
  readonly role: Role;
  readonly staffNumber: string | null;
  readonly at: Date;
}

async function newestEvent(
  db: Db,
  { regionCode, caseId, partId }: { regionCode: string; caseId: string; partId: string },
): Promise<Newest | null> {
  const row = await db
    .selectFrom('case_event as e')
    .innerJoin('case_part as p', (join) =>
      join.onRef('p.region_code', '=', 'e.region_code').onRef('p.id', '=', 'e.part_id'),
    )
    .leftJoin('officer as o', (join) =>
      join
        .onRef('o.region_code', '=', 'e.region_code')
        .on((eb) => eb(eb.cast<string>('o.id', 'text'), '=', eb.ref('e.actor_id'))),
    )
    .select(['p.kind', 'e.actor_role', 'o.staff_number', 'e.at'])
    .where('e.region_code', '=', regionCode)
    .where('e.case_id', '=', caseId)
    .where('e.part_id', '=', partId)
    .orderBy('e.sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { kind, actor_role, staff_number, at } = row;
  return { kind: PartKindSchema.parse(kind), role: RoleSchema.parse(actor_role), staffNumber: staff_number, at };
}
