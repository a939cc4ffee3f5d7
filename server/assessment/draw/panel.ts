/** Filling seats along an order: the first who fit, such that every minimum can still be met. Pure. */
import type { PoolExpert } from '../experts/eligibility.ts';

/** At least `count` seats go to `match`: a specialty code, `field:device`, or `specialty:any` (any of those needed). */
export interface Minimum {
  readonly match: string;
  readonly count: number;
}

type Candidate = Pick<PoolExpert, 'expertId' | 'field' | 'specialties'>;

/** A device expert counts as such only, so that one person never fills both minimums of a device panel. */
function counts({ field, specialties }: Candidate, match: string): boolean {
  if (match === 'field:device') return field === 'device';
  if (field === 'device') return false;
  return match === 'specialty:any' || specialties.includes(match);
}

const shortfall = (chosen: readonly Candidate[], minimums: readonly Minimum[]): number =>
  minimums.reduce((sum, { match, count }) => {
    const have = chosen.filter((candidate) => counts(candidate, match)).length;
    return sum + Math.max(0, count - have);
  }, 0);

export const meets = (chosen: readonly Candidate[], minimums: readonly Minimum[]): boolean =>
  shortfall(chosen, minimums) === 0;

/**
 * The first `seats` of the order who leave enough seats for what is still missing; null when that cannot be. Somebody of
 * two needed specialties counts for both; what is missing is summed as if nobody did, which never breaks a minimum.
 */
export function fillSeats<T extends Candidate>(
  order: readonly T[],
  seats: number,
  minimums: readonly Minimum[],
): readonly T[] | null {
  const chosen: T[] = [];
  for (const candidate of order) {
    if (chosen.length === seats) break;
    const next = [...chosen, candidate];
    if (shortfall(next, minimums) <= seats - next.length) chosen.push(candidate);
  }
  return chosen.length === seats ? chosen : null;
}

/** Reserves in the order of the draw; where there are enough of them, one for every minimum comes first. */
export function pickReserves<T extends Candidate>(
  rest: readonly T[],
  reserves: number,
  minimums: readonly Minimum[],
): readonly T[] {
  const ofEach = minimums.map(({ match }) => ({ match, count: 1 }));
  return fillSeats(rest, reserves, ofEach.length <= reserves ? ofEach : []) ?? rest.slice(0, reserves);
}

/** What a panel of this kind must have: 辅助器具配置管理办法 (device: 1 + 2), else one of every needed specialty. */
export function minimumsOf(kind: 'ordinary' | 'device', needed: readonly string[], seats: number): Minimum[] {
  if (kind === 'device') {
    return [
      { match: 'field:device', count: 1 },
      { match: 'specialty:any', count: 2 },
    ];
  }
  const specialties = [...new Set(needed)];
  return specialties.length <= seats ? specialties.map((match) => ({ match, count: 1 })) : [];
}
