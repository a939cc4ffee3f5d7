/** The command's answer to a text, with its exit code: 0 complete, 1 something is lacking, 2 malformed. */
import { duplicateKey } from './duplicate-key.ts';
import { type BenefitFault, type BenefitResult, computeBenefits, isComplete, parseBenefitInput } from './engine.ts';
import { benefitFault } from './faults.ts';

interface Refused {
  readonly items: readonly [];
  readonly own_wage_used: null;
  readonly errors: readonly BenefitFault[];
}

export interface Answer {
  readonly code: 0 | 1 | 2;
  readonly body: BenefitResult | Refused;
}

export function answerBenefits(text: string): Answer {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    return refused([benefitFault('not-json', '', cause instanceof Error ? cause.message : undefined)]);
  }
  const twice = duplicateKey(text);
  if (twice !== null) return refused([benefitFault('key-twice', twice)]);
  const input = parseBenefitInput(raw);
  if (!input.ok) return refused(input.fault);
  const body = computeBenefits(input.value);
  return { code: isComplete(body) ? 0 : 1, body };
}

const refused = (errors: readonly BenefitFault[]): Answer => ({
  code: 2,
  body: { items: [], own_wage_used: null, errors },
});
