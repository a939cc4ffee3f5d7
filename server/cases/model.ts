/** What every machine of a case speaks of: parts, actors, the personal file, the view a guard decides on. */
import { z } from 'zod';

/** One case has one determination, any number of assessments and benefits, and a service per recipient of a package. */
export const PART_KINDS = ['determination', 'assessment', 'benefit', 'service'] as const;
export type PartKind = (typeof PART_KINDS)[number];
export const PartKindSchema = z.enum(PART_KINDS);

/** Who acts. `applicant` includes a near relative and a union through a terminal; `department` = police, health, court. */
export const ROLES = [
  'applicant',
  'employer',
  'clerk',
  'officer',
  'chief',
  'committee',
  'expert',
  'agency',
  'province',
  'supervisor',
  'department',
  'system',
] as const;
export type Role = (typeof ROLES)[number];
export const RoleSchema = z.enum(ROLES);

/** `id` tells two people apart: an officer's id, `terminal:<id>`, `timer:<id>`, `system`. */
export interface Actor {
  readonly role: Role;
  readonly id: string;
}

/** Who raises what a step brings with it. */
export const SYSTEM: Actor = { role: 'system', id: 'system' };

const words = (most: number) => z.string().trim().min(1).max(most);
/** 00:00–23:59, in China. */
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Phone = z.string().regex(/^\+?[\d-]{5,20}$/);

/** 个人信息: stored only as one ciphertext per case. */
export const CaseFile = z.strictObject({
  person: z.strictObject({
    name: words(50),
    sex: z.enum(['男', '女']),
    /** 公民身份号码 or another identity document's number. */
    number: words(18),
    birthDate: z.iso.date(),
    phone: Phone.optional(),
    address: words(200).optional(),
    occupation: words(60).optional(),
    /** 社保卡金融账户, for payments. */
    account: words(32).optional(),
  }),
  applicant: z.strictObject({
    relation: z.enum(['self', 'relative', 'employer', 'union']),
    name: words(100),
    number: words(18).optional(),
    phone: Phone.optional(),
  }),
  employer: z.strictObject({
    name: words(100),
    /** 统一社会信用代码. */
    code: words(18).optional(),
    address: words(200).optional(),
    phone: Phone.optional(),
  }),
  injury: z.strictObject({
    /** Day of the accident, or of the diagnosis of an occupational disease (条例 17). */
    day: z.iso.date(),
    time: Time.optional(),
    place: words(200).optional(),
    description: words(2000),
    parts: words(200).optional(),
    diagnosis: words(500).optional(),
    hospital: words(100).optional(),
    diagnosedOn: z.iso.date().optional(),
  }),
  /** 送达地址确认: electronic service only with consent (民诉法 90). */
  service: z.strictObject({ electronic: z.boolean(), address: words(200).optional() }),
  death: z.strictObject({ day: z.iso.date(), time: Time.optional() }).optional(),
  dependants: z
    .array(z.strictObject({ name: words(50), relation: words(20), birthDate: z.iso.date().optional() }))
    .max(20)
    .optional(),
});
export type CaseFile = z.infer<typeof CaseFile>;

/** A part as guards see it. `facts` were parsed by its machine. */
export interface PartView {
  readonly id: string;
  readonly kind: PartKind;
  readonly state: string;
  readonly version: number;
  readonly facts: unknown;
}

/** A case as guards see it, without the personal file. */
export interface CaseView {
  readonly id: string;
  readonly regionCode: string;
  readonly number: string;
  /** 浙江, 山东, … : which tables apply. */
  readonly province: string;
  readonly parts: readonly PartView[];
}

/** Why a step cannot be taken: in words for people, with the article, and what could be done instead. */
export interface StepRefusal {
  readonly name: 'illegal-step' | 'wrong-role' | 'guard' | 'malformed';
  /** The guard's name, e.g. `two-people`. */
  readonly guard?: string;
  readonly article: string;
  readonly message: string;
  readonly hint: string;
  /** Events that the part's state knows. */
  readonly allowed: readonly string[];
}

/** What a guard answers when it does not let pass. */
export interface Broken {
  readonly guard: string;
  readonly article: string;
  /** For the person, Chinese. */
  readonly message: string;
  /** For staff, English. */
  readonly hint: string;
}
