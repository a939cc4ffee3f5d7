/**
 * 工作人员协助: a helper stood beside a person at a terminal, from when to when. Told by the terminal when it begins and
 * again when it ends, later where the terminal is cut off meanwhile. Of the person there is nothing in it but the visit.
 */
import { z } from 'zod';
import { Id, Instant } from './common.ts';
import { type Endpoint, NOTHING } from './endpoint.ts';

/**
 * The helper said so; another helper signed in; the visit was over; the terminal was started anew in the middle, and the
 * end is the new start.
 */
export const ASSISTANCE_ENDS = ['asked', 'replaced', 'visit-over', 'restart'] as const;
export type AssistanceEnd = (typeof ASSISTANCE_ENDS)[number];

export const Assistance = z
  .strictObject({
    id: Id,
    visitId: Id,
    officerId: Id,
    begunAt: Instant,
    /** Null: the helper is still there. */
    ended: z.strictObject({ at: Instant, why: z.enum(ASSISTANCE_ENDS) }).nullable(),
  })
  .meta({ id: 'Assistance' });
export type Assistance = z.infer<typeof Assistance>;

export const ASSISTANCE_API = {
  assistance: {
    method: 'post',
    path: '/v1/assistances',
    caller: 'terminal',
    summary: 'A helper stands beside a person, or did; told again it changes nothing, with an end it is ended',
    request: Assistance,
    answer: NOTHING,
    refusals: { 400: 'malformed', 401: 'signature, record-not-yours (told by another terminal before)' },
  },
} as const satisfies Record<string, Endpoint>;
