/** The events of an assessment and what comes with each. Texts about people go to documents and never into the facts. */
import { z } from 'zod';
import { RECUSAL_REASONS } from '../../assessment/experts/recusal.ts';
import { validateKinds } from '../../assessment/kinds/catalogue.ts';
import { parseConclusion } from '../../assessment/kinds/conclusion.ts';
import { Clause } from '../../assessment/opinion/clause.ts';

const Day = z.iso.date();
const Moment = z.iso.datetime({ offset: true });
const words = (most: number) => z.string().trim().min(1).max(most);
const None = z.strictObject({});
const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in hex');

/** Kinds of one application, in the table's order; refused when they exclude each other (assessment/kinds). */
export const Kinds = z
  .array(z.string())
  .min(1)
  .max(12)
  .transform((kinds, context) => {
    const valid = validateKinds(kinds);
    if (valid.ok) return [...valid.value];
    context.addIssue({ code: 'custom', message: `${valid.fault.name}: ${valid.fault.hint}` });
    return z.NEVER;
  });

const KindCodes = z.enum(['A1', 'A2', 'A3', 'A4', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'C1', 'C2']);

/** What was concluded on one kind, in the shape that its row demands. */
export const Concluded = z
  .strictObject({ kind: KindCodes, conclusion: z.unknown() })
  .transform(({ kind, conclusion }, context) => {
    const valid = parseConclusion(kind, conclusion);
    if (valid.ok) return { kind, conclusion: valid.value };
    context.addIssue({ code: 'custom', path: ['conclusion'], message: JSON.stringify(valid.fault.details) });
    return z.NEVER;
  });

/** One expert's conclusion on one kind with the clauses of GB/T 16180 that carry it. */
const KindOpinion = z
  .strictObject({ kind: KindCodes, conclusion: z.unknown(), clauses: z.array(Clause).max(10) })
  .transform(({ kind, conclusion, clauses }, context) => {
    const valid = parseConclusion(kind, conclusion);
    if (valid.ok) return { kind, conclusion: valid.value, clauses };
    context.addIssue({ code: 'custom', path: ['conclusion'], message: JSON.stringify(valid.fault.details) });
    return z.NEVER;
  });

const Signature = z.strictObject({ name: words(50), at: Moment, method: words(50) });
const Item = z.strictObject({ id: words(20).optional(), name: words(200), note: words(200).optional() });
/** 伤情介绍 (令55 art 16). */
const Injury = z.strictObject({ part: words(200), functionalLoss: words(2000), diagnosis: words(2000) });

const conclusion = {
  conclusions: z.array(Concluded).min(1).max(12),
  /** Clauses of the standard, as they are cited. */
  clauses: z.array(words(500)).min(1).max(20),
  injury: Injury,
  determinationNumber: words(200).optional(),
};

const application = {
  injuredPart: words(200),
  condition: words(2000),
  request: words(2000),
  hospital: words(200).optional(),
  determinationNumber: words(200).optional(),
  signature: Signature,
};

const revoking = z.strictObject({ conclusionNumber: words(200), reason: words(2000), injury: Injury });
const correcting = z.strictObject({ ...conclusion, conclusionNumber: words(200), reason: words(2000) });

