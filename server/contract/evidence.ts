/**
 * Signed records: what a terminal asserts. Canonical JSON (RFC 8785), chained by digest per terminal, signed with the
 * terminal's Ed25519 key. A record never holds an image, a template, a name or a number.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { Base64Url, Digest, Id, Instant, RegionCode } from './common.ts';

const common = {
  version: z.literal(1),
  id: Id,
  terminalId: Id,
  regionCode: RegionCode,
  /** 1, 2, 3 … without a gap per terminal, over both kinds of record. */
  sequence: z.int().positive(),
  /** Digest of the terminal's record before this one; 64 zeros for the first. */
  previous: Digest,
  visitId: Id,
  at: Instant,
  examineeId: Id,
  sessionId: Id,
};

/** A face passes on two frames that agree, never on one. */
const FRAMES_TO_PASS = 2;

/**
 * Of a comparison that was stopped: something that is no living face was held before the camera, or another face came
 * during it. `padUnanswered` and `padUnsure` are not among them: they have harmless reasons.
 */
export const ATTACK_REASONS = ['padStream', 'padScreen', 'padFlat', 'padSwapped'] as const;

/** What two officers override who pass somebody: a face that did not match, or a presentation attack. */
const Overrides = z.enum(['no-match', 'presentation-attack']);

interface Decided {
  readonly method: 'face' | 'two-officers' | 'ticket';
  readonly decision: string;
  readonly overrides?: z.infer<typeof Overrides> | undefined;
  readonly entry?: object | undefined;
  readonly match: { readonly distance: number; readonly passAtMost: number; readonly framesCompared: number } | null;
  readonly officers: readonly string[];
}

/** What cannot be true of an identity check, whoever signed it: field and reason. */
function contradictionsOf(check: Decided): [string, string][] {
  const { method, decision, match, officers, overrides, entry } = check;
  if (overrides !== undefined && (method !== 'two-officers' || decision !== 'pass'))
    return [['overrides', 'only two officers who pass somebody override a comparison']];
  if ((entry !== undefined) !== (method === 'ticket'))
    return [['entry', 'a room is entered with a ticket, and only so']];
  if (method === 'ticket') {
    const found: [string, string][] = match === null ? [] : [['match', 'a ticket compares nothing']];
    return officers.length === 0 ? found : [...found, ['officers', 'a ticket is checked by nobody']];
  }
  if (method === 'two-officers') {
    const found: [string, string][] = match === null ? [] : [['match', 'two officers compare nothing']];
    const two = officers.length === 2 && new Set(officers).size === 2;
    return decision === 'pass' && !two ? [...found, ['officers', 'a pass needs two different officers']] : found;
  }
  if (decision !== 'pass') return [];
  if (match === null) return [['match', 'a pass needs a comparison']];
  const found: [string, string][] = [];
  if (match.distance > match.passAtMost) found.push(['match', 'a pass is not further than passAtMost']);
  if (match.framesCompared < FRAMES_TO_PASS) found.push(['match', 'a pass needs two frames']);
  return found;
}

/** By name: not yet valid; issued before birth; ends before it begins; its birth date is not the one in its number. */
export const DOCUMENT_WARNINGS = [
  'cardNotYetValid',
  'issuedBeforeBirth',
  'validityReversed',
  'birthDateDiffers',
] as const;
export type DocumentWarning = (typeof DOCUMENT_WARNINGS)[number];

