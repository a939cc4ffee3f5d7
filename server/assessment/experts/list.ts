/** The pool with names, for whoever administers it. Every listing is audited. */
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/database.ts';
import type { Day } from '../../rules/calendar/day.ts';
import { candidatesOn } from './candidates.ts';
import type { Bar, PoolExpert } from './eligibility.ts';
import { namesOf, type PoolServices } from './pool.ts';
import { type PoolReport, poolReport, standingBars } from './report.ts';

export interface ListedExpert extends Omit<PoolExpert, 'recusal'> {
  readonly name: string;
  readonly hospital: string;
  readonly title: string;
  readonly birthYear: number;
  /** Why the expert cannot be drawn that day, whatever the injury; empty = can. */
  readonly bars: readonly Bar[];
}

export interface PoolListing {
  readonly region: string;
  readonly day: Day;
  readonly experts: readonly ListedExpert[];
  readonly report: PoolReport;
}

export async function listExperts(
  tx: Tx,
  services: PoolServices,
  { regionCode, day, actor }: { regionCode: string; day: Day; actor: string },
): Promise<PoolListing> {
  const candidates = await candidatesOn(tx, regionCode, day, false);
  const ids = candidates.map(({ expert }) => expert.expertId);
  const names = await namesOf(tx, services, regionCode, ids);
  const experts = candidates.map(({ expert: { recusal: _, ...expert }, affiliation }) => ({
    ...expert,
    name: names.get(expert.expertId)?.name ?? '',
    hospital: affiliation.hospital,
    title: affiliation.title,
    birthYear: affiliation.birthYear,
    bars: standingBars({ ...expert, recusal: null }, day),
  }));
  const details = { experts: experts.length };
  await appendAudit(tx, {
    regionCode,
    actor,
    action: 'expert.listed',
    subject: regionCode,
    details,
    at: services.clock.now(),
  });
  const reported = candidates.map(({ expert, affiliation }) => ({ expert, ...affiliation }));
  return { region: regionCode, day, experts, report: poolReport(reported, day) };
}