export const events = {
  /** One form makes the drafts of all parts at once (简易程序); or an assessment that rests on no determination. */
  DRAFT: z.strictObject({ determinationPartId: z.uuid().nullable() }),
  /** The determination was made: the application is prepared without anybody asking. */
  AUTO_DRAFT: z.strictObject({ determinationPartId: z.uuid(), decidedOn: Day }),
  /** A review was asked for: the application has been received already. */
  REVIEW_DRAFT: z.strictObject({
    reviewOf: z.uuid(),
    determinationPartId: z.uuid().nullable(),
    decidedOn: Day.nullable(),
    kinds: Kinds,
    on: Day,
  }),
  /** `on`: the day of receipt, today if left out. */
  SUBMIT: z.strictObject({
    kinds: Kinds,
    /** 伤情相对稳定 */
    stable: z.boolean(),
    /** 停工留薪期满 */
    stayPeriodOver: z.boolean(),
    on: Day.optional(),
    ...application,
  }),
  /** Everything that is missing, at once; `days`: the reasonable period that the notice gives. */
  L_NEED_MORE: z.strictObject({ items: z.array(Item).min(1).max(30), days: z.int().min(3).max(60).default(15) }),
  L_SUPPLEMENTED: z.strictObject({ complete: z.literal(true, 'every item of the notice') }),
  /** The period lapsed for a good reason: more days. */
  L_EXCUSED: z.strictObject({ reason: words(500), days: z.int().min(1).max(30) }),
  /** `on`: the last day of the period, from its timer. */
  L_ABANDONED: z.strictObject({ on: Day.optional() }),
  L_ACCEPT: z.strictObject({
    siteCode: words(20),
    /** Codes of assessment/experts/specialties.json. */
    specialties: z.array(words(20)).min(1).max(5),
    /** Why this one may wait longer than 30 days; a code. */
    conditionFlag: words(40).optional(),
  }),
  /** `complex`: 伤病情复杂、涉及医疗卫生专业较多. */
  EXTEND: z.strictObject({ complex: z.literal(true, 'only complex cases'), reason: words(500) }),
  SCHEDULE: None,
  /** After the hook has found a place: the notice. */
  SCHEDULED: None,
  ASK_RESCHEDULE: z.strictObject({ reason: words(500) }),
  /** `notBefore`: when the person can come again; the day after the old session if left out. */
  RESCHEDULE: z.strictObject({ reason: words(500), notBefore: Day.optional() }),
  /** `video`: digest of the short video of the person's life (绿色通道). */
  HOME_VISIT: z.strictObject({ reason: words(500), video: Hash }),
  /** `regionCode`: whose experts are drawn from then on, where the other region's pool is kept here. */
  COMMISSION: z.strictObject({
    region: words(100),
    regionCode: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
    reason: words(500),
  }),
  /** `cause`: why another round is needed; none for the first. */
  ANNOUNCE_DRAW: z.strictObject({ cause: z.enum(['recusal', 'absence']).optional() }),
  DRAW: z.strictObject({ size: z.union([z.literal(3), z.literal(5)]).default(3) }),
  /** After the hook has drawn: the record. */
  DRAWN: None,
  /** An expert who was drawn steps aside or is absent: the reserve takes the place. */
  REPLACE: z.strictObject({ expertId: z.uuid(), cause: z.enum(['recusal', 'absence']), reason: words(500) }),
  /** What the draft was made for is refused or withdrawn (一表申请). */
  DISCARD: None,
  /** The determination it rests on was revoked, annulled or decided otherwise. */
  ENDED_WITH_DETERMINATION: None,
  /** 回避: `reason` as a code, in words in `note`. */
  RECUSE: z.strictObject({
    subject: z.discriminatedUnion('role', [
      z.strictObject({ role: z.literal('expert'), id: z.uuid() }),
      z.strictObject({ role: z.enum(['officer', 'committee']), id: words(80) }),
    ]),
    reason: z.enum(RECUSAL_REASONS),
    note: words(500),
  }),
  RECUSAL_DECIDED: z.strictObject({ recusalId: z.uuid(), granted: z.boolean(), reason: words(500) }),
  /** The experts sit in the room; from now their names are shown. */
  SEAT: None,
  /** The first of two who compare person and card where no terminal does; the second begins with CHECKIN. */
  COMPARED: z.strictObject({ on: Day }),
  /** The terminal of the site has identified the person; the examination begins with CHECKIN. */
  ARRIVED: z.strictObject({ on: Day, checkInId: z.uuid() }),
  CHECKIN: z.strictObject({
    on: Day,
    avOn: z.boolean(),
    checkInId: z.uuid().optional(),
  }),
  /** After the hook has read the check-in: the record of the identity check. */
  IDENTIFIED: None,
  /** Not there; `source` says who noticed. Not yet a no-show: the person may explain. */
  ABSENT: z.strictObject({ on: Day, source: z.enum(['terminal', 'officer']) }),
  EXPLAIN: z.strictObject({ reason: words(500) }),
  NO_SHOW: z.strictObject({ reason: words(500) }),
  NEED_TEST: z.strictObject({ hospital: words(100), tests: words(1000) }),
  REFUSED: z.strictObject({ reason: words(500) }),
  CHEAT: z.strictObject({ reason: words(500) }),
  /** Of one expert, signed. */
  OPINION: z.strictObject({
    expertId: z.uuid(),
    kinds: z.array(KindOpinion).min(1).max(12),
    findings: words(4000),
    signatureDigest: Hash,
  }),
  /** After the hook has counted: all have signed and are of one majority, or not yet. */
  OPINION_COUNTED: z.strictObject({ findings: words(4000) }),
  CONCLUDE: z.strictObject({ ...conclusion, stayFrom: Day.optional() }),
  SERVED: z.strictObject({
    recipient: z.enum(['person', 'employer', 'agency', 'file']),
    event: z.string(),
    eventId: z.uuid().optional(),
    on: Day,
  }),
  DELIVERED: z.strictObject({ on: Day }),
  RE_ASSESS: z.strictObject({
    party: z.enum(['person', 'employer']),
    conclusionNumber: words(200),
    reason: words(2000),
    signature: Signature,
    on: Day.optional(),
  }),
  P_CONCLUDE: z.strictObject({
    ...conclusion,
    examinedOn: Day,
    previous: z.strictObject({ number: words(200), authority: words(200) }),
  }),
  REVIEW: z.strictObject({
    conclusionNumber: words(200),
    /** What has changed (伤残情况发生变化). */
    change: words(2000),
    signature: Signature,
    on: Day.optional(),
  }),
  /** Another application in the same case: after an end, or for other kinds (relapse, longer stay, device). */
  APPLY_AGAIN: None,
  PROPOSE_REVOKE: revoking,
  REVOKE: revoking,
  PROPOSE_CORRECT: correcting,
  CORRECT: correcting,
};
