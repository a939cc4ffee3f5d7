import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWorkingDays, calendarWarnings, isWorkday, nextWorkday } from './calendar.ts';
import { addDays, addMonths, dayNumber, dayOfNumber, daysBetween, isDay, weekday } from './day.ts';
import { HOLIDAY_YEARS } from './holidays.ts';

const DAYS = fc.integer({ min: -20_000, max: 80_000 }).map(dayOfNumber);

describe('days', () => {
  test('a day that does not exist is none', () => {
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '2026-4-1',
      '20260401',
      '1899-12-31',
      '',
    ])
      expect([text, isDay(text)]).toEqual([text, false]);
    expect(isDay('2024-02-29')).toBe(true);
  });

  test('numbers and days are the same thing twice', () => {
    fc.assert(fc.property(DAYS, (day) => dayOfNumber(dayNumber(day)) === day));
  });

  test('weekdays before and after 1970', () => {
    expect([weekday('2026-05-10'), weekday('1969-12-31'), weekday('2024-02-29')]).toEqual([0, 3, 4]);
  });

  test('months clip to the last day and go over years', () => {
    expect(addMonths('2025-12-31', 2)).toBe('2026-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2026-11-15', 600)).toBe('2076-11-15');
  });

  test('a month is never longer than 31 days nor shorter than 28', () => {
    fc.assert(
      fc.property(DAYS, (day) => {
        const length = daysBetween(day, addMonths(day, 1));
        expect(length >= 28 && length <= 31).toBe(true);
      }),
    );
  });
});

describe('working days', () => {
  test.each([
    ['2026-02-14', true, 'a Saturday made up for the Spring Festival'],
    ['2026-02-23', false, 'the last day of the Spring Festival, a Monday'],
    ['2026-05-09', true, 'a Saturday made up for Labour Day'],
    ['2026-09-20', true, 'a Sunday made up for National Day'],
    ['2025-10-08', false, 'National Day and Mid-Autumn together'],
    ['2024-02-09', true, 'the Eve of 2024, not a day off by the notice'],
    ['2026-03-07', false, 'an ordinary Saturday'],
    ['2026-03-09', true, 'an ordinary Monday'],
  ])('%s is a working day: %s, %s', (day, workday) => {
    expect(isWorkday(day)).toBe(workday);
  });

  test('every make-up day lies on a weekend, every year off has at least the statutory days', () => {
    for (const { makeUpDays, holidays, verified } of HOLIDAY_YEARS.values()) {
      for (const day of makeUpDays) expect([day, [0, 6].includes(weekday(day))]).toEqual([day, true]);
      const off = holidays.reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0);
      expect(off).toBeGreaterThanOrEqual(verified ? 25 : 13);
    }
  });

  test('an override goes above the table', () => {
    expect(isWorkday('2026-03-07', { '2026-03-07': 'workday' })).toBe(true);
    expect(isWorkday('2026-05-09', { '2026-05-09': 'restday' })).toBe(false);
    expect(nextWorkday('2026-03-06', { '2026-03-06': 'restday' }).day).toBe('2026-03-09');
  });

  test('the next working day skips all of a long holiday', () => {
    expect(nextWorkday('2026-10-01').day).toBe('2026-10-08');
    expect(nextWorkday('2026-10-08').day).toBe('2026-10-08');
  });

  test('adding working days does not count the first', () => {
    expect(addWorkingDays('2026-04-01', 5)).toEqual({ day: '2026-04-09', warnings: [] });
    expect(addWorkingDays('2026-04-04', 0).day).toBe('2026-04-04');
  });

  test('as many working days lie between as were added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 1, max: 60 }), (offset, count) => {
        const start = addDays('2024-01-01', offset);
        const { day } = addWorkingDays(start, count);
        let counted = 0;
        for (let at = addDays(start, 1); at <= day; at = addDays(at, 1)) if (isWorkday(at)) counted += 1;
        expect([counted, isWorkday(day)]).toEqual([count, true]);
      }),
    );
  });

  test('a year that is missing or provisional is never passed over in silence', () => {
    expect(calendarWarnings('2025-01-01', '2026-12-31')).toEqual([]);
    expect(calendarWarnings('2026-12-31', '2028-01-01')).toMatchObject([
      { name: 'year-unverified', year: 2027 },
      { name: 'year-outside-table', year: 2028 },
    ]);
    expect(nextWorkday('2023-10-01').warnings).toMatchObject([{ name: 'year-outside-table' }]);
  });
});
