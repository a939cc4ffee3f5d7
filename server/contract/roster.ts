/**
 * What a terminal fetches before an assessment session, so that it can admit people while cut off.
 * It holds no name and no number: an examinee is found by `idToken`, a keyed hash of the number on the card.
 */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { Base64Url, Day, Id, Instant, RegionCode } from './common.ts';

/** How a PIN becomes its hash, on both sides: scrypt with this cost and length (bytes). */
export const PIN_SCRYPT = { cost: { N: 16_384, r: 8, p: 1 }, hashBytes: 32 } as const;

export const Officer = z.strictObject({
  officerId: Id,
  staffNumber: z.string().regex(/^\d{4,8}$/),
  /** scrypt (`PIN_SCRYPT`) of the officer's PIN, so that two officers can confirm while cut off. */
  pin: z.strictObject({ salt: Base64Url, hash: Base64Url }),
  /** `staffCardTokenOf` the officer's own card; absent: none is registered. */
  cardToken: Base64Url.length(22).optional(),
});
export type Officer = z.infer<typeof Officer>;

export const RosterSession = z.strictObject({
  sessionId: Id,
  title: z.string(),
  day: Day,
  siteCode: z.string(),
  siteName: z.string(),
});
export type RosterSession = z.infer<typeof RosterSession>;

export const RosterEntry = z.strictObject({
  examineeId: Id,
  sessionId: Id,
  idToken: Base64Url.length(22),
  room: z.string(),
  /** Set once the examinee has checked in anywhere. */
  checkIn: z.strictObject({ number: z.string(), at: Instant }).nullable(),
});
export type RosterEntry = z.infer<typeof RosterEntry>;

/** `GET /v1/roster`: every session of the terminal's region from 31 days back to 31 days ahead. */
export const RosterBundle = z
  .strictObject({
    regionCode: RegionCode,
    siteCode: z.string(),
    fetchedAt: Instant,
    /** Key of the `idToken`s, 32 bytes. */
    tokenKey: Base64Url.length(43),
    sessions: z.array(RosterSession),
    entries: z.array(RosterEntry),
    officers: z.array(Officer),
  })
  .meta({ id: 'RosterBundle' });
export type RosterBundle = z.infer<typeof RosterBundle>;

/**
 * The same for an officer's own card (identity card or social security card: both bear the number), set apart so that no
 * officer's token is that of an examinee.
 */
export const staffCardTokenOf = (tokenKey: Uint8Array, number: string): string =>
  idTokenOf(tokenKey, `staff-card:${number}`);

/** The same for a guardian who consents (Order 19 art 7). */
export const guardianTokenOf = (tokenKey: Uint8Array, number: string): string =>
  idTokenOf(tokenKey, `guardian:${number}`);

/** HMAC-SHA256 of the normalised identity number, cut to 16 bytes: a plain hash of so small a space could be reversed. */
export const idTokenOf = (tokenKey: Uint8Array, identityNumber: string): string =>
  createHmac('sha256', tokenKey).update(identityNumber, 'utf8').digest().subarray(0, 16).toString('base64url');
