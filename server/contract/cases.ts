/** Endpoints of a case: open, step, read, find. */
import { z } from 'zod';
import { CaseFile, PartKindSchema } from '../cases/model.ts';
import { CaseAnswer, Disclosure, EventAnswer, Purpose } from './case-file.ts';
import { Id, Instant } from './common.ts';
import { type Endpoint, NOTHING } from './endpoint.ts';
import { STAFF_REFUSALS, STAFF_ROLES, StaffRole } from './staff.ts';

/** Bytes. A case file with every text at its longest, and an event with its record, are below. */
export const CASE_BODY_LIMIT = 64 * 1024;
const SEQUENCE_MOST = 2 ** 31 - 1;

/** Who reads whole cases. Experts read those that they sit on, the province those before it in full. */
const READERS = STAFF_ROLES;
export const CaseParams = z.strictObject({ caseId: Id });
/** A terminal names the passed identity check of the person before it, at most 30 minutes old. */
export const IdentityCheckId = Id.meta({ description: 'only from a terminal: the identity check of this visit' });

export const CALLER_REFUSALS = {
  400: 'malformed',
  401: 'not-signed-in, or signature',
  403: 'wrong-role, or identity-needed (no fresh passed identity check of this person at this terminal)',
} as const;

export const OpenCase = z
  .strictObject({
    id: Id,
    file: CaseFile,
    /** 工伤事故备案 (an accident reported) or the draft of an application. */
    event: z.enum(['LEAD', 'START_DRAFT']).default('START_DRAFT'),
    /** Of that event, by its schema under `x-anban-events`: scenario, answers, channel. */
    data: z.record(z.string(), z.unknown()).default({}),
    /** Staff: acting as which of their roles. */
    as: StaffRole.optional(),
    identityCheckId: IdentityCheckId.optional(),
  })
  .meta({ id: 'OpenCase' });
export type OpenCase = z.infer<typeof OpenCase>;

const TakeStep = z
  .strictObject({
    /** Made by the sender; the same id again is the same event and gets the same answer. */
    id: Id,
    event: z.string().regex(/^[A-Z][A-Z0-9_]{0,59}$/),
    /** The version of the part on which the sender decided. */
    expectedVersion: z.int().min(0).max(SEQUENCE_MOST),
    /** By part and event: the schemas under `x-anban-events`. */
    data: z.record(z.string(), z.unknown()).default({}),
    /** Staff: acting as which of their roles; default: the one that may take this step. */
    as: StaffRole.optional(),
    identityCheckId: IdentityCheckId.optional(),
  })
  .meta({ id: 'TakeStep' });
export type TakeStep = z.infer<typeof TakeStep>;

const StepAnswer = z
  .strictObject({
    caseId: Id,
    partId: Id,
    sequence: z.int().positive(),
    state: z.string(),
    stateName: z.string(),
    version: z.int().nonnegative(),
    allowed: z.array(z.string()),
    /** What the step brought with it, in the same transaction. */
    documents: z.array(z.strictObject({ id: Id, kind: z.string(), number: z.string() })),
    raised: z.array(z.strictObject({ sequence: z.int(), partId: Id, event: z.string(), to: z.string() })),
  })
  .meta({ id: 'StepAnswer' });

const PartBrief = z.strictObject({
  id: Id,
  kind: PartKindSchema,
  state: z.string(),
  stateName: z.string(),
  version: z.int(),
});
const OpenAnswer = z
  .strictObject({ id: Id, number: z.string(), parts: z.array(PartBrief) })
  .meta({ id: 'OpenCaseAnswer' });

const FoundCase = z.strictObject({
  id: Id,
  number: z.string(),
  openedAt: Instant,
  /** Masked. */
  name: z.string(),
  parts: z.array(PartBrief),
});

export const CASE_API = {
  openCase: {
    method: 'post',
    path: '/v1/cases',
    caller: 'staff-or-terminal',
    // As the machine has it: a case is brought in at the window; an officer decides what others brought.
    roles: ['clerk'],
    summary: 'Open a case; the same id again opens nothing and is answered alike',
    params: NOTHING,
    query: NOTHING,
    request: OpenCase,
    answer: OpenAnswer,
    bodyLimit: CASE_BODY_LIMIT,
    refusals: {
      ...CALLER_REFUSALS,
      409: 'guard: the file contradicts itself, with the article',
      422: 'other-content: same id',
    },
  },
  takeStep: {
    method: 'post',
    path: '/v1/cases/{caseId}/parts/{partId}/events',
    caller: 'staff-or-terminal',
    roles: ['clerk', 'officer', 'chief', 'committee', 'expert', 'agency', 'province'],
    summary: 'Take one step of one part of a case, whole or not at all',
    params: z.strictObject({ caseId: Id, partId: Id }),
    query: NOTHING,
    request: TakeStep,
    answer: StepAnswer,
    bodyLimit: CASE_BODY_LIMIT,
    refusals: {
      ...CALLER_REFUSALS,
      404: 'case-unknown, part-unknown',
      409: 'version-conflict (who was faster, and the state now), illegal-step, guard (article and what is allowed), clock-behind',
      422: 'other-content: same id',
    },
  },
  readCase: {
    method: 'get',
    path: '/v1/cases/{caseId}',
    caller: 'staff-or-terminal',
    roles: READERS,
    summary: 'The whole case, as much of it as the role needs; audited with its purpose',
    params: CaseParams,
    query: z.strictObject({
      purpose: Purpose.optional(),
      as: StaffRole.optional(),
      identityCheckId: IdentityCheckId.optional(),
    }),
    request: NOTHING,
    answer: CaseAnswer,
    refusals: { ...CALLER_REFUSALS, 404: 'case-unknown' },
  },
  caseEvents: {
    method: 'get',
    path: '/v1/cases/{caseId}/events',
    caller: 'staff',
    roles: READERS,
    summary: 'The events of a case after a sequence, oldest first; audited',
    params: CaseParams,
    query: z.strictObject({
      after: z.coerce.number().int().min(0).max(SEQUENCE_MOST).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      purpose: Purpose.optional(),
      as: StaffRole.optional(),
    }),
    request: NOTHING,
    answer: z
      .strictObject({ disclosure: Disclosure, events: z.array(EventAnswer), next: z.int().nullable() })
      .meta({ id: 'EventPage' }),
    refusals: { ...STAFF_REFUSALS, 404: 'case-unknown' },
  },
  findCases: {
    method: 'post',
    path: '/v1/case-searches',
    caller: 'staff-or-terminal',
    roles: ['clerk', 'officer', 'chief', 'committee', 'agency'],
    summary:
      "A person's cases by identity number, which stands in the body so that no log of addresses holds it; audited",
    params: NOTHING,
    query: NOTHING,
    request: z
      .strictObject({
        /** From a terminal left out: the person identified there. */
        number: z.string().trim().min(6).max(18).optional(),
        purpose: Purpose.optional(),
        as: StaffRole.optional(),
        identityCheckId: IdentityCheckId.optional(),
      })
      .meta({ id: 'CaseSearch' }),
    answer: z.strictObject({ cases: z.array(FoundCase) }).meta({ id: 'CaseSearchAnswer' }),
    refusals: CALLER_REFUSALS,
  },
} as const satisfies Record<string, Endpoint>;
