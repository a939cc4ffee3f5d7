/** The kinds of field an input is made of. Each reads one value from outside or names what is wrong with it. */
import { z } from 'zod';
import { isDay } from '../calendar/day.ts';
import { type Exact, exact, parseDecimal } from '../money.ts';
import type { FaultName } from './faults.ts';

type Read<T> = { readonly value: T } | { readonly fault: FaultName; readonly hint?: string };

/** A zod field out of a reading function; its fault travels in the issue's `params`. */
export const field = <T>(read: (raw: unknown) => Read<T>) =>
  z.unknown().transform((raw, context): T => {
    const result = read(raw);
    if ('value' in result) return result.value;
    const { fault, hint } = result;
    context.addIssue({ code: 'custom', params: hint === undefined ? { fault } : { fault, hint } });
    return z.NEVER;
  });

export function readNumber(raw: unknown, most: number): Read<Exact> {
  const number = parseDecimal(raw);
  if (number === 'negative') return { fault: 'negative-number' };
  if (number === 'not-a-number') return { fault: 'not-a-number' };
  return number.greaterThan(most) ? { fault: 'number-too-large', hint: `at most ${most}` } : { value: number };
}

const MOST_YUAN = 10_000_000;

/** Yuan a month or a year, 0 allowed: a month without contribution is a wage of 0. */
export const wage = field((raw) => readNumber(raw, MOST_YUAN));

/** A published average or minimum: never 0. */
export const published = field((raw): Read<Exact> => {
  const read = readNumber(raw, MOST_YUAN);
  return 'value' in read && read.value.isZero() ? { fault: 'zero-wage-table' } : read;
});

/** Years, months or days in numbers, at most `most`. */
export const count = (most: number) => field((raw) => readNumber(raw, most));

/** Years to retirement: negative once it has passed. */
export const yearsLeft = field((raw): Read<Exact> => {
  const text = String(raw);
  const negative = text.startsWith('-') && (typeof raw === 'number' || typeof raw === 'string');
  const read = readNumber(negative ? text.slice(1) : raw, 80);
  return 'value' in read && negative ? { value: exact(0).minus(read.value) } : read;
});

export const day = field(
  (raw): Read<string> => (typeof raw === 'string' && isDay(raw) ? { value: raw } : { fault: 'not-a-day' }),
);

export const month = field(
  (raw): Read<string> =>
    typeof raw === 'string' && /^\d{4}-\d{2}$/.test(raw) && isDay(`${raw}-01`)
      ? { value: raw }
      : { fault: 'not-a-month' },
);

export const grade = field((raw): Read<number> => {
  const value = typeof raw === 'string' && /^\d{1,2}$/.test(raw) ? Number(raw) : raw;
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 10
    ? { value }
    : { fault: 'grade-out-of-range' };
});

export const flag = field(
  (raw): Read<boolean> =>
    typeof raw === 'boolean' ? { value: raw } : { fault: 'wrong-type', hint: 'true or false, without quotes' },
);

/** One of several words, each possibly under more than one name. */
export const choice = <T extends string>(words: Record<string, T>, fault: FaultName = 'unknown-value') =>
  field((raw): Read<T> => {
    const value = typeof raw === 'string' && Object.hasOwn(words, raw) ? words[raw] : undefined;
    return value === undefined ? { fault, hint: `one of ${Object.keys(words).join(', ')}` } : { value };
  });
