/** What a determination knows of itself: days, codes, ids of officers. What it says about people is in documents only. */
import { z } from 'zod';
import { CLAIM_CODES } from '../../rules/scenarios/catalogue.ts';

const Day = z.iso.date();
/** Article 16 is never applied for. */
export const Claim = z.enum(CLAIM_CODES);
export const Exclusion = z.enum(['X16_1', 'X16_2', 'X16_3']);
export const Holding = z.enum(['obtained', 'committed', 'uploaded']);

/** Days that are not counted in the year of application (法释〔2014〕9号 art 7). */
export const Excluded = z.strictObject({
  from: Day,
  to: Day,
  cause: z.enum(['force-majeure', 'detention', 'employer', 'agency', 'labour-relation']),
});

/** Why not: an element is not proven, an exclusion of art 16, or nobody was employed. */
export const Ground = z.enum(['element-unproven', 'exclusion', 'no-employment']);

export const Proposal = z.strictObject({
  by: z.string(),
  on: Day,
  /** The state to which it goes back when the chief does not agree. */
  before: z.enum(['ACCEPTED', 'INVESTIGATE']),
  outcome: z.enum(['yes', 'no']),
  scenario: Claim,
  elements: z.array(z.string()),
  /** Ids of the materials on which it rests. */
  evidence: z.array(z.string()),
  ground: Ground.nullable(),
  exclusion: Exclusion.nullable(),
});
export type Proposal = z.infer<typeof Proposal>;

export const Facts = z.strictObject({
  relation: z.enum(['self', 'relative', 'employer', 'union']).nullable(),
  injuryOn: Day.nullable(),
  scenario: Claim.nullable(),
  death: z.boolean(),
  /** Versions of the list of materials (D02). */
  listVersion: z.int(),
  /** Materials that are there, by id. */
  held: z.record(z.string(), Holding),
  falseCommitments: z.array(z.string()),
  /** Commitments that were checked, kept or not. */
  checkedCommitments: z.array(z.string()).default([]),
  /** The employer has said itself, or the counter has asked, that it agrees with the application. */
  employerConfirmed: z.boolean().default(false),
  appliedOn: Day.nullable(),
  /** The employer's 30 days were over: costs until acceptance (浙: application) are the employer's (条例 17). */
  lateEmployer: z.boolean(),
  employerExtensionDays: z.int(),
  excluded: z.array(Excluded),
  supplements: z.int(),
  missing: z.array(z.string()),
  supplementDays: z.int().nullable(),
  evidenceDays: z.int().nullable(),
  acceptedOn: Day.nullable(),
  /** From when the limit to decide runs: the acceptance, or the court's order to decide again. */
  limitFrom: Day.nullable(),
  clear: z.boolean(),
  simple: z.boolean(),
  /** Names of the guards of the simple procedure that did not hold. */
  simpleBroken: z.array(z.string()),
  doubt: z.boolean(),
  investigators: z.array(z.string()),
  suspension: z.strictObject({ from: Day, before: z.enum(['ACCEPTED', 'EVIDENCE', 'INVESTIGATE']) }).nullable(),
  pauses: z.array(z.strictObject({ from: Day, to: Day })),
  proposal: Proposal.nullable(),
  decision: z
    .strictObject({
      outcome: z.enum(['yes', 'no', 'refused']),
      event: z.string(),
      /** Of that step: only the service of its own papers delivers it. Null: taken before this was kept. */
      eventId: z.string().nullable().default(null),
      by: z.string(),
      on: Day,
      version: z.int(),
    })
    .nullable(),
  /** Days on which the parties received the decision that stands. */
  served: z.strictObject({ person: Day.nullable(), employer: Day.nullable(), agency: Day.nullable() }),
  /** The day of the reconsideration decision or judgment that upheld it: 15 days to go on from then. */
  upheldOn: Day.nullable().default(null),
  dispute: z.strictObject({ kind: z.enum(['reconsideration', 'suit']), on: Day }).nullable(),
});
export type Facts = z.infer<typeof Facts>;

export const NOT_SERVED: Facts['served'] = { person: null, employer: null, agency: null };

export const begin: Facts = {
  relation: null,
  injuryOn: null,
  scenario: null,
  death: false,
  listVersion: 0,
  held: {},
  falseCommitments: [],
  checkedCommitments: [],
  employerConfirmed: false,
  appliedOn: null,
  lateEmployer: false,
  employerExtensionDays: 0,
  excluded: [],
  supplements: 0,
  missing: [],
  supplementDays: null,
  evidenceDays: null,
  acceptedOn: null,
  limitFrom: null,
  clear: false,
  simple: false,
  simpleBroken: [],
  doubt: false,
  investigators: [],
  suspension: null,
  pauses: [],
  proposal: null,
  decision: null,
  served: NOT_SERVED,
  upheldOn: null,
  dispute: null,
};
