/** The parts of a case that are more than a number or a day, each in the several ways people write it. */
import { z } from 'zod';
import type { Exact } from '../money.ts';
import { choice, day, field, flag, month, readNumber, wage } from './fields.ts';

const RELATIONS = {
  spouse: 'spouse',
  child: 'child',
  parent: 'parent',
  mother: 'parent',
  father: 'parent',
  grandparent: 'grandparent',
  grandchild: 'grandchild',
  sibling: 'sibling',
  other: 'other',
} as const;
export type Relation = (typeof RELATIONS)[keyof typeof RELATIONS];

/** `mother_alone` is a lonely mother, `orphan` an orphaned child: the words people write, as objects. */
function dependantObject(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw;
  if (raw === 'orphan') return { relation: 'child', orphan: true };
  if (raw === 'elder_alone') return { relation: 'other', lonely: true };
  return raw.endsWith('_alone') ? { relation: raw.slice(0, -'_alone'.length), lonely: true } : { relation: raw };
}

export const Dependant = z.preprocess(
  dependantObject,
  z.strictObject({
    relation: choice<Relation>(RELATIONS, 'unknown-relation'),
    lonely: flag.optional(),
    orphan: flag.optional(),
  }),
);
export type Dependant = z.output<typeof Dependant>;

const CARE = {
  full: 'full',
  large: 'large',
  partial: 'partial',
  完全: 'full',
  大部分: 'large',
  部分: 'partial',
  none: 'none',
  无: 'none',
} as const;
export type CareLevel = (typeof CARE)[keyof typeof CARE];
export const careLevel = choice<CareLevel>(CARE);

const REASONS = {
  worker_request: 'worker_request',
  expiry: 'expiry',
  mutual: 'mutual',
  employer: 'employer',
  retirement: 'retirement',
} as const;
/** Why the labour relation ended. */
export const terminationReason = choice<keyof typeof REASONS>(REASONS);

const SCENARIOS = {
  ...{ G14_1: 'G14_1', G14_2: 'G14_2', G14_3: 'G14_3', G14_4: 'G14_4', G14_5: 'G14_5', G14_6: 'G14_6', G14_7: 'G14_7' },
  ...{ G15_1: 'G15_1', G15_2: 'G15_2', G15_3: 'G15_3' },
} as const;
export type Scenario = (typeof SCENARIOS)[keyof typeof SCENARIOS];
const knownScenario = choice<Scenario>(SCENARIOS);

/** `15(1)(3)` and `G15_3` are the same; article 16 is no work injury. */
export const scenario = z
  .preprocess((raw) => {
    const match = typeof raw === 'string' ? /^(14|15|16)\(1\)\((\d)\)$|^(14|15|16)\((\d)\)$/.exec(raw) : null;
    if (match === null) return raw;
    const article = match[1] ?? match[3];
    return `${article === '16' ? 'X' : 'G'}${article}_${match[2] ?? match[4]}`;
  }, z.unknown())
  .transform((raw, context) => {
    if (typeof raw !== 'string' || !raw.startsWith('X16_')) return raw;
    context.addIssue({ code: 'custom', params: { fault: 'scenario-excluded' } });
    return z.NEVER;
  })
  .pipe(knownScenario);

function happenedObject(raw: unknown): unknown {
  if (typeof raw === 'boolean') return raw ? {} : undefined;
  return typeof raw === 'string' ? { date: raw } : raw;
}

/** `true` says only that it happened, a day when, an object says more; `false` is as if it were not there. */
export const happened = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess(happenedObject, z.strictObject(shape).optional()).optional();

export const ContributionWage = z.preprocess(
  (raw) => (typeof raw === 'number' || typeof raw === 'string' ? { wage: raw } : raw),
  z.strictObject({ month: month.optional(), wage }),
);
export const Expense = z.preprocess(
  (raw) => (typeof raw === 'string' ? { date: raw } : raw),
  z.strictObject({ date: day, amount: wage.optional() }),
);

/** {year: yuan}: a figure without its year is refused, because the year decides which injury it is for. */
export const incomeByYear = field<ReadonlyMap<string, Exact>>((raw) => {
  if (typeof raw === 'number' || typeof raw === 'string') return { fault: 'income-without-year' };
  const table = z.record(z.string(), z.unknown()).safeParse(raw);
  if (!table.success) return { fault: 'wrong-type', hint: '{"2025": 56502}' };
  const years = new Map<string, Exact>();
  for (const [year, figure] of Object.entries(table.data)) {
    if (!/^(19|20|21)\d{2}$/.test(year)) return { fault: 'income-without-year', hint: `${year} is no year` };
    const read = readNumber(figure, 10_000_000);
    if ('fault' in read) return read;
    if (read.value.isZero()) return { fault: 'zero-wage-table' };
    years.set(year, read.value);
  }
  return { value: years };
});
