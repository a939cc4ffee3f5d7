/** The way of most cases as commands to the kernel, stage by stage: from the draft to the money and the proof of service. */
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { applyStep } from '../../server/cases/apply.ts';
import type { Role } from '../../server/cases/model.ts';
import { openCase } from '../../server/cases/open.ts';
import type { CaseServices } from '../../server/cases/services.ts';
import { dayInChina } from '../../server/contract/common.ts';
import { beginningOf } from '../../server/seed/population.ts';

export const REGION = '370702';
export const SITE = `${REGION}-01`;
const DIGEST = 'ab'.repeat(32);

export interface BenchCase {
  readonly index: number;
  caseId: string;
  /** Newest part of a kind. */
  readonly parts: Map<string, string>;
  packages: string[];
}

export type Command = () => Promise<unknown>;
/** The commands of one stage, for all cases: none waits for another of its stage. */
export type Stage = (cases: readonly BenchCase[]) => Command[];

export function stagesFor(services: CaseServices, today: string): Stage[] {
  const population = { seed: 7, regionCode: REGION, cases: 1000, from: today, until: today };
  const open = (one: BenchCase): Command => {
    const { file } = beginningOf(population, one.index);
    const { death: _death, dependants: _dependants, ...alive } = file;
    const day = dayInChina(Date.now() - 20 * 86_400_000);
    const injury = { ...file.injury, day, diagnosedOn: day };
    const data = { relation: 'self', injuryOn: injury.day };
    const applicant = { relation: 'self', name: file.person.name } as const;
    const command = {
      ...{ id: newId(), regionCode: REGION, province: '山东', file: { ...alive, injury, applicant } },
      ...({ actor: { role: 'applicant', id: 'bench:applicant' }, event: 'START_DRAFT', data } as const),
    };
    return async () => {
      const opened = unwrap(await openCase(services, command));
      one.caseId = opened.caseId;
      one.parts.set('determination', opened.determination.partId);
    };
  };
  const take = (one: BenchCase, partId: string, role: Role, event: string, data: unknown, who = 1): Command => {
    const actor = { role, id: `bench:${role}-${who}` };
    const place = { id: newId(), regionCode: REGION, caseId: one.caseId, partId, expectedVersion: null };
    return async () => unwrap(await applyStep(services, { ...place, event, data, actor }));
  };
  const stage =
    (kind: string, role: Role, event: string, data: unknown = {}, who = 1): Stage =>
    (cases) =>
      cases.map((one) => take(one, one.parts.get(kind) ?? '', role, event, data, who));
  const packages =
    (role: Role, event: string, data: unknown): Stage =>
    (cases) =>
      cases.flatMap((one) => one.packages.map((id) => take(one, id, role, event, data)));
  const serve = [
    packages('system', 'SEALED', {}),
    packages('clerk', 'RECEIVED', { on: today, proof: { kind: 'screen', digest: DIGEST } }),
  ];
  const signature = { name: '样例', at: new Date(Date.now() - 1000).toISOString(), method: '签名屏' };
  const held = ['M02', 'M04', 'M05', 'M11'].map((id) => ({ id, how: 'uploaded' }));
  const examined = { injuredPart: '左手', condition: '稳定', request: '申请鉴定', hospital: '样例医院' };
  const elements = ['time', 'place', 'cause', 'accident'];
  const given = { stay_pay_months: 2, inpatient_days: 5, meal_per_day: '30', original_wage: '6000' };
  return [
    (cases) => cases.map(open),
    stage('determination', 'applicant', 'SUBMIT', { scenario: 'G14_1', held, signature, channel: '自助终端' }),
    ...serve,
    stage('determination', 'officer', 'ACCEPT', { clear: true }),
    ...serve,
    stage('determination', 'officer', 'PROPOSE', { outcome: 'yes', scenario: 'G14_1', elements, evidence: ['M05'] }),
    stage('determination', 'chief', 'DECIDE_YES'),
    ...serve,
    stage('assessment', 'applicant', 'SUBMIT', {
      kinds: ['A1'],
      stable: true,
      stayPeriodOver: false,
      ...examined,
      signature,
    }),
    ...serve,
    stage('assessment', 'officer', 'L_ACCEPT', { siteCode: SITE, specialties: ['HAND'] }),
    ...serve,
    stage('benefit', 'agency', 'DATA', { given, account: '0000001234567891' }),
    stage('benefit', 'agency', 'CHECKED', { agreed: true }, 3),
    stage('benefit', 'agency', 'DECIDE', {}, 2),
    ...serve,
  ];
}

/** Which parts the last stage has made: looked up between stages, outside what is measured. */
export async function lookUp({ database }: CaseServices, cases: readonly BenchCase[]): Promise<void> {
  const byId = new Map(cases.map((one) => [one.caseId, one]));
  const rows = await database.db
    .selectFrom('case_part')
    .select(['id', 'case_id', 'kind', 'state'])
    .where('region_code', '=', REGION)
    .where('case_id', 'in', [...byId.keys()])
    .orderBy('id')
    .execute();
  for (const one of cases) one.packages = [];
  for (const { id, case_id, kind, state } of rows) {
    const one = byId.get(case_id);
    if (one === undefined) continue;
    if (kind !== 'service') one.parts.set(kind, id);
    else if (state === 'S_WAITING' || state === 'S_READY') one.packages.push(id);
  }
}
