/** Working days: the State Council's table first, the weekday where it says nothing, an office's own overrides above all. */
import { addDays, type Day, weekday, yearOf } from './day.ts';
import { HOLIDAY_YEARS, namedDay } from './holidays.ts';

/** Days whose kind a caller knows better than the table. */
export type CalendarOverrides = Readonly<Record<Day, 'workday' | 'restday'>>;

/** Said whenever an answer rests on a year that the table has not, or has only provisionally. */
export interface CalendarWarning {
  readonly name: 'year-outside-table' | 'year-unverified';
  readonly year: number;
  /** For people. */
  readonly message: string;
}

/** A day, with what must be known about the table it rests on. */
export interface CalendarAnswer {
  readonly day: Day;
  readonly warnings: readonly CalendarWarning[];
}

const SATURDAY = 6;
const SUNDAY = 0;

/** Whether people work on `day`. Says nothing about how sure the table is: ask `calendarWarnings` for that. */
export function isWorkday(day: Day, overrides: CalendarOverrides = {}): boolean {
  const kind = overrides[day] ?? namedDay(day);
  if (kind !== undefined) return kind === 'workday';
  const inWeek = weekday(day);
  return inWeek !== SATURDAY && inWeek !== SUNDAY;
}

/** What must be said about the years of `from`..`to`: none when all are in the table as published. */
export function calendarWarnings(from: Day, to: Day): readonly CalendarWarning[] {
  const warnings: CalendarWarning[] = [];
  for (let year = yearOf(from); year <= yearOf(to); year += 1) {
    const row = HOLIDAY_YEARS.get(year);
    if (row === undefined)
      warnings.push({ name: 'year-outside-table', year, message: `${year}年没有节假日安排表，只按周末计算` });
    else if (!row.verified)
      warnings.push({ name: 'year-unverified', year, message: `${year}年节假日安排未经核实：${row.source}` });
  }
  return warnings;
}

/** `day` itself if people work on it, else the next day on which they do. */
export function nextWorkday(day: Day, overrides: CalendarOverrides = {}): CalendarAnswer {
  let found = day;
  while (!isWorkday(found, overrides)) found = addDays(found, 1);
  return { day: found, warnings: calendarWarnings(day, found) };
}

/** The `count`th working day after `start`, which is itself not counted (民法典 art 201). */
export function addWorkingDays(start: Day, count: number, overrides: CalendarOverrides = {}): CalendarAnswer {
  let day = start;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkday(day, overrides)) left -= 1;
  }
  return { day, warnings: calendarWarnings(start, day) };
}
