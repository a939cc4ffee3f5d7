/** Signs that a case deserves a second look. Each only sends it to an officer; none decides anything. */
import { type Day, daysBetween } from '../calendar/day.ts';

export type DoubtName = 'duplicate' | 'late-report' | 'conflicting-times' | 'same-witness' | 'same-account';

export interface Doubt {
  readonly name: DoubtName;
  /** For the officer. */
  readonly reason: string;
  /** Cases that show the same. */
  readonly cases: readonly string[];
}

/** What is compared between cases. Persons, witnesses and accounts are references or blind indexes, never clear text. */
export interface DoubtFacts {
  readonly caseId: string;
  readonly personRef: string;
  readonly injuredOn: Day;
  readonly reportedOn: Day;
  readonly witnessRefs: readonly string[];
  readonly accountRef: string | null;
  /** Instants of the injury as different sources tell it: application, first record, employer … */
  readonly injuryTimes: readonly { readonly source: string; readonly at: Date }[];
  readonly firstTreatedAt: Date | null;
}

/** Own limits, not law: kept together so that an office can set them. */
export interface DoubtLimits {
  /** Reported later than this many days after the injury. */
  readonly lateReportDays: number;
  /** Sources may differ by this much. */
  readonly timeToleranceMinutes: number;
  /** A witness may stand in this many other cases. */
  readonly witnessCases: number;
}
export const DOUBT_LIMITS: DoubtLimits = { lateReportDays: 30, timeToleranceMinutes: 120, witnessCases: 2 };

/** All doubts about one case, beside the others that are open or recent. */
export function doubtsOf(
  facts: DoubtFacts,
  others: readonly DoubtFacts[],
  limits: DoubtLimits = DOUBT_LIMITS,
): readonly Doubt[] {
  const rest = others.filter(({ caseId }) => caseId !== facts.caseId);
  return [
    ...duplicate(facts, rest),
    ...lateReport(facts, limits),
    ...conflictingTimes(facts, limits),
    ...sameWitness(facts, rest, limits),
    ...sameAccount(facts, rest),
  ];
}

const idsOf = (cases: readonly DoubtFacts[]): readonly string[] => cases.map(({ caseId }) => caseId);

function duplicate({ personRef, injuredOn }: DoubtFacts, rest: readonly DoubtFacts[]): Doubt[] {
  const same = rest.filter((other) => other.personRef === personRef && other.injuredOn === injuredOn);
  return same.length === 0 ? [] : [{ name: 'duplicate', reason: '同一人同一天已有申请', cases: idsOf(same) }];
}

function lateReport({ injuredOn, reportedOn }: DoubtFacts, { lateReportDays }: DoubtLimits): Doubt[] {
  const days = daysBetween(injuredOn, reportedOn);
  return days <= lateReportDays ? [] : [{ name: 'late-report', reason: `受伤${days}日后才报告`, cases: [] }];
}

const MS_PER_MINUTE = 60_000;

function conflictingTimes(facts: DoubtFacts, { timeToleranceMinutes }: DoubtLimits): Doubt[] {
  const times = facts.injuryTimes.map(({ at }) => at.getTime());
  if (times.length === 0) return [];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const apart = (last - first) / MS_PER_MINUTE > timeToleranceMinutes;
  const treatedBefore = facts.firstTreatedAt !== null && facts.firstTreatedAt.getTime() < first;
  const reasons = [...(apart ? ['各来源的受伤时间不一致'] : []), ...(treatedBefore ? ['就诊时间早于受伤时间'] : [])];
  return reasons.map((reason) => ({ name: 'conflicting-times', reason, cases: [] }));
}

function sameWitness({ witnessRefs }: DoubtFacts, rest: readonly DoubtFacts[], { witnessCases }: DoubtLimits): Doubt[] {
  return [...new Set(witnessRefs)].flatMap((witness): Doubt[] => {
    const seen = rest.filter((other) => other.witnessRefs.includes(witness));
    const reason = `同一证人还出现在${seen.length}个案件中`;
    return seen.length <= witnessCases ? [] : [{ name: 'same-witness', reason, cases: idsOf(seen) }];
  });
}

function sameAccount({ accountRef, personRef }: DoubtFacts, rest: readonly DoubtFacts[]): Doubt[] {
  if (accountRef === null) return [];
  const same = rest.filter((other) => other.accountRef === accountRef && other.personRef !== personRef);
  return same.length === 0 ? [] : [{ name: 'same-account', reason: '收款账户与他人案件相同', cases: idsOf(same) }];
}
