/** What readers of a case see of it. */
import { z } from 'zod';
import { CaseFile, PartKindSchema, RoleSchema } from '../cases/model.ts';
import { Day, Id, Instant, RegionCode } from './common.ts';

/** Why somebody reads; it stands in the audit entry. */
export const Purpose = z
  .enum(['handling', 'assessment', 'payment', 'supervision', 'complaint', 'own-case'])
  .meta({ id: 'Purpose' });
export type Purpose = z.infer<typeof Purpose>;

/**
 * How much is shown. full: everything. own: the whole file, without what came with the events (the person at a
 * terminal). examining: injury and diagnosis, masked person (experts). masked:
 * neither health nor numbers (supervisor, and the province while the case is not before it).
 */
export const Disclosure = z.enum(['full', 'own', 'examining', 'masked']).meta({ id: 'Disclosure' });
export type Disclosure = z.infer<typeof Disclosure>;

const { person, applicant, employer, injury } = CaseFile.shape;
const text = z.string().optional();
/** As `CaseFile`, where masked values need not have the form of the true ones. */
export const FileView = CaseFile.extend({
  person: person.extend({ birthDate: z.string(), phone: text }),
  applicant: applicant.extend({ phone: text }),
  employer: employer.extend({ phone: text }),
  injury: injury.extend({ description: text }),
}).meta({ id: 'CaseFileView' });
export type FileView = z.infer<typeof FileView>;

export const PartAnswer = z
  .strictObject({
    id: Id,
    kind: PartKindSchema,
    state: z.string(),
    /** Chinese. */
    stateName: z.string(),
    version: z.int().nonnegative(),
    /** Whose move it is. */
    queue: RoleSchema.nullable(),
    dueOn: Day.nullable(),
    /** Events that people can take from the state; who may take which: `x-anban-events`. */
    allowed: z.array(z.string()),
    /** Dates, codes, amounts and ids; names and diagnoses are not among them. */
    facts: z.unknown(),
  })
  .meta({ id: 'CasePart' });

export const TimerAnswer = z
  .strictObject({
    id: Id,
    partId: Id,
    timer: z.string(),
    name: z.string(),
    state: z.string(),
    startOn: Day,
    /** Before and after the shift from a rest day; null while paused. */
    rawOn: Day.nullable(),
    dueOn: Day.nullable(),
    /** Negative when it is over; null while paused or ended. */
    daysLeft: z.int().nullable(),
    basis: z.string(),
  })
  .meta({ id: 'CaseTimer' });

export const EventAnswer = z
  .strictObject({
    sequence: z.int().positive(),
    id: Id,
    partId: Id,
    type: z.string(),
    from: z.string().nullable(),
    to: z.string(),
    actorRole: RoleSchema,
    /** An officer's id, `terminal:<id>`, `system`. */
    actorId: z.string(),
    at: Instant,
    basis: z.string(),
    /** What came with it; absent where the file is not shown in full. */
    data: z.unknown().optional(),
  })
  .meta({ id: 'CaseEvent' });

export const DocumentAnswer = z
  .strictObject({
    id: Id,
    kind: z.string(),
    name: z.string(),
    number: z.string(),
    recipients: z.array(z.string()),
    issuedOn: Day,
    /** ordered: being made. made: sealed, can be downloaded. */
    state: z.enum(['ordered', 'made']),
    bytes: z.int().nullable(),
    /** SHA-256 of the file, hex. */
    digest: z.string().nullable(),
    ended: z.boolean(),
  })
  .meta({ id: 'CaseDocument' });

/** 送达: what one recipient gets together. */
export const ServiceAnswer = z
  .strictObject({
    partId: Id,
    recipient: z.string().nullable(),
    documents: z.array(z.string()),
    state: z.string(),
    stateName: z.string(),
  })
  .meta({ id: 'CaseService' });

export const CaseAnswer = z
  .strictObject({
    id: Id,
    regionCode: RegionCode,
    number: z.string(),
    province: z.string(),
    openedAt: Instant,
    /** Sequence of the newest event. */
    events: z.int().nonnegative(),
    disclosure: Disclosure,
    file: FileView,
    parts: z.array(PartAnswer),
    timers: z.array(TimerAnswer),
    documents: z.array(DocumentAnswer),
    services: z.array(ServiceAnswer),
    history: z.array(EventAnswer),
  })
  .meta({ id: 'Case' });
export type CaseAnswer = z.infer<typeof CaseAnswer>;
