/** Counting the days of a time limit past its pauses. The first day is never counted (民法典 art 201). */
import { type CalendarOverrides, isWorkday, nextWorkday } from '../calendar/calendar.ts';
import { addDays, addMonths, type Day, daysBetween } from '../calendar/day.ts';
import type { OpenPause, Pause } from './pauses.ts';
import type { TimerUnit } from './timers.ts';

/** How days are counted; months and years are turned into days once, at the start. */
export interface Counter {
  /** The `count`th counted day after `from`. */
  advance(from: Day, count: number): Day;
  /** Counted days in (from, to]. */
  count(from: Day, to: Day): number;
}

const CALENDAR_DAYS: Counter = { advance: addDays, count: daysBetween };

function workingDays(overrides: CalendarOverrides): Counter {
  return {
    advance(from, count) {
      let day = from;
      for (let left = count; left > 0; ) {
        day = addDays(day, 1);
        if (isWorkday(day, overrides)) left -= 1;
      }
      return day;
    },
    count(from, to) {
      let counted = 0;
      for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkday(day, overrides)) counted += 1;
      return counted;
    },
  };
}

export const counterOf = (unit: TimerUnit, overrides: CalendarOverrides): Counter =>
  unit === 'working-days' ? workingDays(overrides) : CALENDAR_DAYS;

/** The length in counted days. A month ends on the same day of the month, or its last (民法典 art 202). */
export function lengthInDays(start: Day, length: number, unit: TimerUnit): number {
  if (unit === 'months') return daysBetween(start, addMonths(start, length));
  if (unit === 'years') return daysBetween(start, addMonths(start, length * 12));
  return length;
}

export interface Period {
  readonly start: Day;
  readonly days: number;
  readonly counter: Counter;
  readonly overrides: CalendarOverrides;
}

export interface PeriodEnd {
  readonly raw: Day;
  /** Pauses that began when the period was already over. */
  readonly idle: readonly Pause[];
}

/**
 * The last day. A pause that begins on the last day, or on the rest days that push it back, keeps the period open:
 * nothing is left then, so it ends when the pause ends.
 */
export function periodEnd({ start, days, counter, overrides }: Period, pauses: readonly Pause[]): PeriodEnd {
  let position = start;
  let left = days;
  for (const [index, { from, to }] of pauses.entries()) {
    const used = counter.count(position, from);
    if (used >= left) {
      const end = counter.advance(position, left);
      if (from > nextWorkday(end, overrides).day) return { raw: end, idle: pauses.slice(index) };
    }
    left = Math.max(0, left - used);
    position = to;
  }
  return { raw: counter.advance(position, left), idle: [] };
}

/** The day on which the `days`th counted day has passed, whatever pauses begin on it. */
export function dayAfterUse({ start, days, counter }: Period, pauses: readonly Pause[]): Day {
  let position = start;
  let left = days;
  for (const { from, to } of pauses) {
    const used = counter.count(position, from);
    if (used >= left) break;
    left -= used;
    position = to;
  }
  return counter.advance(position, left);
}

/** Counted days up to and with `day`, at most all of them. */
export function usedBy(day: Day, { start, days, counter }: Period, pauses: readonly OpenPause[]): number {
  let position = start;
  let used = 0;
  for (const { from, to } of pauses) {
    if (day <= from) break;
    used += counter.count(position, from);
    if (to === null || day <= to) return Math.min(days, used);
    position = to;
  }
  return Math.min(days, used + Math.max(0, counter.count(position, day)));
}
