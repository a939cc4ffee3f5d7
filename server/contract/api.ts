/**
 * The centre's API as one table: the routes are mounted from it and the OpenAPI document is made from it.
 *
 * Records and refusals: 400, 401, 422 and `chain-broken` (409 with `expectedSequence`) store nothing. A record that is
 * well signed and continues the chain but is refused for its content (404, or 409 with another name) is kept as
 * evidence with its refusal: the chain goes on, the terminal sends its next record, and a resend is refused alike.
 */
import { z } from 'zod';
import { HelpCall } from './alerts.ts';
import { ASSISTANCE_API } from './assistance.ts';
import { CASE_API } from './cases.ts';
import { Refusal } from './common.ts';
import { DOCUMENT_API } from './documents.ts';
import { ECardHolder, ECardRequest } from './e-card.ts';
import type { Endpoint } from './endpoint.ts';
import { CheckInAnswer, IdentityCheckAnswer, SignedCheckIn, SignedIdentityCheck } from './evidence.ts';
import { FACE_STANDING_API } from './face-standing.ts';
import { PLAYLIST_API } from './playlist.ts';
import { RECORDING_API } from './recordings.ts';
import { ROOM_ENTRY_API, SUPERVISION_API } from './room-entry.ts';
import { RosterBundle } from './roster.ts';
import { SocialSecurityCardRequest } from './social-security-card.ts';
import { STAFF_API } from './staff.ts';
import { EnrolAnswer, EnrolRequest } from './terminals.ts';
import { WORK_API } from './work.ts';

const empty = z.strictObject({});

export const API = {
  enrol: {
    method: 'post',
    path: '/v1/terminals',
    caller: 'anybody',
    summary: 'Register the public key of a terminal with a one-time code',
    request: EnrolRequest,
    answer: EnrolAnswer,
    refusals: { 400: 'malformed', 403: 'code unknown, used or over', 429: 'too many wrong codes' },
  },
  roster: {
    method: 'get',
    path: '/v1/roster',
    caller: 'terminal',
    summary: 'Sessions, examinees and officers of the region, for work while cut off',
    request: null,
    answer: RosterBundle,
    refusals: { 401: 'signature' },
  },
  identityCheck: {
    method: 'post',
    path: '/v1/identity-checks',
    caller: 'terminal',
    summary: 'Store a signed identity check',
    request: SignedIdentityCheck,
    answer: IdentityCheckAnswer,
    refusals: {
      400: 'malformed',
      401: 'signature',
      409: 'chain-broken, or not-identified (officers whom the region does not have)',
      422: 'same id, other content',
    },
  },
  checkIn: {
    method: 'post',
    path: '/v1/check-ins',
    caller: 'terminal',
    summary: 'Store a signed check-in and give the queue number',
    request: SignedCheckIn,
    answer: CheckInAnswer,
    refusals: {
      400: 'malformed',
      401: 'signature',
      404: 'examinee unknown',
      409: 'chain-broken, or not-identified, or wrong-session (another day or site)',
      422: 'same id, other content',
    },
  },
  helpCall: {
    method: 'post',
    path: '/v1/help-calls',
    caller: 'terminal',
    summary: 'Somebody at the terminal asks for a person',
    request: HelpCall,
    answer: empty,
    refusals: { 400: 'malformed', 401: 'signature' },
  },
  eCard: {
    method: 'post',
    path: '/v1/e-cards',
    caller: 'terminal',
    summary: 'Whose electronic social security card a phone showed',
    request: ECardRequest,
    answer: ECardHolder,
    refusals: {
      400: 'malformed',
      401: 'signature',
      403: "e-card-forged: not the issuer's, or changed",
      409: 'e-card-stale (older than 60 s), e-card-replayed (used before)',
      501: 'partner-unconnected',
    },
  },
  socialSecurityCard: {
    method: 'post',
    path: '/v1/social-security-cards',
    caller: 'terminal',
    summary: 'Whose social security card of the third generation this is',
    request: SocialSecurityCardRequest,
    answer: ECardHolder,
    refusals: {
      400: 'malformed',
      401: 'signature',
      404: 'ssc-unknown: no such card, or number and card id are not of one card',
      409: 'ssc-blocked: reported lost, or cancelled',
      501: 'partner-unconnected',
    },
  },
  ...ASSISTANCE_API,
  ...FACE_STANDING_API,
  ...ROOM_ENTRY_API,
  ...SUPERVISION_API,
  ...STAFF_API,
  ...PLAYLIST_API,
  ...RECORDING_API,
  ...CASE_API,
  ...DOCUMENT_API,
  ...WORK_API,
} as const satisfies Record<string, Endpoint>;

export { type Endpoint, Refusal };
