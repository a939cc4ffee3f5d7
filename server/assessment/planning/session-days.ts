/** On which days sessions must be opened so that none lies more than N days after the one before. Pure. */
import { isWorkday } from '../../rules/calendar/calendar.ts';
import { addDays, type Day, daysBetween } from '../../rules/calendar/day.ts';

export interface GapRule {
  /** Longest distance between two sessions in days (S1: 30). */
  readonly maxGapDays: number;
  /** Days between the notice and the session (5). */
  readonly noticeDays: number;
}

/** The latest working day in [from, until], or null when there is none. */
export function latestWorkday(from: Day, until: Day): Day | null {
  for (let day = until; day >= from; day = addDays(day, -1)) if (isWorkday(day)) return day;
  return null;
}

/** The first working day on or after `from`. */
export function earliestWorkday(from: Day): Day {
  let day = from;
  while (!isWorkday(day)) day = addDays(day, 1);
  return day;
}

export interface GapQuestion extends GapRule {
  readonly existing: readonly Day[];
  /** Nothing is opened before this day plus the notice. */
  readonly today: Day;
  /** The chain is kept up at least to this day. */
  readonly until: Day;
}

/**
 * The days to open, in order. Each is as late as the gap allows, so that few sessions are opened; where the gap is over
 * already, it is the first working day that the notice allows.
 */
export function daysToOpen({ existing, today, until, maxGapDays, noticeDays }: GapQuestion): Day[] {
  const held = [...new Set(existing)].sort();
  const opened: Day[] = [];
  const soonest = addDays(today, noticeDays);
  // Without a session in the past there is no gap to keep: the chain begins with the first one to come.
  let previous = held.filter((day) => day <= today).at(-1) ?? held[0] ?? null;
  for (;;) {
    const limit = previous === null ? soonest : addDays(previous, maxGapDays);
    const next = held.filter((day) => day > (previous ?? '') && day <= maxDay(limit, soonest)).at(-1);
    if (next !== undefined) {
      previous = next;
      continue;
    }
    if (previous !== null && limit >= until) return opened;
    const from = previous === null ? soonest : maxDay(addDays(previous, 1), soonest);
    const day = latestWorkday(from, limit) ?? earliestWorkday(from);
    if (day > until) return opened;
    opened.push(day);
    previous = day;
  }
}

/** The widest gap in days between two neighbours; 0 with fewer than two days. */
export function widestGap(days: readonly Day[]): number {
  const sorted = [...days].sort();
  return sorted.reduce((widest, day, i) => Math.max(widest, i === 0 ? 0 : daysBetween(sorted[i - 1] ?? day, day)), 0);
}

const maxDay = (a: Day, b: Day): Day => (a > b ? a : b);
