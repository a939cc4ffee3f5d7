/** What zod found wrong, as a fault with a name. */
import type { z } from 'zod';
import { type BenefitFault, benefitFault, isFaultName } from './faults.ts';
import { nearestName } from './nearest.ts';

/** The names allowed inside an object field, to suggest from. */
const INNER_NAMES: Record<string, readonly string[]> = {
  contribution_wages: ['month', 'wage'],
  dependants: ['relation', 'lonely', 'orphan'],
  termination: ['date', 'reason'],
  death: ['date', 'after_stay_period'],
  missing: ['injury_month', 'hardship'],
  expenses: ['date', 'amount'],
};

export function issueFault(issue: z.core.$ZodIssue, names: readonly string[]): BenefitFault[] {
  const path = issue.path.map(String);
  const at = path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const known = path[0] === undefined ? names : (INNER_NAMES[path[0]] ?? []);
    return issue.keys.map((key) => {
      const near = nearestName(key, known);
      const hint = near === undefined ? undefined : `did you mean ${near}?`;
      return benefitFault('unknown-field', [...path, key].join('.'), hint);
    });
  }
  if (issue.code === 'custom') {
    const { fault, hint } = issue.params ?? {};
    if (isFaultName(fault)) return [benefitFault(fault, at, typeof hint === 'string' ? hint : undefined)];
  }
  return [benefitFault('wrong-type', at, 'expected' in issue ? `expected ${String(issue.expected)}` : undefined)];
}
