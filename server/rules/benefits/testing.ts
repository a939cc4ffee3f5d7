/** For tests: a case from plain facts to its result. */
import { unwrap } from '@anban/foundation/result';
import { type BenefitItem, type BenefitResult, computeBenefits, type ItemCode, parseBenefitInput } from './engine.ts';

export type Facts = Readonly<Record<string, unknown>>;

export const compute = (facts: Facts): BenefitResult => computeBenefits(unwrap(parseBenefitInput(facts)));

export const itemOf = (result: BenefitResult, code: ItemCode): BenefitItem | undefined =>
  result.items.find(({ item }) => item === code);

export const amountOf = (result: BenefitResult, code: ItemCode): number | undefined => itemOf(result, code)?.amount;
