/**
 * 入诊室核验: whoever checked in today shows ticket and document again at the door of the examination room. The ticket
 * carries a code that every terminal of the region can verify while cut off; nothing of the person is in it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Id, Instant } from './common.ts';
import type { Endpoint } from './endpoint.ts';
import { NOTHING } from './endpoint.ts';
import { STAFF_REFUSALS } from './staff.ts';

/** What the code on a ticket begins with, so that no other code is taken for one. */
export const TICKET_PREFIX = 'ANT1.';
const ID_BYTES = 16;
const MAC_BYTES = 16;

export interface TicketCode {
  readonly checkInId: string;
  readonly examineeId: string;
}

/**
 * `ANT1.` and base64url of check-in id (16 bytes), examinee id (16 bytes) and 16 bytes of HMAC-SHA256 over both, keyed by
 * the region's roster key under a name of its own: 69 characters. The terminals of a region can all make one; only the
 * centre knows that a check-in exists.
 */
export function ticketCodeOf(tokenKey: Uint8Array, { checkInId, examineeId }: TicketCode): string {
  const ids = Buffer.concat([bytesOf(checkInId), bytesOf(examineeId)]);
  return TICKET_PREFIX + Buffer.concat([ids, macOf(tokenKey, ids)]).toString('base64url');
}

/** Null: not a code of this region, or changed. */
export function readTicketCode(tokenKey: Uint8Array, code: string): TicketCode | null {
  if (!code.startsWith(TICKET_PREFIX)) return null;
  const bytes = Buffer.from(code.slice(TICKET_PREFIX.length), 'base64url');
  const ids = bytes.subarray(0, 2 * ID_BYTES);
  if (bytes.length !== 2 * ID_BYTES + MAC_BYTES) return null;
  if (!timingSafeEqual(bytes.subarray(2 * ID_BYTES), macOf(tokenKey, ids))) return null;
  return { checkInId: idOf(ids.subarray(0, ID_BYTES)), examineeId: idOf(ids.subarray(ID_BYTES)) };
}

const macOf = (tokenKey: Uint8Array, ids: Uint8Array): Buffer =>
  createHmac('sha256', tokenKey).update('ticket:').update(ids).digest().subarray(0, MAC_BYTES);

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const idOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const RoomEntryRequest = z
  .strictObject({
    /** Of the visit at the door: asked again with it, the same answer. */
    id: Id,
    checkInId: Id,
    examineeId: Id,
    at: Instant,
  })
  .meta({ id: 'RoomEntryRequest' });
export type RoomEntryRequest = z.infer<typeof RoomEntryRequest>;

/**
 * `not-called`: 还没有叫号. `used`: somebody went in with this ticket before. `kept-out`: a comparison of today, at this
 * terminal or another, found another person or no living face, and no two officers have passed the person since.
 */
export const RoomEntryAnswer = z
  .strictObject({
    outcome: z.enum(['may-enter', 'not-called', 'used', 'kept-out']),
    queueNumber: z.string(),
    room: z.string(),
    /** Of `kept-out`: the reason in the record of that comparison, e.g. `faceMismatch`, `padFlat`. */
    reason: z.string().max(60).optional(),
  })
  .meta({ id: 'RoomEntryAnswer' });
export type RoomEntryAnswer = z.infer<typeof RoomEntryAnswer>;

const Override = z.strictObject({
  id: Id,
  at: Instant,
  terminalId: Id,
  siteCode: z.string(),
  sessionId: Id,
  examineeId: Id,
  /** The two officers. */
  officers: z.array(Id),
  reason: z.string().nullable(),
});

export const ROOM_ENTRY_API = {
  roomEntry: {
    method: 'post',
    path: '/v1/room-entries',
    caller: 'terminal',
    summary: 'Whether this ticket may go in now; the first one who may has used it up',
    request: RoomEntryRequest,
    answer: RoomEntryAnswer,
    refusals: {
      400: 'malformed',
      401: 'signature',
      404: 'examinee-unknown: no such check-in',
      409: 'wrong-session: of another day or site',
    },
  },
} as const satisfies Record<string, Endpoint>;

export const SUPERVISION_API = {
  overrides: {
    method: 'get',
    path: '/v1/supervision/overrides',
    caller: 'staff',
    roles: ['supervisor', 'chief', 'province'],
    summary: 'Identity checks in which two officers passed somebody whose face had not matched, newest first, one page',
    params: NOTHING,
    query: z.strictObject({ before: Id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    request: NOTHING,
    answer: z.strictObject({ overrides: z.array(Override), next: Id.nullable() }).meta({ id: 'OverridePage' }),
    refusals: STAFF_REFUSALS,
  },
} as const satisfies Record<string, Endpoint>;
