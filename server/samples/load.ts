/** Loads the sample office: staff of every role, experts, the site's plan, figures, insurance records. All invented. */
import { readFileSync } from 'node:fs';
import { unwrap } from '@anban/foundation/result';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { parseExperts } from '../assessment/experts/expert-file.ts';
import { importExperts } from '../assessment/experts/pool.ts';
import { planSessions } from '../assessment/planning/sessions.ts';
import { setSitePlan } from '../assessment/planning/site-plan.ts';
import { OPERATOR } from '../audit/append.ts';
import { dayInChina } from '../contract/common.ts';
import { StaffRole } from '../contract/staff.ts';
import { parseFigures } from '../exchange/figures-file.ts';
import type { InsuranceRecord } from '../exchange/partners.ts';
import { putRegionalFigure } from '../exchange/regional-figures.ts';
import { putOfficer } from '../officers/service.ts';
import { addDays, addMonths } from '../rules/calendar/day.ts';
import type { Foundation } from '../services.ts';
import { putInsuranceRecord } from '../simulators/insurance-records.ts';
import { putSimulatedCard, SimulatedCardRegistry } from '../simulators/social-security-cards.ts';

const bytesOf = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));
const rowsOf = <T extends z.ZodType>(name: string, row: T): z.output<T>[] =>
  z.array(row).parse(parse(bytesOf(name), { columns: true, bom: true, trim: true }));

const StaffRow = z.object({ 工号: z.string(), 姓名: z.string(), PIN: z.string(), 岗位: StaffRole });
const CardRow = z.object({ 姓名: z.string(), 身份证号码: z.string(), 卡号: z.string(), 卡识别码: z.string() });
const PersonRow = z.object({ 身份证号码: z.string() });

const ROOMS = ['A', 'B'].map((room) => ({ room, specialty: 'ANY' as const, capacity: 30 }));
const SESSIONS_AHEAD_DAYS = 60;
const MONTHS_OF_WAGES = 36;

export interface LoadedSamples {
  readonly staff: number;
  readonly experts: number;
  readonly insured: number;
}

/** The same again changes nothing that anybody has changed since. */
export async function loadSamples(foundation: Foundation, siteCode: string): Promise<LoadedSamples> {
  const regionCode = siteCode.slice(0, 6);
  const staff = await loadStaff(foundation, regionCode);
  const experts = await loadOffice(foundation, regionCode, siteCode);
  const insured = await insureRoster(foundation, regionCode);
  await registerCards(foundation);
  return { staff, experts, insured };
}

async function loadStaff(foundation: Foundation, regionCode: string): Promise<number> {
  const known = await foundation.database.db
    .selectFrom('officer')
    .select('staff_number')
    .where('region_code', '=', regionCode)
    .execute();
  const taken = new Set(known.map(({ staff_number }) => staff_number));
  const rows = rowsOf('staff.csv', StaffRow);
  for (const { 工号: staffNumber, 姓名: name, PIN: pin, 岗位: role } of rows) {
    if (taken.has(staffNumber)) continue;
    await putOfficer(foundation, { regionCode, staffNumber, name, pin, roles: [{ role, expertId: null }] });
  }
  return rows.length;
}

async function loadOffice(foundation: Foundation, regionCode: string, siteCode: string): Promise<number> {
  const { database, clock } = foundation;
  const experts = unwrap(parseExperts(bytesOf('experts.csv').toString('utf8')));
  const figures = unwrap(parseFigures(bytesOf('figures.csv'), regionCode));
  const until = addDays(dayInChina(clock.now()), SESSIONS_AHEAD_DAYS);
  await database.db.transaction().execute(async (tx) => {
    await importExperts(tx, foundation, { regionCode, rows: experts, actor: OPERATOR });
    for (const figure of figures) await putRegionalFigure(tx, figure);
    await setSitePlan(tx, clock, OPERATOR, { siteCode, rooms: ROOMS, maxGapDays: 30, noticeDays: 5 });
    unwrap(await planSessions(tx, { clock }, { siteCode, until, actor: OPERATOR }));
  });
  return experts.length;
}

/** Everybody on the sample roster is insured, with wages of the last three years. */
async function insureRoster(foundation: Foundation, regionCode: string): Promise<number> {
  const rows = rowsOf('roster-today.csv', PersonRow);
  const record = wagesUntil(dayInChina(foundation.clock.now()));
  await foundation.database.db.transaction().execute(async (tx) => {
    for (const { 身份证号码: number } of rows) await putInsuranceRecord(tx, foundation, { regionCode, number }, record);
  });
  return rows.length;
}

/** Third-generation cards show their holder to nobody but their platform: it must know the sample people's. */
async function registerCards(foundation: Foundation): Promise<void> {
  const registry = new SimulatedCardRegistry(foundation);
  for (const { 姓名: name, 身份证号码: number, 卡号: cardNumber, 卡识别码: cardId } of rowsOf(
    'social-security-cards.csv',
    CardRow,
  )) {
    const issuedBy = cardId.slice(0, 6);
    const known = await registry.holderOf({ issuedBy, cardNumber, cardId });
    // One that somebody has reported lost for a try stays so.
    if (known.ok || known.fault !== 'unknown') continue;
    const card = { holder: { name, number, cardNumber, issuedBy }, cardId, blocked: false };
    await foundation.database.db.transaction().execute((tx) => putSimulatedCard(tx, foundation, card));
  }
}

function wagesUntil(today: string): InsuranceRecord {
  const first = addMonths(`${today.slice(0, 7)}-01`, -MONTHS_OF_WAGES);
  const wages = Array.from({ length: MONTHS_OF_WAGES }, (_, i) => ({
    month: addMonths(first, i).slice(0, 7),
    wage: (4600 + (i % 12) * 25).toFixed(2),
  }));
  return { insured: [{ from: first, until: null }], wages, account: '6222020000012345678' };
}
