import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWorkday } from '../../rules/calendar/calendar.ts';
import { addDays, daysBetween } from '../../rules/calendar/day.ts';
import { daysToOpen, widestGap } from './session-days.ts';

const rule = { maxGapDays: 30, noticeDays: 5 };

describe('sessions at most 30 days apart', () => {
  test('the next one is the last working day before the gap is exceeded', () => {
    // 30 days after Wednesday 11 March 2026 is Friday 10 April.
    const days = daysToOpen({ existing: ['2026-03-11'], today: '2026-03-12', until: '2026-04-30', ...rule });
    expect(days).toEqual(['2026-04-10']);
  });

  test('over the National Day week it is moved before it, not into it', () => {
    const days = daysToOpen({ existing: ['2026-09-04'], today: '2026-09-07', until: '2026-10-20', ...rule });
    expect(days).toEqual(['2026-09-30']);
  });

  test('a session that is there already is used', () => {
    const existing = ['2026-03-02', '2026-03-20'];
    expect(daysToOpen({ existing, today: '2026-03-03', until: '2026-04-10', ...rule })).toEqual([]);
  });

  test('no session for months: the first day that the notice allows', () => {
    const days = daysToOpen({ existing: ['2026-01-05'], today: '2026-05-20', until: '2026-06-10', ...rule });
    expect(days).toEqual(['2026-05-25']);
  });

  test('a new site begins with the first day that the notice allows', () => {
    expect(daysToOpen({ existing: [], today: '2026-05-20', until: '2026-06-10', ...rule })[0]).toBe('2026-05-25');
  });

  test('whatever was held before: from the first session to come on, no gap is over 30 days, all on working days', () => {
    const offset = fc.integer({ min: -60, max: 200 });
    fc.assert(
      fc.property(fc.array(offset, { maxLength: 8 }), fc.integer({ min: 0, max: 300 }), (offsets, shift) => {
        const today = addDays('2025-06-01', shift);
        const until = addDays(today, 200);
        const existing = offsets.map((n) => addDays(today, n));
        const opened = daysToOpen({ existing, today, until, ...rule });
        for (const day of opened) {
          expect(isWorkday(day)).toBe(true);
          expect(daysBetween(today, day)).toBeGreaterThanOrEqual(5);
        }
        const all = [...existing.filter((day) => day > today), ...opened];
        const coming = all.filter((day) => day <= until).sort();
        expect(widestGap(coming)).toBeLessThanOrEqual(30);
        expect(daysBetween(coming.at(-1) ?? today, until)).toBeLessThanOrEqual(30);
      }),
    );
  });
});
