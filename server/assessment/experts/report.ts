/** The mix of a pool: ages, titles, specialties, and who could be drawn on a day (潍坊: 年龄专业结构科学). Pure. */
import { type Day, yearOf } from '../../rules/calendar/day.ts';
import { type Bar, barsOf, type PoolExpert } from './eligibility.ts';
import { SPECIALTY_CODES } from './specialties.ts';

export interface ReportedExpert {
  readonly birthYear: number;
  readonly title: string;
  readonly expert: PoolExpert;
}

export interface PoolReport {
  readonly day: Day;
  readonly experts: number;
  /** Could be drawn that day for their own specialty. */
  readonly drawable: number;
  /** How many each reason keeps out; one expert may have several. */
  readonly barred: Readonly<Record<string, number>>;
  readonly ages: Readonly<Record<string, number>>;
  readonly titles: Readonly<Record<string, number>>;
  /** Experts by specialty code, and how many of them could be drawn. */
  readonly specialties: Readonly<Record<string, { experts: number; drawable: number }>>;
}

/** What stands against an expert on `day`, whatever the injury. */
export const standingBars = (expert: PoolExpert, day: Day): Bar[] =>
  barsOf(expert, { kind: 'device', needed: SPECIALTY_CODES, sessionDay: day });

export function poolReport(pool: readonly ReportedExpert[], day: Day): PoolReport {
  const drawable = pool.filter(({ expert }) => standingBars(expert, day).length === 0);
  const has = (code: string) => (one: ReportedExpert) => one.expert.specialties.includes(code);
  return {
    day,
    experts: pool.length,
    drawable: drawable.length,
    barred: tally(pool.flatMap(({ expert }) => standingBars(expert, day))),
    ages: tally(pool.map(({ birthYear }) => ageBand(yearOf(day) - birthYear))),
    titles: tally(pool.map(({ title }) => title)),
    specialties: Object.fromEntries(
      SPECIALTY_CODES.map((code) => [
        code,
        { experts: pool.filter(has(code)).length, drawable: drawable.filter(has(code)).length },
      ]),
    ),
  };
}

const ageBand = (age: number): string =>
  age < 40 ? 'under 40' : age < 50 ? '40-49' : age < 60 ? '50-59' : age < 70 ? '60-69' : '70 and over';

function tally(words: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries(counts);
}
