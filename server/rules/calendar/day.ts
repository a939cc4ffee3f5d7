/**
 * Day arithmetic on China days written `YYYY-MM-DD`. A day has no time zone; the platform's UTC calendar only counts.
 */
const MS_PER_DAY = 86_400_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** `YYYY-MM-DD`, an existing day of the years 1900–2299. */
export type Day = string;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

function parts(day: Day): { year: number; month: number; date: number } {
  const [, year, month, date] = SHAPE.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) throw new Error(`not a day: ${day}`);
  return { year: Number(year), month: Number(month), date: Number(date) };
}

/** Days since 1970-01-01. Throws on what is no day: check outside input with `isDay` first. */
export function dayNumber(day: Day): number {
  const { year, month, date } = parts(day);
  return Date.UTC(year, month - 1, date) / MS_PER_DAY;
}

export function dayOfNumber(number: number): Day {
  const date = new Date(number * MS_PER_DAY);
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}

/** Whether the text is a day that exists: 2026-02-29 and 2026-13-01 are not. */
export function isDay(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return SHAPE.test(text) && year >= 1900 && year < 2300 && dayOfNumber(dayNumber(text)) === text;
}

export const yearOf = (day: Day): number => parts(day).year;

/** 0 Sunday … 6 Saturday. 1970-01-01 was a Thursday. */
export const weekday = (day: Day): number => (((dayNumber(day) + 4) % 7) + 7) % 7;

export const addDays = (day: Day, days: number): Day => dayOfNumber(dayNumber(day) + days);

/** Days from `from` to `to`: positive when `to` is later. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/**
 * The same day `months` later; where that month has no such day, its last day (民法典 art 202).
 * 2026-08-31 and 6 months give 2027-02-28.
 */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = parts(day);
  const index = year * 12 + (month - 1) + months;
  const first = { year: Math.floor(index / 12), month: (index % 12) + 1 };
  const lastDate = new Date(Date.UTC(first.year, first.month, 0)).getUTCDate();
  return `${pad(first.year, 4)}-${pad(first.month, 2)}-${pad(Math.min(date, lastDate), 2)}`;
}
