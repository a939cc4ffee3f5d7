/** What a place must have before cases can happen in it: a site with its plan, experts, published figures. */
import { unwrap } from '@anban/foundation/result';
import { parseExperts } from '../assessment/experts/expert-file.ts';
import { importExperts } from '../assessment/experts/pool.ts';
import { sampleExperts } from '../assessment/experts/sample.ts';
import { setSitePlan, sitePlanOf } from '../assessment/planning/site-plan.ts';
import { putSite } from '../assessment/sites.ts';
import { OPERATOR } from '../audit/append.ts';
import type { CaseServices } from '../cases/services.ts';
import type { Db, Tx } from '../db/database.ts';
import { areaOf, provinceOf, putRegionalFigure } from '../exchange/regional-figures.ts';
import { type Day, yearOf } from '../rules/calendar/day.ts';
import { SEEDED } from './stage.ts';

export interface Preparing {
  readonly regionCode: string;
  readonly siteCode: string;
  readonly cases: number;
  readonly from: Day;
  readonly until: Day;
}

/** Of the region: cases that nobody seeded. */
export async function realCases(db: Db, regionCode: string): Promise<number> {
  const { count } = await db
    .selectFrom('work_case as c')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('c.region_code', '=', regionCode)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('case_event as e')
            .select('e.id')
            .whereRef('e.region_code', '=', 'c.region_code')
            .whereRef('e.case_id', '=', 'c.id')
            .where('e.sequence', '=', 1)
            .where('e.actor_id', 'like', `${SEEDED}%`),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  return count;
}

export async function seededCases(db: Db, regionCode: string): Promise<number> {
  const { count } = await db
    .selectFrom('work_case')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('region_code', '=', regionCode)
    .executeTakeFirstOrThrow();
  return count - (await realCases(db, regionCode));
}

export async function prepare(services: CaseServices, where: Preparing): Promise<void> {
  const { database, clock } = services;
  await putSite(database, clock, { code: where.siteCode, name: '样例劳动能力鉴定中心' });
  await database.db.transaction().execute(async (tx) => {
    await planSite(tx, services, where);
    const experts = unwrap(parseExperts(expertsFor(where)));
    await importExperts(tx, services, { regionCode: where.regionCode, rows: experts, actor: OPERATOR });
    await publishFigures(tx, where);
  });
}

/** A plan that is there stays: somebody has made it. */
async function planSite(tx: Tx, { clock }: CaseServices, { siteCode, cases }: Preparing): Promise<void> {
  if ((await sitePlanOf(tx, siteCode)).ok) return;
  const rooms = ['A', 'B', 'C'].map((room) => ({
    room,
    specialty: 'ANY' as const,
    capacity: Math.min(500, 20 + Math.ceil(cases / 100)),
  }));
  await setSitePlan(tx, clock, OPERATOR, { siteCode, rooms, maxGapDays: 30, noticeDays: 5 });
}

/** Enough that nobody sits on more panels a day than agreed; terms and training span the whole history. */
function expertsFor({ cases, from, until }: Preparing): string {
  const count = Math.min(1500, Math.max(200, Math.ceil(cases / 20)));
  return sampleExperts(count, 1)
    .replaceAll(/\b202[45]-07-01\b/g, `${yearOf(from)}-01-01`)
    .replaceAll('2027-06-30', `${yearOf(until) + 1}-12-31`);
}

const AREA_AVERAGE = 7_600;
const PROVINCE_AVERAGE = 7_900;
const MINIMUM = 2_010;
const GROWTH = 240;

/** Rounded inventions, marked as such and as not verified. A figure that the office has entered for its year stays. */
async function publishFigures(tx: Tx, { regionCode, from, until }: Preparing): Promise<void> {
  const area = areaOf(regionCode);
  for (let year = yearOf(from) - 2; year <= yearOf(until); year += 1) {
    const grown = (year - yearOf(until)) * GROWTH;
    await invent(tx, { regionCode, area, figure: 'area-average', year, amount: AREA_AVERAGE + grown });
    await invent(tx, {
      ...{ regionCode, area: provinceOf(regionCode), figure: 'province-average', year },
      amount: PROVINCE_AVERAGE + grown,
    });
    await invent(tx, { regionCode, area, figure: 'minimum-wage', year, amount: MINIMUM });
  }
}

interface Invented {
  readonly regionCode: string;
  readonly area: string;
  readonly figure: 'area-average' | 'province-average' | 'minimum-wage';
  readonly year: number;
  readonly amount: number;
}

async function invent(tx: Tx, { amount, ...figure }: Invented): Promise<void> {
  const known = await tx
    .selectFrom('regional_figure')
    .select('amount')
    .where('region_code', '=', figure.regionCode)
    .where('area', '=', figure.area)
    .where('figure', '=', figure.figure)
    .where('year', '=', figure.year)
    .executeTakeFirst();
  if (known !== undefined) return;
  const row = { ...figure, amount: String(amount), validFrom: `${figure.year}-01-01` };
  await putRegionalFigure(tx, { ...row, source: '样例数据，非公布数据', verified: false });
}
