/** Who of the pool may be drawn for a day, and why not. Pure; the order of the bars is the order of the draw's filters. */
import type { Day } from '../../rules/calendar/day.ts';

export type ExpertField = 'medical' | 'device';
export type ExpertStatus = 'active' | 'suspended' | 'removed';

/** What decides whether an expert may be drawn: codes and days, no name. */
export interface PoolExpert {
  readonly expertId: string;
  readonly field: ExpertField;
  readonly specialties: readonly string[];
  readonly status: ExpertStatus;
  readonly termFrom: Day;
  readonly termUntil: Day;
  readonly trainedUntil: Day;
  readonly onLeave: boolean;
  /** Panels of that day on which the expert already sits. */
  readonly panelsThatDay: number;
  readonly dailyQuota: number;
  /** The reason to step aside, declared or detected; null = none. */
  readonly recusal: string | null;
}

export interface PanelNeed {
  readonly kind: 'ordinary' | 'device';
  readonly sessionDay: Day;
  /** Specialty codes of the injury. */
  readonly needed: readonly string[];
}

/** In the order in which they are asked. */
export const BARS = ['inactive', 'term', 'untrained', 'specialty', 'leave', 'quota', 'recused'] as const;
export type Bar = (typeof BARS)[number];

const RULES: Readonly<Record<Bar, (expert: PoolExpert, need: PanelNeed) => boolean>> = {
  inactive: ({ status }) => status !== 'active',
  // 令55 art 25: appointed for three years.
  term: ({ termFrom, termUntil }, { sessionDay }) => sessionDay < termFrom || sessionDay > termUntil,
  untrained: ({ trainedUntil }, { sessionDay }) => sessionDay > trainedUntil,
  specialty: (expert, need) => !isOfSpecialty(expert, need),
  leave: ({ onLeave }) => onLeave,
  quota: ({ panelsThatDay, dailyQuota }) => panelsThatDay >= dailyQuota,
  recused: ({ recusal }) => recusal !== null,
};

/** A device expert need not have a senior medical title, so sits on device panels only. */
function isOfSpecialty({ field, specialties }: PoolExpert, { kind, needed }: PanelNeed): boolean {
  if (field === 'device') return kind === 'device';
  return specialties.some((code) => needed.includes(code));
}

/** Everything that stands against drawing this expert; empty = may be drawn. */
export const barsOf = (expert: PoolExpert, need: PanelNeed): Bar[] => BARS.filter((bar) => RULES[bar](expert, need));

/** How many are left after each filter, beginning with the whole pool. */
export type FilterCounts = Readonly<Record<'pool' | Bar, number>>;

/** Those who may be drawn, in the order given, and how many each filter left. */
export function filterPool(
  pool: readonly PoolExpert[],
  need: PanelNeed,
): { eligible: readonly PoolExpert[]; counts: FilterCounts } {
  const counts = {
    pool: pool.length,
    inactive: 0,
    term: 0,
    untrained: 0,
    specialty: 0,
    leave: 0,
    quota: 0,
    recused: 0,
  };
  let left = pool;
  for (const bar of BARS) {
    left = left.filter((expert) => !RULES[bar](expert, need));
    counts[bar] = left.length;
  }
  return { eligible: left, counts };
}
