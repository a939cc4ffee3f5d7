/**
 * The guide: a few questions to the scenarios that may apply. Only ever candidates with reasons, never a refusal: what
 * fits nowhere goes to an officer. Nothing of article 16 is asked (exclusions need an instrument of a competent body).
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import table from '../tables/scenarios.json' with { type: 'json' };
import { CLAIM_CODES } from './catalogue.ts';

export const QUESTION_IDS = ['who', 'what', 'when', 'where', 'activity', 'outcome'] as const;
export type QuestionId = (typeof QUESTION_IDS)[number];

/** Nothing fits: an officer looks at it together with the person. */
export const OTHER_NEEDS_OFFICER = 'OTHER_NEEDS_OFFICER';

const Candidate = z.strictObject({ code: z.enum([...CLAIM_CODES, OTHER_NEEDS_OFFICER]), reason: z.string().min(1) });
export type Candidate = Readonly<z.infer<typeof Candidate>>;

/** Either the next question with its branches (`*`: every other answer), or a leaf. */
export type GuideNode =
  | { readonly ask: QuestionId; readonly branches: Readonly<Record<string, GuideNode>> }
  | { readonly leaf: string };
const GuideNode: z.ZodType<GuideNode> = z.lazy(() =>
  z.union([
    z.strictObject({ ask: z.enum(QUESTION_IDS), branches: z.record(z.string(), GuideNode) }),
    z.strictObject({ leaf: z.string() }),
  ]),
);

const Question = z.strictObject({ text: z.string().min(1), options: z.record(z.string(), z.string().min(1)) });
const Guide = z.strictObject({
  questions: z.record(z.enum(QUESTION_IDS), Question),
  tree: GuideNode,
  leaves: z.record(z.string(), z.array(Candidate).min(1)),
});

/** Questions, tree and leaves as data, for screens and tests. */
export const GUIDE: Readonly<z.infer<typeof Guide>> = z.object({ guide: Guide }).parse(table).guide;

export type Answers = Readonly<Partial<Record<QuestionId, string>>>;

export type GuideStep =
  | {
      readonly done: false;
      readonly ask: QuestionId;
      readonly text: string;
      readonly options: Readonly<Record<string, string>>;
    }
  | { readonly done: true; readonly leaf: string; readonly death: boolean; readonly candidates: readonly Candidate[] };

export interface GuideFault {
  readonly name: 'unknown-answer';
  readonly question: QuestionId;
  readonly answer: string;
}

/**
 * The next question, or the candidates in order. The outcome is asked unless a person is missing: a death
 * needs further materials.
 */
export function guide(answers: Answers): Result<GuideStep, GuideFault> {
  for (const question of QUESTION_IDS) {
    const answer = answers[question];
    if (answer !== undefined && !Object.hasOwn(GUIDE.questions[question].options, answer))
      return fail({ name: 'unknown-answer', question, answer });
  }
  let node = GUIDE.tree;
  while ('ask' in node) {
    const answer = answers[node.ask];
    if (answer === undefined) return ok(question(node.ask));
    const next: GuideNode | undefined = node.branches[answer] ?? node.branches['*'];
    if (next === undefined) throw new Error(`tables/scenarios.json: ${node.ask}=${answer} leads nowhere`);
    node = next;
  }
  const missing = answers.what === 'missing';
  if (answers.outcome === undefined && !missing) return ok(question('outcome'));
  const candidates = GUIDE.leaves[node.leaf];
  if (candidates === undefined) throw new Error(`tables/scenarios.json: leaf ${node.leaf} is missing`);
  return ok({ done: true, leaf: node.leaf, death: !missing && answers.outcome !== 'alive', candidates });
}

const question = (ask: QuestionId): GuideStep => ({ done: false, ask, ...GUIDE.questions[ask] });

const HOURS_48_MS = 48 * 3_600_000;

/**
 * The answer to `outcome` from times (条例 art 15(1)(1)): 48 hours from the first diagnosis by a medical institution [the
 * starting point is practice, not text]. Without both times it stays open.
 */
export function outcomeOf(died: Date | null, firstDiagnosed: Date | null): Result<string, 'death-before-diagnosis'> {
  if (died === null || firstDiagnosed === null) return ok('dead_time_unknown');
  const hours = died.getTime() - firstDiagnosed.getTime();
  if (hours < 0) return fail('death-before-diagnosis');
  return ok(hours <= HOURS_48_MS ? 'dead_within_48h' : 'dead_after_48h');
}
