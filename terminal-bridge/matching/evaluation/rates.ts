/** Error rates of a comparison over pairs. A distance of Infinity is a pair that could not be compared: no match. */

export interface Scores {
  /** Distances of pairs of the same person. */
  readonly genuine: readonly number[];
  /** Distances of pairs of two persons. */
  readonly impostor: readonly number[];
}

/** Share of genuine pairs above `threshold`: false non-match rate. Null without genuine pairs. */
export const falseNonMatchRate = (scores: Scores, threshold: number): number | null =>
  share(scores.genuine, (value) => value > threshold);

/** Share of impostor pairs at or below `threshold`: false match rate. Null without impostor pairs. */
export const falseMatchRate = (scores: Scores, threshold: number): number | null =>
  share(scores.impostor, (value) => value <= threshold);

/**
 * The largest threshold, to six decimals, at which no more than `rate` of the impostor pairs match. Null without
 * impostor pairs. With fewer than `1 / rate` of them it stands just below the nearest impostor and means little.
 */
export function thresholdAtFalseMatchRate(scores: Scores, rate: number): number | null {
  const sorted = [...scores.impostor].sort((a, b) => a - b);
  const firstRefused = sorted[Math.floor(rate * sorted.length)];
  if (firstRefused === undefined) return null;
  const finite = Number.isFinite(firstRefused) ? firstRefused : (sorted.findLast(Number.isFinite) ?? 0) + 1;
  return (Math.ceil(finite * 1e6) - 1) / 1e6;
}

/** Where both error rates are equal, interpolated as the mean of the two at their nearest. Null when either is missing. */
export function equalErrorRate(scores: Scores): number | null {
  const candidates = [0, ...scores.genuine, ...scores.impostor].filter(Number.isFinite).sort((a, b) => a - b);
  const genuine = [...scores.genuine].sort((a, b) => a - b);
  const impostor = [...scores.impostor].sort((a, b) => a - b);
  if (genuine.length === 0 || impostor.length === 0) return null;
  let best = { gap: Number.POSITIVE_INFINITY, rate: 1 };
  for (const threshold of candidates) {
    const missed = 1 - countUpTo(genuine, threshold) / genuine.length;
    const matched = countUpTo(impostor, threshold) / impostor.length;
    const gap = Math.abs(missed - matched);
    if (gap < best.gap) best = { gap, rate: (missed + matched) / 2 };
  }
  return best.rate;
}

export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}

const share = (values: readonly number[], test: (value: number) => boolean): number | null =>
  values.length === 0 ? null : values.filter(test).length / values.length;

/** How many of the ascending `sorted` are at or below `limit`, by bisection. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Number.POSITIVE_INFINITY) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
