/** The events of a determination and what comes with each. Texts about people go to documents, never into the facts. */
import { z } from 'zod';
import { CaseFile } from '../model.ts';
import { Claim, Excluded, Exclusion, Ground, Holding } from './facts.ts';
import { SimpleFacts } from './simple.ts';

const Day = z.iso.date();
const Moment = z.iso.datetime({ offset: true });
const words = (most: number) => z.string().trim().min(1).max(most);
/** Of a timer's end: its last day. */
const Ended = z.strictObject({ on: Day.optional() });
const None = z.strictObject({});
const Reason = z.strictObject({ reason: words(2000) });
const Signature = z.strictObject({ name: words(50), at: Moment, method: words(50) });
const Item = z.strictObject({
  id: words(20).optional(),
  name: words(200),
  form: words(50).optional(),
  note: words(200).optional(),
});
const Items = z.array(Item).min(1).max(50);
const Contact = z.strictObject({ name: words(100), phone: words(30), address: words(200).optional() });
const Instrument = z.strictObject({ body: words(100), number: words(100), on: Day });
/** The id of an officer of this office. */
const Officer = words(80);

/** How a material came: by data sharing, replaced by a commitment, given. */
const Held = z.strictObject({ id: words(20), how: Holding });

const decision = {
  /** The day of the decision, today if left out. */
  on: Day.optional(),
  /** 受伤害经过 and 核实情况 in the decider's own words; otherwise from the file and from what was ticked. */
  course: words(4000).optional(),
  verification: z.array(words(2000)).min(1).max(30).optional(),
};

