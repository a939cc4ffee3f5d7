/** The fields of D18–D30, each beside the common ones (《劳动能力鉴定管理办法》 art 16 for the conclusions). */
import { z } from 'zod';
import { Applicant, Contact, Day, Item, Line, Lines, Moment, Signature, Text } from './common.ts';

/** Kinds of assessment by their names; several may be asked for at once. */
const kinds = Lines(Line);

const conclusion = {
  determinationNumber: Line.optional(),
  appliedOn: Day,
  examinedOn: Day,
  /** 伤情介绍: part, loss of function, diagnosis. */
  injury: z.strictObject({ part: Line, functionalLoss: Text, diagnosis: Text }),
  /** The edition of the standard that was applied. */
  standard: Line,
  clauses: Lines(Text),
  conclusions: Lines(z.strictObject({ kind: Line, conclusion: Line })),
};

const Seat = z.strictObject({ position: z.int().positive(), expert: Line, specialty: Line, result: Line });

export const ASSESSMENT = {
  D18: {
    documents: Lines(z.strictObject({ name: Line, number: Line })),
    receiver: Applicant,
    method: Line,
    place: Line,
    servedAt: Moment,
    server: Line,
    /** Receipt number of the mail, arrival in the person's system, digest of the video. */
    proof: Line.optional(),
    note: Text.optional(),
    signature: Signature.optional(),
  },
  D19: {
    kinds,
    applicant: Applicant,
    determinationNumber: Line.optional(),
    injuredPart: Line,
    hospital: Line.optional(),
    condition: Text,
    request: Text,
    signature: Signature,
  },
  D20: {
    applicant: Applicant,
    appliedOn: Day,
    items: Lines(Item),
    /** From receipt. */
    days: z.int().positive(),
    consequence: Text,
    contact: Contact,
  },
  D21: { kinds, applicant: Applicant, receivedOn: Day, concludeBy: Day },
  D22: {
    kinds,
    at: Moment,
    site: Line,
    address: Line,
    room: Line.optional(),
    bring: Lines(Line),
    note: Text.optional(),
    contact: Contact,
    /** True: the examination takes the place of one notified before. */
    rescheduled: z.boolean().default(false),
  },
  D23: {
    session: z.strictObject({ day: Day, site: Line }),
    drawnAt: Moment,
    specialties: Lines(Line),
    /** How many were left after each filter, in order. */
    counts: Lines(z.strictObject({ label: Line, count: z.int().min(0) })),
    commitment: Line,
    seed: Line,
    seats: Lines(Seat),
    reserves: z.array(Seat).max(20),
    operator: Line,
  },
  D24: {
    at: Moment,
    site: Line,
    terminal: Line.optional(),
    method: Line,
    result: Line,
    /** Score and threshold of a face match; no image leaves the device. */
    score: Line.optional(),
    officers: z.array(Line).max(4),
    note: Text.optional(),
  },
  D25: {
    kinds,
    examinedOn: Day,
    findings: Text,
    experts: Lines(z.strictObject({ name: Line, specialty: Line, opinion: Line, signedAt: Moment })),
    standard: Line,
    clauses: Lines(Text),
    opinions: Lines(z.strictObject({ kind: Line, conclusion: Line, votes: Line })),
  },
  D26: conclusion,
  D27: {
    kinds,
    scheduledAt: Moment.optional(),
    reason: Text,
    clause: Line,
    endedOn: Day,
    contact: Contact,
  },
  D28: {
    request: z.enum(['再次鉴定', '复查鉴定']),
    applicant: Applicant,
    previous: z.strictObject({ number: Line, conclusion: Line, receivedOn: Day }),
    reason: Text,
    signature: Signature,
  },
  D29: { ...conclusion, previous: z.strictObject({ number: Line, authority: Line, conclusion: Line, issuedOn: Day }) },
  D30: {
    diagnosis: Text,
    from: Day,
    to: Day,
    months: z.int().min(1).max(24),
    extension: z.boolean().default(false),
    clause: Line,
  },
};
