import { expect, it } from 'vitest';
import { calendarDay } from './calendar-day.ts';

// 2026-13-99 went through, and was compared with today as a text.
it.each(['20261399', '20260230', '20250229', '00000000', '2026010', '2026-1-1', ''])('%s is no day', (digits) => {
  expect(calendarDay(digits)).toBeNull();
});

it.each([
  ['20240229', '2024-02-29'],
  ['19680312', '1968-03-12'],
  ['11111111', '1111-11-11'],
])('%s is %s', (digits, day) => {
  expect(calendarDay(digits)).toBe(day);
});
