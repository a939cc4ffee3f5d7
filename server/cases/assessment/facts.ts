/** What an assessment knows of itself: days, codes, ids. What it says about a person is in documents and events only. */
import { z } from 'zod';
import { KindCode } from '../../assessment/kinds/catalogue.ts';

const Day = z.iso.date();
const Actor = z.string();

/** A conclusion as its kind shapes it (assessment/kinds/conclusion.ts), without what is written about devices. */
export const Conclusions = z.array(z.strictObject({ kind: KindCode, conclusion: z.unknown() }));
export type Conclusions = z.infer<typeof Conclusions>;

const Session = z.strictObject({
  sessionId: z.uuid(),
  day: Day,
  room: z.string(),
  examineeId: z.uuid(),
  /** The site's name for the notice. */
  site: z.string(),
  /** The promised wait could not be kept. */
  overdue: z.boolean(),
});

const Panel = z.strictObject({
  drawId: z.uuid(),
  round: z.int(),
  drawnAt: z.iso.datetime({ offset: true }),
  specialties: z.array(z.string()),
  counts: z.array(z.strictObject({ label: z.string(), count: z.int() })),
  commitment: z.string(),
  seed: z.string(),
  /** Experts by id and specialty; their names are protected (令55 art 25) and stay in the pool. */
  seats: z.array(z.strictObject({ expertId: z.uuid(), specialty: z.string(), result: z.string() })),
  reserves: z.array(z.strictObject({ expertId: z.uuid(), specialty: z.string(), result: z.string() })),
});

/** Experts' opinions, counted by the hook. */
const Opinions = z.strictObject({
  round: z.int(),
  /** Signed in this round and seated in all. */
  signed: z.array(z.strictObject({ expertId: z.uuid(), at: z.iso.datetime({ offset: true }) })),
  seated: z.int(),
  outcome: z.enum(['open', 'majority', 'no-majority']),
  majority: Conclusions,
  /** As they are cited: `5.10.2-5 …`. */
  clauses: z.array(z.string()),
  /** Votes per kind in words, `A1: 2/3`. */
  votes: z.record(z.string(), z.string()),
});

export const Facts = z.strictObject({
  determinationPartId: z.uuid().nullable(),
  decidedOn: Day.nullable(),
  /** The part whose conclusion is reviewed (A3). */
  reviewOf: z.uuid().nullable(),
  kinds: z.array(KindCode),
  receivedOn: Day.nullable(),
  supplements: z.int(),
  supplementAskedOn: Day.nullable(),
  supplementAskedBy: Actor.nullable(),
  /** Times that do not count in the limit, where the province says so. */
  pauses: z.array(z.strictObject({ from: Day, to: Day })),
  acceptedOn: Day.nullable(),
  /** The wait for a session counts from here. */
  queuedOn: Day.nullable(),
  siteCode: z.string().nullable(),
  specialties: z.array(z.string()),
  conditionFlag: z.string().nullable(),
  extended: z.boolean(),
  session: Session.nullable(),
  /** Day of the session that was given back when a new time was agreed on: the limit moves from there. */
  movedFrom: Day.nullable(),
  avoidSession: z.uuid().nullable(),
  /** The new session is not before this day. */
  notBefore: Day.nullable(),
  rescheduleAsked: z.boolean(),
  drawAnnounced: z.boolean(),
  panel: Panel.nullable(),
  panelSeated: z.boolean(),
  /** 回避: who must or may have to step aside, by ids. */
  recusals: z
    .array(
      z.strictObject({
        id: z.uuid(),
        subjectId: z.string(),
        by: Actor,
        state: z.enum(['open', 'granted', 'refused']),
      }),
    )
    .default([]),
  homeVisit: z.boolean(),
  commissionedTo: z.string().nullable(),
  /** Whose experts are drawn; null: the own ones. */
  poolRegion: z.string().nullable().default(null),
  absentOn: Day.nullable(),
  absentReportedBy: Actor.nullable(),
  graceUntil: Day.nullable(),
  explained: z.boolean(),
  /** Who compared person and card first, where no terminal did. */
  compared: z.strictObject({ by: Actor, on: Day }).nullable().default(null),
  checkInId: z.uuid().nullable(),
  examinedOn: Day.nullable(),
  /** Of the check-in: method, instant, terminal, result in words, for the record. */
  identity: z
    .strictObject({
      at: z.iso.datetime({ offset: true }),
      method: z.string(),
      terminal: z.string().nullable(),
      officers: z.array(z.string()),
    })
    .nullable(),
  opinions: Opinions.nullable(),
  /** Which person signed for which expert in this round. */
  signers: z.array(z.strictObject({ expertId: z.uuid(), by: Actor })),
  concludedOn: Day.nullable(),
  conclusions: Conclusions,
  /** 1 for the first conclusion, one more for each correction or revocation. */
  conclusionVersion: z.int(),
  revoked: z.boolean(),
  /** A revocation or correction that waits for a second person. */
  mending: z
    .strictObject({ event: z.enum(['REVOKE', 'CORRECT']), by: Actor, digest: z.string() })
    .nullable()
    .default(null),
  /** The event whose conclusion is in force: only its service counts. */
  inForce: z.enum(['CONCLUDE', 'P_CONCLUDE', 'CORRECT', 'REVOKE']).nullable(),
  /** Of that event: the service of an older conclusion by the same name does not count. */
  inForceId: z.string().nullable(),
  /** Set in the notice to supplement; runs from its receipt. */
  supplementDays: z.int().nullable(),
  /** Received the conclusion that is in force. */
  servedOn: z.strictObject({ person: Day.nullable(), employer: Day.nullable() }),
  deliveredOn: Day.nullable(),
  reAssessAskedOn: Day.nullable(),
  endedOn: Day.nullable(),
});
export type Facts = z.infer<typeof Facts>;

export const begin: Facts = {
  determinationPartId: null,
  decidedOn: null,
  reviewOf: null,
  kinds: [],
  receivedOn: null,
  supplements: 0,
  supplementAskedOn: null,
  supplementAskedBy: null,
  pauses: [],
  acceptedOn: null,
  queuedOn: null,
  siteCode: null,
  specialties: [],
  conditionFlag: null,
  extended: false,
  session: null,
  movedFrom: null,
  avoidSession: null,
  notBefore: null,
  rescheduleAsked: false,
  drawAnnounced: false,
  panel: null,
  panelSeated: false,
  recusals: [],
  homeVisit: false,
  commissionedTo: null,
  poolRegion: null,
  absentOn: null,
  absentReportedBy: null,
  graceUntil: null,
  explained: false,
  compared: null,
  checkInId: null,
  examinedOn: null,
  identity: null,
  opinions: null,
  signers: [],
  concludedOn: null,
  conclusions: [],
  conclusionVersion: 0,
  revoked: false,
  mending: null,
  inForce: null,
  inForceId: null,
  supplementDays: null,
  servedOn: { person: null, employer: null },
  deliveredOn: null,
  reAssessAskedOn: null,
  endedOn: null,
};
