/**
 * What the camera was already used for in a session, at whichever terminal: asked before somebody is compared, so that
 * another terminal gives nobody another try.
 */
import { z } from 'zod';
import { Id } from './common.ts';
import type { Endpoint } from './endpoint.ts';

const FaceStandingRequest = z.strictObject({ examineeId: Id, sessionId: Id }).meta({ id: 'FaceStandingRequest' });
export type FaceStandingRequest = z.infer<typeof FaceStandingRequest>;

export const FaceStandingAnswer = z
  .strictObject({
    /** The reason in the record of the last comparison that did not pass (`faceMismatch`, `faceUnsure`, `padFlat` …); null: none. */
    decision: z.string().max(60).nullable(),
    /** Comparisons that came to no decision. */
    tries: z.int().min(0),
  })
  .meta({ id: 'FaceStandingAnswer' });
export type FaceStandingAnswer = z.infer<typeof FaceStandingAnswer>;

export const FACE_STANDING_API = {
  faceStanding: {
    method: 'post',
    path: '/v1/face-standings',
    caller: 'terminal',
    summary: 'What comparisons of this examinee in this session came to, at any terminal',
    request: FaceStandingRequest,
    answer: FaceStandingAnswer,
    refusals: { 400: 'malformed', 401: 'signature' },
  },
} as const satisfies Record<string, Endpoint>;
