/** What a benefit knows of itself: amounts as text, days, codes. Accounts and names are elsewhere, encrypted. */
import { z } from 'zod';
import { EndGround, Given, Yuan } from './events.ts';

const Day = z.iso.date();
const Month = z.string().regex(/^\d{4}-\d{2}$/);
const Actor = z.string();

/** What the source decided that benefits follow from. */
const Base = z.strictObject({
  grade: z.int().min(1).max(10).nullable(),
  careLevel: z.enum(['full', 'large', 'partial']).nullable(),
  stayMonths: z.int().nullable(),
  concludedOn: Day.nullable(),
  /** 复查: no second one-time benefit. */
  review: z.boolean(),
});

/** What partner systems answered (hooks/insurance-records.ts). Null: they have no record of it. */
export const Records = z.strictObject({
  injuryDate: Day,
  deathDate: Day.nullable(),
  insured: z.boolean().nullable(),
  contributionWages: z.array(z.strictObject({ month: Month, wage: Yuan })).nullable(),
  originalWage: Yuan.nullable(),
  accountKnown: z.boolean(),
  /** The last four digits, as the decision prints them. */
  accountTail: z
    .string()
    .regex(/^\d{4}$/)
    .nullable()
    .default(null),
  /** Of the year before the injury: bounds of own wage. */
  areaAvgWage: Yuan.nullable(),
  /** Of the year before the day on which the benefit begins: care and funeral. */
  areaAvgWageNow: Yuan.nullable(),
  minWage: Yuan.nullable(),
  areaAvgWageAtTermination: Yuan.nullable(),
  provinceAvgWageAtTermination: Yuan.nullable(),
  dependants: z.array(z.string()),
  /** Last month of each of them; null: for life. */
  dependantEnds: z.array(Month.nullable()).default([]),
  /** How many of whom the file does not say what it takes. */
  dependantsUnknown: z.int().default(0),
  /** A table that has no row for the year (or day) it was asked for: figure, area and year, by name. */
  absent: z.array(z.strictObject({ figure: z.string(), area: z.string(), year: z.int() })),
});
export type Records = z.infer<typeof Records>;

export const Item = z.strictObject({
  item: z.string(),
  name: z.string(),
  amount: Yuan,
  payer: z.enum(['fund', 'employer']),
  period: z.enum(['once', 'month', 'total']),
  formula: z.string(),
  explanation: z.string(),
  article: z.string(),
  /** Table, version and row. */
  table: z.string(),
  starts: Month.nullable(),
});
export type Item = z.infer<typeof Item>;

/** A monthly payment; `until` is the last month. */
const Schedule = z.strictObject({
  item: z.string(),
  amount: Yuan,
  payer: z.enum(['fund', 'employer']),
  from: Month,
  until: Month.nullable(),
});
export type Schedule = z.infer<typeof Schedule>;

export const Facts = z.strictObject({
  cause: z.enum(['determination', 'assessment', 'death']).nullable(),
  sourcePartId: z.uuid().nullable(),
  /** Day of the decision that it follows from. */
  on: Day.nullable(),
  base: Base.nullable(),
  records: Records.nullable(),
  given: Given,
  /** Inputs that are lacking, by name, and why in words for staff. */
  missing: z.array(z.strictObject({ input: z.string(), why: z.string() })),
  items: z.array(Item),
  ownWage: z.strictObject({ used: z.string(), formula: z.string() }).nullable(),
  warnings: z.array(z.string()),
  /** Whoever gave data or an account for the decision to come: they neither check nor decide. */
  givenBy: z.array(Actor).default([]),
  accountBy: Actor.nullable().default(null),
  checkedBy: Actor.nullable(),
  decidedBy: Actor.nullable(),
  decidedOn: Day.nullable(),
  /** How often it has been decided: 1, and more after corrections and adjustments. */
  decisions: z.int(),
  schedule: z.array(Schedule),
  orderId: z.uuid().nullable(),
  orderedBy: Actor.nullable().default(null),
  /** Paid by the fund once and for all so far. */
  paidOnce: Yuan,
  /** In the order under way. */
  ordered: Yuan,
  paidOn: Day.nullable(),
  returnedFor: z.string().nullable(),
  /** The source was changed while the bank was paying. */
  reviseAfter: z.strictObject({ on: Day, revoked: z.boolean() }).nullable(),
  objections: z.array(Day),
  eligibleYear: z.int().nullable(),
  check: z.strictObject({ code: z.string(), on: Day }).nullable(),
  suspendNotice: z.strictObject({ ground: z.string(), until: Day, by: Actor }).nullable(),
  suspendedOn: Day.nullable(),
  adjustedBy: Actor.nullable(),
  toRecover: Yuan,
  recoverBy: Actor.nullable().default(null),
  recoveredOn: Day.nullable(),
  /** The end as one person proposes it; another confirms it, once the time to answer (`until`) is over. */
  endProposal: z
    .strictObject({ on: Day, ground: EndGround, until: Day.nullable(), by: Actor })
    .nullable()
    .default(null),
  endedOn: Day.nullable(),
  endGround: z.string().nullable(),
});
export type Facts = z.infer<typeof Facts>;

export const begin: Facts = {
  cause: null,
  sourcePartId: null,
  on: null,
  base: null,
  records: null,
  given: {},
  missing: [],
  items: [],
  ownWage: null,
  warnings: [],
  givenBy: [],
  accountBy: null,
  checkedBy: null,
  decidedBy: null,
  decidedOn: null,
  decisions: 0,
  schedule: [],
  orderId: null,
  orderedBy: null,
  paidOnce: '0',
  ordered: '0',
  paidOn: null,
  returnedFor: null,
  reviseAfter: null,
  objections: [],
  eligibleYear: null,
  check: null,
  suspendNotice: null,
  suspendedOn: null,
  adjustedBy: null,
  toRecover: '0',
  recoverBy: null,
  recoveredOn: null,
  endProposal: null,
  endedOn: null,
  endGround: null,
};
