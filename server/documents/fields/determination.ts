/** The fields of D01–D17, each beside the common ones (办法 19 for the decisions). */
import { z } from 'zod';
import { Applicant, Contact, Day, Item, Line, Lines, Moment, Signature, Text } from './common.ts';

/** What happened, as the forms and the decisions tell it. */
const accident = { accidentAt: Moment, accidentPlace: Line, injuredPart: Line };

/** 办法 19: person, accident, diagnosis, course and verification, basis. D14 and D15 print the same facts. */
const decision = {
  applicant: Applicant,
  appliedOn: Day,
  acceptedOn: Day,
  age: z.int().min(0).max(130),
  occupation: Line,
  ...accident,
  /** 医疗救治的基本情况和诊断结论; for an occupational disease its name and the diagnosing body. */
  diagnosis: z.strictObject({ hospital: Line, on: Day, text: Text }),
  /** 受伤害经过. */
  course: Text,
  /** 核实情况: what was checked and by which evidence. */
  verification: Lines(Text),
  /** 条例 14 (一) …, as it is cited. */
  clause: Line,
};

export const DETERMINATION = {
  D01: {
    ...accident,
    description: Text,
    hospital: Line.optional(),
    reporter: Applicant,
    reportedAt: Moment,
    /** Last day of the employer's 30 days (条例 17). */
    employerDue: Day,
    workerDue: Day,
  },
  D02: {
    version: z.int().positive(),
    scenario: z.strictObject({ code: Line, name: Line }),
    applicant: Applicant,
    items: Lines(Item),
    limit: Day.optional(),
    contact: Contact,
    complaint: Line,
  },
  D03: {
    procedure: Line,
    applicant: Applicant,
    receivedAt: Moment,
    channel: Line,
    items: Lines(Item),
    receivedBy: Line,
    /** What happens next and by when. */
    next: Text,
  },
  D04: {
    version: z.int().positive(),
    items: Lines(z.strictObject({ id: Line.optional(), name: Line, fact: Text })),
    consequence: Text,
    signature: Signature,
    channel: Line,
  },
  D05: {
    ...accident,
    applicant: Applicant,
    occupation: Line,
    employedSince: Day.optional(),
    diagnosisOn: Day.optional(),
    hospital: Line.optional(),
    /** Only occupational diseases. */
    disease: Line.optional(),
    exposure: Line.optional(),
    description: Text,
    request: Text,
    employerOpinion: Text.optional(),
    signature: Signature,
  },
  D06: {
    applicant: Applicant,
    appliedOn: Day,
    notice: z.int().positive(),
    items: Lines(Item),
    /** From receipt. */
    days: z.int().positive(),
    consequence: Text,
    contact: Contact,
  },
  D07: { applicant: Applicant, appliedOn: Day, decideBy: Day, simple: z.boolean().default(false) },
  D08: { applicant: Applicant, appliedOn: Day, reason: Text, clause: Line },
  D09: { applicant: Applicant, appliedOn: Day, ...accident, due: Day, items: Lines(Item), contact: Contact },
  D10: {
    startedAt: Moment,
    endedAt: Moment,
    place: Line,
    /** At least two officers with credentials (办法 10). */
    investigators: z
      .array(z.strictObject({ name: Line, licence: Line }))
      .min(2)
      .max(6),
    recorder: Line,
    interviewee: Applicant,
    answers: Lines(z.strictObject({ question: Text, answer: Text })),
    /** SHA-256 of sound and picture (办法 11). */
    recording: Line.optional(),
    signature: Signature,
  },
  D11: { commissioned: Line, matters: Lines(Text), due: Day, contact: Contact },
  D12: { applicant: Applicant, acceptedOn: Day, suspendedFrom: Day, reason: Text, awaited: Text },
  D13: { applicant: Applicant, suspendedFrom: Day, resumedFrom: Day, reason: Text, decideBy: Day },
  D14: { ...decision, conclusion: z.enum(['认定为工伤', '视同工伤']) },
  D15: { ...decision, reason: Text },
  D16: { applicant: Applicant, appliedOn: Day, reason: Text, clause: Line, endedOn: Day },
  D17: {
    action: z.enum(['更正', '撤销']),
    original: z.strictObject({ title: Line, number: Line, issuedOn: Day }),
    reason: Text,
    content: Text,
    clause: Line,
  },
};
