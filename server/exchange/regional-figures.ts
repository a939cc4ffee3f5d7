/** Published figures as the office has entered them: by area, year of statistics and the day from which they hold. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import type { Tx } from '../db/database.ts';
import type { FigureAbsent, FigureName, FigureQuery, RegionalFigures } from './partners.ts';

export const RegionalFigure = z.strictObject({
  regionCode: z.string().regex(/^\d{6}$/),
  area: z.string().regex(/^\d{6}$/),
  figure: z.enum(['area-average', 'province-average', 'minimum-wage']),
  /** Of statistics; for the minimum wage the year in which it begins to hold. */
  year: z.int().min(1990).max(2200),
  validFrom: z.iso.date(),
  /** Yuan a month. */
  amount: z.string().regex(/^\d{1,8}(\.\d{1,2})?$/),
  source: z.string().min(1).max(500),
  verified: z.boolean(),
});
export type RegionalFigure = z.infer<typeof RegionalFigure>;

/** The co-ordination area of a region (市级统筹) and its province. */
export const areaOf = (regionCode: string): string => `${regionCode.slice(0, 4)}00`;
export const provinceOf = (regionCode: string): string => `${regionCode.slice(0, 2)}0000`;

/** Enters a figure, or corrects the one of the same area, year and day. */
export async function putRegionalFigure(tx: Tx, row: RegionalFigure): Promise<void> {
  const { regionCode, area, figure, year, validFrom, amount, source, verified } = RegionalFigure.parse(row);
  await tx
    .insertInto('regional_figure')
    .values({ region_code: regionCode, area, figure, year, valid_from: validFrom, amount, source, verified })
    .onConflict((conflict) =>
      conflict
        .columns(['region_code', 'area', 'figure', 'year', 'valid_from'])
        .doUpdateSet({ amount, source, verified }),
    )
    .execute();
}

const NAMES: Readonly<Record<FigureName, string>> = {
  'area-average': '统筹地区职工月平均工资',
  'province-average': '全省职工月平均工资',
  'minimum-wage': '最低工资标准',
};

function absent(figure: FigureName, area: string, year: number): Result<never, FigureAbsent> {
  return fail({
    name: 'figure-without-year',
    figure,
    area,
    year,
    message: `尚未录入${year}年${NAMES[figure]}`,
    hint: `enter ${figure} of ${area} for ${year}`,
    code: 'EX-11',
  });
}

async function newest(tx: Tx, { regionCode, area, figure, on }: Omit<FigureQuery, 'year'>, year: number | null) {
  let query = tx
    .selectFrom('regional_figure')
    .select('amount')
    .where('region_code', '=', regionCode)
    .where('area', '=', area)
    .where('figure', '=', figure)
    .where('valid_from', '<=', on);
  if (year !== null) query = query.where('year', '=', year);
  const row = await query.orderBy('valid_from', 'desc').limit(1).executeTakeFirst();
  return row?.amount ?? null;
}

export const regionalFigures: RegionalFigures = {
  async find(tx, query) {
    const amount = await newest(tx, query, query.year);
    return amount === null ? absent(query.figure, query.area, query.year) : ok(amount);
  },
  async minimumWage(tx, query) {
    const amount = await newest(tx, { ...query, figure: 'minimum-wage' }, null);
    return amount === null ? absent('minimum-wage', query.area, Number(query.on.slice(0, 4))) : ok(amount);
  },
};
