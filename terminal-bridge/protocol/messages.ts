/**
 * Our own services beside the standard ones, in the standard's envelope: one table of commands with the schemas of
 * request, events and completion. A refused step completes with `commandErrorCode` and `{ errorCode: FaultName }`.
 */
import * as z from 'zod/mini';
import { CONSENT_VERSIONS } from './consent.ts';
import { DiagnosticsReport, SelfTestAnswer, TryDocumentAnswer } from './diagnostics.ts';
import { Change, DEVICE_NAMES, FaultNameSchema, Snapshot, TerminalState } from './state.ts';

const visitId = z.uuid();
const nothing = z.strictObject({});
const code = z.string().check(z.regex(/^\d{4,8}$/));

/** Why a person may or may not go on, decided from the roster by the bridge. */
export const Admission = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('admitted'), room: z.string() }),
  z.strictObject({ outcome: z.literal('not-on-roster') }),
  z.strictObject({ outcome: z.literal('wrong-day'), day: z.string(), siteName: z.string() }),
  z.strictObject({ outcome: z.literal('wrong-site'), siteName: z.string() }),
  z.strictObject({ outcome: z.literal('already-checked-in'), number: z.string(), room: z.string() }),
]);
export type Admission = z.infer<typeof Admission>;

/** One instruction at a time while the camera looks. */
export const Guidance = z.enum([
  'look-at-camera',
  'come-closer',
  'move-back',
  'centre',
  'one-person-only',
  'more-light',
  'less-light',
  'hold-still',
  'look-straight',
  'uncover',
  'turn-left',
  'turn-right',
  'open-mouth',
  'checking',
]);
export type Guidance = z.infer<typeof Guidance>;

export const ReadProgress = z.strictObject({
  stage: z.enum(['waiting', 'reading', 'again']),
  fault: z.optional(FaultNameSchema),
});
export type ReadProgress = z.infer<typeof ReadProgress>;

export const ReadDocumentAnswer = z.strictObject({
  holder: z.strictObject({ name: z.string(), maskedNumber: z.string() }),
  cardExpired: z.boolean(),
  /**
   * null: a face comparison is possible; otherwise why it is not, and the manual route is the way. `faceMismatch` and
   * `faceUnsure`: it took place in an earlier visit of today.
   */
  faceUnavailable: z.nullable(FaultNameSchema),
  admission: Admission,
});
export type ReadDocumentAnswer = z.infer<typeof ReadDocumentAnswer>;

/** `officer`: the manual route decides. `no-match`: stopped, its record alerts staff at the centre, the manual route remains. */
export const MatchAnswer = z.strictObject({
  outcome: z.enum(['pass', 'officer', 'no-match', 'unavailable']),
  reason: z.nullable(FaultNameSchema),
});
export type MatchAnswer = z.infer<typeof MatchAnswer>;

export const OFFICER_REASONS = [
  'face-like-card',
  'bandaged-or-injured',
  'aged-since-photo',
  'known-to-officer',
  'different-person',
  'document-doubtful',
] as const;

/** Both officers together have this long from the first sign-in, ms; then the manual route begins anew. */
export const OFFICERS_MS = 180_000;
/** After a sign-in portrait and live picture are shown this long, ms: they go when nobody decides. */
export const COMPARISON_MS = 60_000;
/** Refused sign-ins of officers in one visit; afterwards the person goes to the counter. */
export const OFFICER_TRIES = 5;

/** For the officer's eyes only, from the bridge's memory, while `Visit.OfficerSignIn` says so. */
export const OfficerReview = z.strictObject({
  officer: z.union([z.literal(1), z.literal(2)]),
  /** Address of the document's portrait; null: the document has none that can be shown. */
  portrait: z.nullable(z.string()),
  /** Address of the live picture; null: the person has not agreed to the camera, or it is away. */
  live: z.nullable(z.string()),
  /** Until both officers must have decided, ms. */
  leftMs: z.int(),
});
export type OfficerReview = z.infer<typeof OfficerReview>;

/** `recording`: picture and sound of the examination are being recorded from now on. */
export const RoomEntry = z.strictObject({ number: z.string(), room: z.string(), recording: z.optional(z.boolean()) });
export type RoomEntry = z.infer<typeof RoomEntry>;

export const CheckInAnswer = z.strictObject({
  /** `accepted`: by the centre. `kept`: safely here, will be sent. */
  outcome: z.enum(['accepted', 'kept', 'already-checked-in']),
  number: z.string(),
  room: z.string(),
  /** null: printed; otherwise why not, and the number is shown large. */
  printFault: z.nullable(FaultNameSchema),
});
export type CheckInAnswer = z.infer<typeof CheckInAnswer>;