export const events = {
  LEAD: z.strictObject({
    injuryOn: Day,
    reporter: z.strictObject({ name: words(100), relation: words(50), phone: words(30).optional() }).optional(),
  }),
  EXTEND_EMPLOYER: z.strictObject({ days: z.int().min(1).max(60), reason: words(500) }),
  EMPLOYER_LATE: Ended,
  START_DRAFT: z.strictObject({ relation: z.enum(['self', 'relative', 'employer', 'union']), injuryOn: Day }),
  CLASSIFY: z.strictObject({ scenario: Claim, death: z.boolean().default(false), contact: Contact.optional() }),
  /** A file that was filled in wrongly or not wholly. */
  AMEND: z.strictObject({ file: CaseFile, reason: words(500) }),
  /** One material asked for at another department. */
  FETCH: z.strictObject({
    item: words(20),
    source: words(50),
    outcome: z.enum(['got', 'not-found', 'failed']),
    attempts: z.int().min(1).max(3),
  }),
  /** Before the application: what the simple procedure asks of the employer (条例 19). */
  EMPLOYER_CONFIRM: None,
  SUBMIT: z.strictObject({
    scenario: Claim,
    death: z.boolean().default(false),
    held: z.array(Held).max(60),
    commitments: z
      .array(z.strictObject({ id: words(20), name: words(200), fact: words(1000) }))
      .max(30)
      .default([]),
    signature: Signature,
    channel: words(50),
    request: words(1000).optional(),
    employerOpinion: words(2000).optional(),
    disease: words(200).optional(),
    exposure: words(500).optional(),
    /** What the guards of the simple procedure are asked about; without it the procedure is the ordinary one. */
    simple: SimpleFacts.optional(),
  }),
  NOT_OURS: z.strictObject({
    reason: words(1000),
    /** The department that is competent: the application is handed on. */
    competent: words(100).optional(),
  }),
  LATE: z.strictObject({ excluded: z.array(Excluded).max(20).default([]), reason: words(1000).optional() }),
  NEED_MORE: z.strictObject({
    items: Items,
    days: z.int().min(3).max(60).optional(),
    contact: Contact.optional(),
  }),
  SUPPLEMENTED: z.strictObject({ held: z.array(Held).min(1).max(60), channel: words(50) }),
  SUP_LAPSED: Ended,
  ACCEPT: z.strictObject({
    on: Day.optional(),
    /** 事实清楚、权利义务明确: decided within 15 days (条例 20). */
    clear: z.boolean().default(false),
    excluded: z.array(Excluded).max(20).default([]),
  }),
  /** After what the application says was compared with what the office knows. */
  SIMPLE_CHECKED: None,
  SIMPLE_BROKEN: z.strictObject({ guards: z.array(words(60)).min(1).max(20) }),
  UNCLEAR: Reason,
  ASK_EMPLOYER: z.strictObject({
    cause: z.enum(['worker-applied', 'employer-denies']),
    items: Items,
    days: z.int().min(3).max(60).optional(),
    contact: Contact.optional(),
  }),
  EMPLOYER_ANSWER: z.strictObject({ admits: z.boolean(), statement: words(8000).optional() }),
  EVID_LAPSED: Ended,
  /** Who investigates; both have declared that they have no interest in the case (办法 16). */
  INVESTIGATE: z.strictObject({ officers: z.array(Officer).min(1).max(6), noInterest: z.literal(true) }),
  RECORD: z.strictObject({
    startedAt: Moment,
    endedAt: Moment,
    place: words(200),
    investigators: z
      /** `officer`: the id of whom INVESTIGATE named; the name is the one that the office has for it. */
      .array(z.strictObject({ officer: Officer, name: words(50), licence: words(50) }))
      .min(2)
      .max(6),
    recorder: words(50),
    interviewee: z.strictObject({ name: words(50), relation: words(50), phone: words(30).optional() }),
    answers: z
      .array(z.strictObject({ question: words(1000), answer: words(4000) }))
      .min(1)
      .max(100),
    /** SHA-256 of sound and picture. */
    recording: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    signature: Signature,
  }),
  COMMISSION: z.strictObject({
    commissioned: words(100),
    matters: z.array(words(1000)).min(1).max(20),
    due: Day,
    contact: Contact.optional(),
  }),
  SUSPEND: z.strictObject({
    cause: z.enum(['judicial', 'administrative', 'labour-relation']),
    reason: words(2000),
    /** The conclusion that is awaited. */
    awaited: words(1000),
  }),
  QUERY: Ended,
  RESUME: z.strictObject({ reason: words(2000), instrument: Instrument }),
  PROPOSE: z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('yes'),
      scenario: Claim,
      elements: z.array(words(40)).max(20),
      evidence: z.array(words(20)).min(1).max(60),
      /** Trap: full or main fault on the way to work does not count. */
      ownFault: z.enum(['none', 'minor', 'equal', 'main', 'full']).optional(),
      /** G15_1: from the first diagnosis by a medical institution to death. */
      rescue: z.strictObject({ firstDiagnosedAt: Moment, diedAt: Moment }).optional(),
    }),
    z.strictObject({
      outcome: z.literal('no'),
      scenario: Claim,
      elements: z.array(words(40)).max(20),
      evidence: z.array(words(20)).min(1).max(60),
      ground: Ground,
      exclusion: z.strictObject({ code: Exclusion, instrument: Instrument.optional(), caused: z.boolean() }).optional(),
      /** Of an arbitration or a court on the labour relation. */
      instrument: Instrument.optional(),
    }),
  ]),
  SEND_BACK: Reason,
  DECIDE_YES: z.strictObject(decision),
  DECIDE_NO: z.strictObject({ ...decision, reason: words(4000).optional() }),
  /** `workerAgrees`: asked when the employer withdraws. */
  WITHDRAW: z.strictObject({ reason: words(1000), workerAgrees: z.boolean().optional() }),
  COMMITMENT_CHECKED: z.strictObject({ item: words(20), kept: z.boolean() }),
  SERVED: z.strictObject({
    recipient: z.enum(['person', 'employer', 'agency']),
    event: words(40),
    eventId: z.uuid().optional(),
    on: Day,
  }),
  DISPUTE: z.strictObject({ kind: z.enum(['reconsideration', 'suit']), on: Day }),
  UPHELD: z.strictObject({ instrument: Instrument }),
  /** The act was revoked and has to be made again. */
  REDO: z.strictObject({ instrument: Instrument, reason: words(2000) }),
  CORRECT: z.strictObject({
    action: z.enum(['更正', '撤销']),
    outcome: z.enum(['yes', 'no']),
    original: z.strictObject({ title: words(200), number: words(200), issuedOn: Day }),
    reason: words(2000),
    content: words(4000),
    clause: words(200),
  }),
  CLOSE: None.extend({ on: Day.optional() }),
};
