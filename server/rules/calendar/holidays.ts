/** The State Council's yearly table of days off and make-up working days (tables/holidays.json). */
import { z } from 'zod';
import table from '../tables/holidays.json' with { type: 'json' };
import { addDays, type Day, isDay, yearOf } from './day.ts';

const DayText = z.string().refine(isDay, 'not a day');
const Holiday = z.strictObject({ name: z.string().min(1), from: DayText, to: DayText });

const HolidayYear = z.strictObject({
  year: z.int(),
  source: z.string().min(1),
  /** false: not (yet) published or not compared with the publication; every answer that uses it carries a warning. */
  verified: z.boolean(),
  holidays: z.array(Holiday),
  makeUpDays: z.array(DayText),
});
export type HolidayYear = z.infer<typeof HolidayYear>;

const HolidayTable = z.strictObject({ version: z.string(), years: z.array(HolidayYear) });
const { years } = HolidayTable.parse(table);

export const HOLIDAY_YEARS: ReadonlyMap<number, HolidayYear> = new Map(years.map((year) => [year.year, year]));

/** What the table says of a day; a day it does not name goes by its weekday. */
const NAMED_DAYS: ReadonlyMap<Day, 'workday' | 'restday'> = new Map(years.flatMap(namedDays));

function namedDays({ year, holidays, makeUpDays }: HolidayYear): [Day, 'workday' | 'restday'][] {
  const days: [Day, 'workday' | 'restday'][] = makeUpDays.map((day) => [day, 'workday']);
  for (const { from, to } of holidays)
    for (let day = from; day <= to; day = addDays(day, 1)) days.push([day, 'restday']);
  const strange = days.find(([day]) => yearOf(day) !== year);
  if (strange !== undefined) throw new Error(`tables/holidays.json: ${strange[0]} stands under ${year}`);
  return days;
}

export const namedDay = (day: Day): 'workday' | 'restday' | undefined => NAMED_DAYS.get(day);
