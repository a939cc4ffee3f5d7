/** Staff at the API: roles, sign-in, and what every endpoint of theirs may refuse. */
import { z } from 'zod';
import { Day, Id, Instant, RegionCode } from './common.ts';
import { type Endpoint, NOTHING } from './endpoint.ts';

/** 岗位. An officer may hold several; what the law wants from two people is compared by person, not by role. */
export const STAFF_ROLES = [
  'clerk',
  'officer',
  'chief',
  'committee',
  'expert',
  'agency',
  'supervisor',
  'province',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
export const StaffRole = z.enum(STAFF_ROLES).meta({ id: 'StaffRole' });

/** In every endpoint that needs a token. */
export const STAFF_REFUSALS = {
  400: 'malformed',
  401: 'not-signed-in: no token, or one that is over',
  403: 'wrong-role',
} as const;

const SignIn = z
  .strictObject({
    staffNumber: z.string().regex(/^\d{4,8}$/),
    pin: z.string().regex(/^\d{6,8}$/),
    /** Default: the region that this centre is configured for. */
    regionCode: RegionCode.optional(),
  })
  .meta({ id: 'StaffSignIn' });

const Session = z
  .strictObject({
    /** For `Authorization: Bearer …`. */
    token: z.string(),
    expiresAt: Instant,
    officerId: Id,
    regionCode: RegionCode,
    roles: z.array(StaffRole),
  })
  .meta({ id: 'StaffSession' });

export const STAFF_API = {
  signIn: {
    method: 'post',
    path: '/v1/staff/sessions',
    caller: 'anybody',
    summary: 'Sign in with staff number and PIN; five wrong PINs lock for ten minutes',
    params: NOTHING,
    query: NOTHING,
    request: SignIn,
    answer: Session,
    refusals: { 400: 'malformed', 401: 'sign-in-refused', 429: 'too-many: locked' },
  },
  signOut: {
    method: 'delete',
    path: '/v1/staff/sessions',
    caller: 'staff',
    roles: STAFF_ROLES,
    summary: 'End the session of the token',
    params: NOTHING,
    query: NOTHING,
    request: NOTHING,
    answer: NOTHING,
    refusals: STAFF_REFUSALS,
  },
  experts: {
    method: 'get',
    path: '/v1/experts',
    caller: 'staff',
    roles: ['supervisor', 'committee'],
    summary: 'The pool of experts, one page; their data are protected (令55 art 25), so every reading is audited',
    params: NOTHING,
    query: z.strictObject({ after: Id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    request: NOTHING,
    answer: z
      .strictObject({
        experts: z.array(
          z.strictObject({
            id: Id,
            name: z.string(),
            field: z.string(),
            specialties: z.array(z.string()),
            hospital: z.string(),
            title: z.string(),
            termFrom: Day,
            termUntil: Day,
            trainedUntil: Day,
            dailyQuota: z.int(),
            status: z.string(),
          }),
        ),
        next: Id.nullable(),
      })
      .meta({ id: 'ExpertPage' }),
    refusals: STAFF_REFUSALS,
  },
  statistics: {
    method: 'get',
    path: '/v1/statistics',
    caller: 'staff',
    roles: ['chief', 'committee', 'supervisor', 'province'],
    summary: 'Counts of one quarter, from the events themselves',
    params: NOTHING,
    query: z.strictObject({
      year: z.coerce.number().int().min(2000).max(2100),
      quarter: z.coerce.number().int().min(1).max(4),
    }),
    request: NOTHING,
    answer: z
      .strictObject({
        from: Day,
        /** The first day that no longer counts. */
        until: Day,
        submitted: z.int(),
        accepted: z.int(),
        determined: z.strictObject({ yes: z.int(), no: z.int() }),
        /** People, each once however often they were assessed. */
        assessedPersons: z.int(),
        conclusions: z.int(),
        paid: z.int(),
      })
      .meta({ id: 'QuarterStatistics' }),
    refusals: STAFF_REFUSALS,
  },
} as const satisfies Record<string, Endpoint>;
