/**
 * Exact decimals for money. Nothing here or above it computes with floats: a wage is read as the decimal a person wrote,
 * stays a decimal through every product, and is rounded once, half up, to 0.01 yuan, when it becomes an amount.
 */
import { Decimal } from 'decimal.js';

/** A constructor of its own, so that nobody else's settings of decimal.js can change what is paid. */
const ExactDecimal = Decimal.clone({ precision: 50, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });

/** An exact decimal number: yuan, months, a rate. */
export type Exact = Decimal;

/** The decimal of a literal of ours, such as `'0.4'` or `6`. Input of others goes through `parseDecimal`. */
export const exact = (value: string | number | Exact): Exact => new ExactDecimal(value);

const PLAIN = /^\d{1,12}(\.\d{1,20})?$/;
const NEGATIVE = /^-\d{1,12}(\.\d{1,20})?$/;

export type DecimalFault = 'not-a-number' | 'negative';

/**
 * A decimal from outside: a string such as `"3083.20"`, or a JSON number, which is taken by its shortest decimal text
 * (3083.2 is 3083.2 and not 3083.19999…). Exponents, signs, thousands separators, NaN and more than 20 decimals are
 * refused.
 */
export function parseDecimal(value: unknown): Exact | DecimalFault {
  if (typeof value !== 'number' && typeof value !== 'string') return 'not-a-number';
  const text = String(value);
  if (NEGATIVE.test(text)) return 'negative';
  return PLAIN.test(text) ? new ExactDecimal(text) : 'not-a-number';
}

/** Half up to 0.01 yuan: how every single amount is rounded. */
export const yuan = (value: Exact): Exact => value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);

/** Down to 0.01 yuan: for an upper limit, which rounding up would break. */
export const yuanDown = (value: Exact): Exact => value.toDecimalPlaces(2, Decimal.ROUND_DOWN);

export const sum = (values: readonly Exact[]): Exact =>
  values.reduce((total, value) => total.plus(value), new ExactDecimal(0));
export const larger = (a: Exact, b: Exact): Exact => (a.lessThan(b) ? b : a);
export const smaller = (a: Exact, b: Exact): Exact => (a.greaterThan(b) ? b : a);

/** An amount for JSON. Only for printing: two decimals below 10¹³ yuan are the same number there and back. */
export const toAmount = (value: Exact): number => Number(yuan(value).toFixed(2));

/** An unrounded number for JSON, at most 10 decimals. */
export const toPlainNumber = (value: Exact): number => Number(value.toDecimalPlaces(10).toFixed());

/** As people write yuan: two decimals, more (at most 10) only where they are needed. */
export const showYuan = (value: Exact): string =>
  value.decimalPlaces() <= 2 ? value.toFixed(2) : value.toDecimalPlaces(10).toFixed();

/** `0.75` as `75%`. */
export const showPercent = (rate: Exact): string => `${rate.times(100).toFixed()}%`;

/**
 * Shares of `total` (whole cents) in proportion to `weights`, in whole cents, adding up to it exactly: each share is
 * rounded down and the cents left over go to the largest remainders, the first of equals first.
 */
export function apportion(total: Exact, weights: readonly Exact[]): Exact[] {
  const whole = sum(weights);
  if (whole.isZero()) return weights.map(() => new ExactDecimal(0));
  const ideal = weights.map((weight) => total.times(weight).dividedBy(whole));
  const shares = ideal.map(yuanDown);
  const left = total.minus(sum(shares)).times(100).round().toNumber();
  const order = ideal
    .map((value, index) => ({ index, remainder: value.minus(yuanDown(value)) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
  const lucky = new Set(order.slice(0, left).map(({ index }) => index));
  return shares.map((share, index) => (lucky.has(index) ? share.plus('0.01') : share));
}