/** 人证核验: one decision whether the person at the terminal is the holder of the card. */
export const IdentityCheckRecord = z
  .strictObject({
    ...common,
    kind: z.literal('identity-check'),
    /** `ticket`: 再次核验 at the door of the room, by the ticket's code and the document of the check-in. */
    method: z.enum(['face', 'two-officers', 'ticket']),
    decision: z.enum(['pass', 'officer', 'no-match', 'unavailable', 'refused']),
    /** Why no automatic decision was reached, or the officers' reason code. */
    reason: z.string().max(60).nullable(),
    cardExpired: z.boolean(),
    /** What stood out in the dates of the document besides its expiry; absent: nothing. */
    documentWarnings: z.array(z.enum(DOCUMENT_WARNINGS)).min(1).optional(),
    /** Consent text version and time (Order 19 art 6); null when the person declined or was not asked. */
    consent: z
      .strictObject({
        textVersion: z.string(),
        at: Instant,
        /** 监护人, of a person under 14 (Order 19 art 7): `guardianTokenOf` the document that they laid down. */
        guardianToken: Base64Url.length(22).optional(),
      })
      .nullable(),
    /** Filled when `method` is `face` and a comparison took place. */
    match: z
      .strictObject({
        engine: z.string(),
        modelDigest: Digest,
        calibrationId: z.string(),
        distance: z.number(),
        passAtMost: z.number(),
        noMatchAbove: z.number(),
        framesCompared: z.int(),
      })
      .nullable(),
    /** The two officers who decided; empty when `method` is `face`. */
    officers: z.array(Id).max(2),
    /** The two officers passed somebody against a comparison of today: it is listed for supervision. */
    overrides: Overrides.optional(),
    /** Of `ticket`: the check-in whose ticket it was. `called`: `unknown` where the centre could not be asked. */
    entry: z.strictObject({ checkInId: Id, called: z.enum(['yes', 'unknown']) }).optional(),
  })
  .superRefine((check, context) => {
    for (const [path, message] of contradictionsOf(check)) context.addIssue({ code: 'custom', path: [path], message });
  })
  .meta({ id: 'IdentityCheckRecord' });
export type IdentityCheckRecord = z.infer<typeof IdentityCheckRecord>;

/** 签到: an examinee has arrived and been identified. */
export const CheckInRecord = z
  .strictObject({
    ...common,
    kind: z.literal('check-in'),
    identityCheckId: Id,
    room: z.string(),
    /** The number that the terminal prints when the centre cannot answer in time, e.g. `T-A003`. */
    terminalNumber: z.string().max(12),
  })
  .meta({ id: 'CheckInRecord' });
export type CheckInRecord = z.infer<typeof CheckInRecord>;

export const EvidenceRecord = z.discriminatedUnion('kind', [IdentityCheckRecord, CheckInRecord]);
export type EvidenceRecord = z.infer<typeof EvidenceRecord>;

const signature = Base64Url.length(86);
export const SignedIdentityCheck = z
  .strictObject({ record: IdentityCheckRecord, signature })
  .meta({ id: 'SignedIdentityCheck' });
export const SignedCheckIn = z.strictObject({ record: CheckInRecord, signature }).meta({ id: 'SignedCheckIn' });
export type SignedRecord = { record: EvidenceRecord; signature: string };

export const GENESIS_DIGEST = '0'.repeat(64);

/** The bytes that are signed: canonical JSON of the record, UTF-8. */
export function recordBytes(record: EvidenceRecord): Buffer {
  const text = canonicalize(record);
  if (text === undefined) throw new Error('a record is always an object');
  return Buffer.from(text, 'utf8');
}

/** SHA-256 of the canonical bytes, hex: the `previous` of the next record. */
export const recordDigest = (record: EvidenceRecord): string =>
  createHash('sha256').update(recordBytes(record)).digest('hex');

/** The centre's answer to an identity check. The same however often the record is sent. */
export const IdentityCheckAnswer = z
  .strictObject({ id: Id, outcome: z.literal('stored') })
  .meta({ id: 'IdentityCheckAnswer' });
export type IdentityCheckAnswer = z.infer<typeof IdentityCheckAnswer>;

/** The centre's answer to a check-in. `already-checked-in` gives the first check-in's number and time. */
export const CheckInAnswer = z
  .strictObject({
    id: Id,
    outcome: z.enum(['accepted', 'already-checked-in']),
    /** 排队号, e.g. `A012`: the room's letter and a number without gaps. */
    queueNumber: z.string(),
    room: z.string(),
    at: Instant,
  })
  .meta({ id: 'CheckInAnswer' });
export type CheckInAnswer = z.infer<typeof CheckInAnswer>;
