/** Endpoints of the day's work: work list, alarms, sealing sessions, and what is decided and drawn in them. */
import { z } from 'zod';
import { PartKindSchema, RoleSchema } from '../cases/model.ts';
import { CaseParams } from './cases.ts';
import { Day, Id, Instant } from './common.ts';
import { type Endpoint, NOTHING } from './endpoint.ts';
import { STAFF_REFUSALS, STAFF_ROLES, StaffRole } from './staff.ts';

const limit = z.coerce.number().int().min(1).max(200).default(50);
/** Whoever has work: all but the supervisor. */
const WORKERS = ['clerk', 'officer', 'chief', 'committee', 'expert', 'agency', 'province'] as const;
const SEALED_AT_ONCE = 200;

const WorkItem = z.strictObject({
  partId: Id,
  caseId: Id,
  caseNumber: z.string(),
  kind: PartKindSchema,
  state: z.string(),
  stateName: z.string(),
  version: z.int().nonnegative(),
  priority: z.int(),
  dueOn: Day.nullable(),
  overdue: z.boolean(),
  /** Masked, e.g. `张**`. */
  name: z.string(),
});

const AlarmAnswer = z.strictObject({
  id: Id,
  caseId: Id,
  partId: Id,
  kind: z.string(),
  subject: z.string(),
  role: RoleSchema,
  at: Instant,
});

const SealingResult = z.strictObject({
  caseId: Id,
  partId: Id,
  outcome: z.enum(['decided', 'refused']),
  state: z.string().nullable(),
  /** Of a refusal: its name and the sentence for people. */
  refusal: z.string().nullable(),
  message: z.string().nullable(),
});

export const WORK_API = {
  work: {
    method: 'get',
    path: '/v1/work',
    caller: 'staff',
    roles: WORKERS,
    summary: 'What waits for a role of the caller, most urgent first, one page; stable while rows come and go',
    params: NOTHING,
    query: z.strictObject({
      role: StaffRole,
      /** `next` of the page before. */
      after: z.string().max(200).optional(),
      limit,
    }),
    request: NOTHING,
    answer: z.strictObject({ items: z.array(WorkItem), next: z.string().nullable() }).meta({ id: 'WorkPage' }),
    refusals: STAFF_REFUSALS,
  },
  alarms: {
    method: 'get',
    path: '/v1/alarms',
    caller: 'staff',
    roles: STAFF_ROLES,
    summary: 'Alarms that nobody has acknowledged yet, of one role of the caller, oldest first',
    params: NOTHING,
    query: z.strictObject({ role: StaffRole, after: Id.optional(), limit }),
    request: NOTHING,
    answer: z.strictObject({ alarms: z.array(AlarmAnswer), next: Id.nullable() }).meta({ id: 'AlarmPage' }),
    refusals: STAFF_REFUSALS,
  },
  acknowledgeAlarm: {
    method: 'post',
    path: '/v1/alarms/{alarmId}/acknowledgement',
    caller: 'staff',
    roles: WORKERS,
    summary: 'Say that an alarm was heard; again changes nothing',
    params: z.strictObject({ alarmId: Id }),
    query: NOTHING,
    request: NOTHING,
    answer: z.strictObject({ id: Id, acknowledgedAt: Instant }).meta({ id: 'AlarmAcknowledgement' }),
    refusals: { ...STAFF_REFUSALS, 404: 'alarm-unknown: none of a role of the caller' },
  },
  sealingSession: {
    method: 'post',
    path: '/v1/sealing-sessions',
    caller: 'staff',
    roles: ['chief'],
    summary: 'Decide many cases of the same kind in one session: one sealing, separate decisions, each by itself',
    params: NOTHING,
    query: NOTHING,
    request: z
      .strictObject({
        id: Id,
        items: z
          .array(
            z.strictObject({
              caseId: Id,
              partId: Id,
              expectedVersion: z
                .int()
                .min(0)
                .max(2 ** 31 - 1),
              eventId: Id,
            }),
          )
          .min(1)
          .max(SEALED_AT_ONCE),
      })
      .meta({ id: 'SealingSession' }),
    answer: z.strictObject({ id: Id, results: z.array(SealingResult) }).meta({ id: 'SealingSessionAnswer' }),
    bodyLimit: 64 * 1024,
    refusals: STAFF_REFUSALS,
  },
  drawRecords: {
    method: 'get',
    path: '/v1/cases/{caseId}/draws',
    caller: 'staff',
    roles: ['officer', 'committee', 'supervisor'],
    summary: 'The records of the draws of experts of a case; audited',
    params: CaseParams,
    query: NOTHING,
    request: NOTHING,
    answer: z
      .strictObject({
        draws: z.array(
          z.strictObject({
            id: Id,
            assessmentId: Id,
            sessionId: Id,
            round: z.int(),
            /** SHA-256 of the secret seed, hex: published before the draw. */
            commitment: z.string(),
            announcedAt: Instant,
            drawnAt: Instant.nullable(),
            /** Ids, codes and counts: enough to repeat the draw (`anban draw replay`). */
            record: z.unknown(),
          }),
        ),
      })
      .meta({ id: 'DrawRecords' }),
    refusals: { ...STAFF_REFUSALS, 404: 'case-unknown' },
  },
} as const satisfies Record<string, Endpoint>;
