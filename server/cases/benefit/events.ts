/** The events of a benefit and what comes with each. */
import { z } from 'zod';

const Day = z.iso.date();
const words = (most: number) => z.string().trim().min(1).max(most);
const None = z.strictObject({});
export const Yuan = z.string().regex(/^\d{1,10}(\.\d{1,2})?$/, 'yuan as text, at most two decimals');
const Account = z.string().regex(/^\d{8,32}$/);
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

const Leaving = z.enum(['worker_request', 'expiry', 'mutual', 'employer', 'retirement']);

/**
 * What an officer of the agency gives where no record does; names as in `anban rules benefits`. Amounts are yuan a month
 * as text.
 */
export const Given = z.strictObject({
  own_wage: Yuan.optional(),
  contribution_wages: z.array(Yuan).min(1).max(12).optional(),
  area_avg_wage: Yuan.optional(),
  area_avg_wage_at_termination: Yuan.optional(),
  province_avg_wage_at_termination: Yuan.optional(),
  min_wage: Yuan.optional(),
  original_wage: Yuan.optional(),
  stay_pay_months: z.int().min(0).max(24).optional(),
  inpatient_days: z.int().min(0).max(2000).optional(),
  meal_per_day: Yuan.optional(),
  can_arrange_work: z.boolean().optional(),
  occupational_disease: z.boolean().optional(),
  /** Years until the personal statutory retirement age. */
  years_to_retirement: z.int().min(-40).max(60).optional(),
  /** Day on which the labour relation ended, and whose wish it was. */
  termination: z.strictObject({ date: Day, reason: Leaving.optional() }).optional(),
  insured: z.boolean().optional(),
  /** Relations such as spouse, child, parent, orphan. */
  dependants: z.array(words(20)).max(20).optional(),
  after_stay_period: z.boolean().optional(),
});

export const EndGround = z.enum([
  'retired',
  'died',
  'able',
  'remarried',
  'adopted',
  'employed',
  'lump-sum-paid',
  'nothing-due',
]);
export type EndGround = z.infer<typeof EndGround>;

export const events = {
  /** One form makes the drafts of all parts at once (简易程序). */
  DRAFT: z.strictObject({ sourcePartId: z.uuid() }),
  TRIGGER: z.strictObject({
    cause: z.enum(['determination', 'assessment', 'death']),
    /** The determination or assessment whose decision this follows. */
    sourcePartId: z.uuid(),
    on: Day,
  }),
  /** The records have been read (or an officer gave what they lack). */
  GATHERED: None,
  /** `account`: a new bank account (社保卡金融账户). */
  DATA: z.strictObject({ given: Given, account: Account.optional() }),
  CALCULATE: None,
  CHECKED: z.strictObject({ agreed: z.literal(true) }),
  /** The second person found a mistake: back to the data. */
  SEND_BACK: z.strictObject({ reason: words(500) }),
  DECIDE: z.strictObject({ determinationNumber: words(200).optional(), conclusionNumber: words(200).optional() }),
  PAY: z.strictObject({ batch: words(40) }),
  PAID: z.strictObject({ on: Day, receipt: words(80) }),
  RETURNED: z.strictObject({ on: Day, reason: z.enum(['account-closed', 'name-differs', 'account-unknown', 'other']) }),
  RESUBMIT: z.strictObject({ account: Account }),
  /** The source has a new version (correction, re-assessment, revocation). */
  REVISED: z.strictObject({ on: Day, revoked: z.boolean() }),
  OBJECTION: z.strictObject({ on: Day, text: words(2000) }),
  ELIGIBLE: z.strictObject({
    year: z.int().min(2020).max(2200),
    method: z.enum(['data-match', 'self-check', 'visit']),
  }),
  SUSPICION: z.strictObject({ code: z.enum(['death', 'employed', 'remarried', 'prison', 'army', 'adopted', 'other']) }),
  /** 条例 42: the person hears of it before it happens. */
  SUSPEND_NOTICE: z.strictObject({
    ground: z.enum(['not-eligible', 'refuses-assessment', 'refuses-treatment']),
    days: z.int().min(3).max(60).default(15),
  }),
  SUSPEND: z.strictObject({ reason: words(500) }),
  RESUME: z.strictObject({ on: Day, reason: words(500) }),
  /** A provincial notice or the yearly new base. */
  ADJUST: z.strictObject({
    notice: words(200),
    from: Month,
    items: z
      .array(z.strictObject({ item: words(40), amount: Yuan }))
      .min(1)
      .max(20),
  }),
  ADJUSTED: None,
  RECOVER: z.strictObject({ amount: Yuan, reason: words(500) }),
  RECOVERED: z.strictObject({ on: Day, receipt: words(80) }),
  END_PROPOSE: z.strictObject({ on: Day, ground: EndGround }),
  /** Confirms what was proposed. */
  END: None,
  SERVED: z.strictObject({
    recipient: z.enum(['person', 'employer', 'agency', 'file']),
    event: z.string(),
    eventId: z.uuid().optional(),
    on: Day,
  }),
};