/** How often a page that is shown says that it lives, ms. */
export const HEARTBEAT_MS = 5_000;
/** Silence after which it is taken for dead, ms. */
export const SILENCE_MS = 20_000;

interface CommandEntry {
  readonly request: z.ZodMiniType;
  readonly answer: z.ZodMiniType;
  readonly event: { readonly name: string; readonly payload: z.ZodMiniType } | null;
}

export const COMMANDS = {
  /** Standard. Cancels the named commands of this connection, or all of them. */
  'Common.Cancel': {
    request: z.strictObject({ requestIds: z.optional(z.nullable(z.array(z.int()))) }),
    answer: nothing,
    event: null,
  },
  /** Makes this connection the one that drives the devices. */
  'Terminal.Claim': { request: nothing, answer: nothing, event: null },
  /**
   * A sign of life of the page, every `HEARTBEAT_MS`, driven by what it draws. After `SILENCE_MS` without one the bridge
   * ends the visit and has the page started again. `showing: false`: nobody sees the page, so nothing drives it.
   * `visitId`: its person gave a sign of life since the beat before, so the bridge lets the visit go on.
   */
  'Terminal.Heartbeat': {
    request: z.strictObject({ showing: z.boolean(), visitId: z.optional(visitId) }),
    answer: nothing,
    event: null,
  },
  /**
   * What came of a check-in whose page was lost before the person was told; null: there was none. Told once, kept for
   * two minutes, waits for one that is still under way.
   */
  'Terminal.Interrupted': {
    request: nothing,
    answer: z.strictObject({ checkIn: z.nullable(CheckInAnswer) }),
    event: null,
  },
  /** 呼叫工作人员: puts a call on the officer's list. Without a reason it is the person who asks. */
  'Terminal.CallStaff': {
    request: z.strictObject({ reason: z.optional(z.enum(['person-asks', 'card-forgotten'])) }),
    answer: z.strictObject({ told: z.boolean() }),
    event: null,
  },
  /** Starts a visit; one that is still open is ended and wiped first. */
  'Visit.Begin': { request: nothing, answer: z.strictObject({ visitId }), event: null },
  /** Waits for a card, reads it, looks the holder up. The header's timeout bounds the wait. */
  'Visit.ReadDocument': {
    request: z.strictObject({ visitId }),
    answer: ReadDocumentAnswer,
    event: { name: 'Visit.ReadProgressEvent', payload: ReadProgress },
  },
  /** Opens the camera and compares, after separate consent (Order 19 art 6). */
  'Visit.MatchFace': {
    request: z.strictObject({ visitId, consent: z.strictObject({ textVersion: z.enum(CONSENT_VERSIONS) }) }),
    answer: MatchAnswer,
    event: { name: 'Visit.GuidanceEvent', payload: z.strictObject({ guidance: Guidance }) },
  },
  /** 不使用人脸: refusal, of equal weight. Staff are called. */
  'Visit.DeclineFace': { request: z.strictObject({ visitId }), answer: nothing, event: null },
  /**
   * 监护人: of a person under 14 (Order 19 art 7). Waits for the guardian's own document; their consent, by name, is then
   * given with `Visit.MatchFace`. The header's timeout bounds the wait.
   */
  'Visit.ReadGuardian': {
    request: z.strictObject({ visitId }),
    answer: z.strictObject({ guardian: z.strictObject({ name: z.string() }) }),
    event: { name: 'Visit.GuardianProgressEvent', payload: ReadProgress },
  },
  /**
   * An officer of the roster, before they decide. Without `staffNumber` their own card is waited for and read (the
   * header's timeout bounds the wait): the only way where `wantsStaffCard`.
   */
  'Visit.OfficerSignIn': {
    request: z.strictObject({ visitId, staffNumber: z.optional(code), pin: code }),
    answer: OfficerReview,
    event: null,
  },
  /**
   * The decision of the officer who signed in; two different officers must agree. With number and PIN it signs in at
   * once: only where staff sign in by number.
   */
  'Visit.ConfirmByOfficer': {
    request: z.strictObject({
      visitId,
      staffNumber: z.optional(code),
      pin: z.optional(code),
      samePerson: z.boolean(),
      reason: z.enum(OFFICER_REASONS),
    }),
    answer: z.strictObject({ outcome: z.enum(['second-officer', 'pass', 'refused']) }),
    event: null,
  },
  /** 入诊室: waits for the code of a ticket of today and this site. The header's timeout bounds the wait. */
  'Visit.ReadTicket': {
    request: z.strictObject({ visitId }),
    answer: nothing,
    event: { name: 'Visit.TicketProgressEvent', payload: ReadProgress },
  },
  /** The document of the person whose ticket it is. The header's timeout bounds the wait. */
  'Visit.ReadEntryDocument': {
    request: z.strictObject({ visitId }),
    answer: z.strictObject({
      holder: z.strictObject({ name: z.string(), maskedNumber: z.string() }),
      /** null: the person may be compared with the document once more, if they agree. */
      faceUnavailable: z.nullable(FaultNameSchema),
    }),
    event: { name: 'Visit.EntryProgressEvent', payload: ReadProgress },
  },
  /** Whether this ticket goes in now; recorded as found again. The ticket is used up by it. */
  'Visit.EnterRoom': { request: z.strictObject({ visitId }), answer: RoomEntry, event: null },
  /** Durable here before it answers; printed; sent at once when the centre can be reached. */
  'Visit.CheckIn': { request: z.strictObject({ visitId }), answer: CheckInAnswer, event: null },
  /**
   * 工作人员协助: a helper of the roster stands beside the person until `Visit.EndAssistance` or the visit's end. Logged.
   * Meanwhile there is no live picture of the person's face.
   */
  'Visit.Assist': {
    request: z.strictObject({ visitId, staffNumber: code, pin: code }),
    answer: nothing,
    event: null,
  },
  'Visit.EndAssistance': { request: z.strictObject({ visitId }), answer: nothing, event: null },
  /**
   * Staff only: any officer of the roster. Without `staffNumber` their card is waited for and read (the header's timeout
   * bounds the wait): the only way where `wantsStaffCard`. Good for ten minutes, or until this connection goes.
   */
  'Diagnostics.Open': {
    request: z.strictObject({ staffNumber: z.optional(code), pin: code }),
    answer: z.strictObject({ diagnosticsId: z.uuid() }),
    event: null,
  },
  /** How terminal and devices fare, with their last errors. */
  'Diagnostics.Report': {
    request: z.strictObject({ diagnosticsId: z.uuid() }),
    answer: DiagnosticsReport,
    event: null,
  },
  /** Asks one device to show that it works. */
  'Diagnostics.SelfTest': {
    request: z.strictObject({ diagnosticsId: z.uuid(), device: z.enum(DEVICE_NAMES) }),
    answer: SelfTestAnswer,
    event: null,
  },
  /** Reads one document on whichever reader and forgets it. The header's timeout bounds the wait. */
  'Diagnostics.TryDocument': {
    request: z.strictObject({ diagnosticsId: z.uuid() }),
    answer: TryDocumentAnswer,
    event: null,
  },
  /** Prints the report on the receipt printer. */
  'Diagnostics.Print': {
    request: z.strictObject({ diagnosticsId: z.uuid() }),
    answer: z.strictObject({ printFault: z.nullable(FaultNameSchema) }),
    event: null,
  },
  /** Takes the terminal out of service, or back into it; kept over a restart. */
  'Diagnostics.SetMaintenance': {
    request: z.strictObject({ diagnosticsId: z.uuid(), on: z.boolean() }),
    answer: nothing,
    event: null,
  },
  'Diagnostics.Close': { request: z.strictObject({ diagnosticsId: z.uuid() }), answer: nothing, event: null },
  /** Ends the visit and wipes card, portrait and face from the bridge. */
  'Visit.End': { request: z.strictObject({ visitId }), answer: nothing, event: null },
} as const satisfies Record<string, CommandEntry>;

export type CommandName = keyof typeof COMMANDS;
export type RequestOf<N extends CommandName> = z.infer<(typeof COMMANDS)[N]['request']>;
export type AnswerOf<N extends CommandName> = z.infer<(typeof COMMANDS)[N]['answer']>;
export type EventOf<N extends CommandName> = (typeof COMMANDS)[N]['event'] extends {
  payload: infer P extends z.ZodMiniType;
}
  ? z.infer<P>
  : never;

/** Payload of a completion with `commandErrorCode`. */
export const CommandError = z.strictObject({ errorCode: FaultNameSchema });

export const UNSOLICITED = {
  'Terminal.SnapshotEvent': Snapshot,
  'Terminal.ChangedEvent': Change,
} as const;

/** Version of every message of ours; the standard's payload-less commands use 2.0. */
export const MESSAGE_VERSION = '1.0';
export const versionOf = (name: string): string =>
  /^(Common|ServicePublisher)\./.test(name) ? '2.0' : MESSAGE_VERSION;
export { TerminalState };
