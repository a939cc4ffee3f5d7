/**
 * The tables the benefits are computed from, checked when they are loaded. A number changes there and nowhere else; a
 * changed table gets a new `version`, which every amount carries.
 */
import { z } from 'zod';
import { exact } from '../money.ts';
import nationalJson from '../tables/benefits-national.json' with { type: 'json' };
import provincesJson from '../tables/benefits-provinces.json' with { type: 'json' };
import incomeJson from '../tables/benefits-urban-income.json' with { type: 'json' };

const decimal = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .transform((text) => exact(text));
const gradeKey = z.string().regex(/^([1-9]|10)$/);
const day = z.iso.date();
const head = { id: z.string(), version: z.string(), valid_from: day, source: z.string() };

const National = z.strictObject({
  ...head,
  verified: z.boolean(),
  one_time_disability_months: z.record(gradeKey, decimal),
  disability_pension_rate: z.record(gradeKey, decimal),
  living_care_rate: z.strictObject({ full: decimal, large: decimal, partial: decimal }),
  own_wage_floor: decimal,
  own_wage_cap: decimal,
  contribution_months: z.int(),
  funeral_months: decimal,
  work_death_multiple: decimal,
  dependant_rate: z.strictObject({ spouse: decimal, other: decimal, lonely_or_orphan_addition: decimal }),
  stay_pay_months_max: z.int(),
  stay_pay_extension_months_max: z.int(),
  missing_person: z.strictObject({ wage_months: z.int(), work_death_prepay_rate: decimal }),
  employer_application_days: z.int(),
  illegal_employment_multiples: z.record(gradeKey, decimal),
  illegal_employment_death_multiples: z.strictObject({ compensation: decimal, funeral_and_other: decimal }),
});

const SubsidyRows = z.record(gradeKey, z.strictObject({ months: decimal, verified: z.boolean() }));

const BaseInput = z.enum(['province_avg_wage_at_termination', 'area_avg_wage_at_termination', 'own_wage']);

const Province = z.strictObject({
  ...head,
  article: z.string(),
  /** Which wage the subsidies multiply; of several the first that is given (a municipality's area is the whole city). */
  base_inputs: z.array(BaseInput).min(1),
  medical: SubsidyRows,
  employment: SubsidyRows,
  medical_occupational_disease_factor: decimal.optional(),
  employment_taper: z
    .strictObject({ within_years: z.int(), step: decimal, under_one_year_pays: decimal.optional() })
    .optional(),
  no_medical_at_retirement: z.literal(true).optional(),
  several_injuries: z.literal('highest-grade-once').optional(),
  late_application: z
    .strictObject({
      cut_off: z.enum(['acceptance', 'application']),
      worker_application_in_time_saves: z.boolean(),
      article: z.string(),
    })
    .optional(),
  hospital_meal: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('per-day'),
        in_area: decimal,
        out_of_area: decimal,
        verified: z.boolean(),
        article: z.string(),
      }),
      z.strictObject({
        kind: z.literal('share-of-min-wage'),
        rate: decimal,
        days_per_month: z.int(),
        verified: z.boolean(),
        article: z.string(),
      }),
    ])
    .optional(),
});
export type ProvinceTable = z.output<typeof Province>;

const UrbanIncome = z.strictObject({
  ...head,
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.strictObject({ yuan: decimal, verified: z.boolean(), source: z.string() }),
  ),
});

export const NATIONAL = National.parse(nationalJson);
export const PROVINCES = z.strictObject({ provinces: z.record(z.string(), Province) }).parse(provincesJson).provinces;
export const URBAN_INCOME = UrbanIncome.parse(incomeJson);

/** Where a number came from: the table, its version, the row, and whether the row was read in the law's own text. */
export interface TableRef {
  readonly id: string;
  readonly version: string;
  readonly row: string;
  readonly verified: boolean;
}

export const nationalRow = (row: string): TableRef => ({
  id: NATIONAL.id,
  version: NATIONAL.version,
  row,
  verified: NATIONAL.verified,
});
