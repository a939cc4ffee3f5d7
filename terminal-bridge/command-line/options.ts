/** What options of several commands have in common. */
import { InvalidArgumentError } from 'commander';

export const LONGEST_WAIT_S = 86_400;

/** `--timeout`: seconds, above 0 and up to a day. */
export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0 && value <= LONGEST_WAIT_S) return value;
  throw new InvalidArgumentError(`It must be a number of seconds above 0 and up to ${LONGEST_WAIT_S}.`);
}

/** A whole number from 1 to `most`. */
export const wholeUpTo =
  (most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  };

/** An address with one of `schemes`, such as `http`. */
export const addressOf =
  (...schemes: readonly string[]) =>
  (text: string): string => {
    if (URL.canParse(text) && schemes.some((scheme) => new RegExp(`^${scheme}://[^/]`).test(text))) return text;
    throw new InvalidArgumentError(`It must be an address such as ${schemes[0]}://….`);
  };
