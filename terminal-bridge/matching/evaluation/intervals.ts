/** How far a measured rate may be from the true one. */
import { falseNonMatchRate, thresholdAtFalseMatchRate } from './rates.ts';

export interface Interval {
  readonly value: number;
  /** 95 %. */
  readonly low: number;
  readonly high: number;
}

/** A pair's distance and the two people in it. */
export interface ScoredPair {
  readonly distance: number;
  readonly same: boolean;
  readonly personA: number;
  readonly personB: number;
}

/** Clopper and Pearson's exact 95 % interval of `hits` in `trials`, by bisection of the binomial distribution. */
export function clopperPearson(hits: number, trials: number): Interval {
  if (trials === 0) return { value: Number.NaN, low: 0, high: 1 };
  const low = hits === 0 ? 0 : solve((p) => 1 - binomialUpTo(hits - 1, trials, p) - 0.025);
  const high = hits === trials ? 1 : solve((p) => 0.025 - binomialUpTo(hits, trials, p));
  return { value: hits / trials, low, high };
}

/** Where a rising function of 0 to 1 crosses zero. */
function solve(rising: (p: number) => number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Probability of at most `most` hits. Summed in logarithms: the terms of many trials are too small for a number. */
function binomialUpTo(most: number, trials: number, p: number): number {
  if (p <= 0) return 1;
  if (p >= 1) return most >= trials ? 1 : 0;
  let log = trials * Math.log1p(-p);
  let sum = Math.exp(log);
  for (let k = 1; k <= most; k += 1) {
    log += Math.log((trials - k + 1) / k) + Math.log(p) - Math.log1p(-p);
    sum += Math.exp(log);
  }
  return Math.min(1, sum);
}

/**
 * False non-match rate at the threshold where `rate` of the impostor pairs match, with a 95 % bootstrap interval.
 * People are drawn anew, not pairs: the pairs of one person rise and fall together. Seeded: the same list, the same
 * answer. Null without pairs of both kinds.
 */
export function fnmrWithInterval(pairs: readonly ScoredPair[], rate: number, rounds = 300): Interval | null {
  const scores = {
    genuine: pairs.filter((pair) => pair.same).map((pair) => pair.distance),
    impostor: pairs.filter((pair) => !pair.same).map((pair) => pair.distance),
  };
  const threshold = thresholdAtFalseMatchRate(scores, rate);
  const value = threshold === null ? null : falseNonMatchRate(scores, threshold);
  if (value === null) return null;
  const genuine = pairs.filter((pair) => pair.same);
  const impostor = pairs.filter((pair) => !pair.same).sort((a, b) => a.distance - b.distance);
  const people = [...new Set(pairs.flatMap((pair) => [pair.personA, pair.personB]))];
  const random = seeded(20_261_122);
  const drawn: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const weight = new Map<number, number>();
    for (let i = 0; i < people.length; i += 1) {
      const person = people[Math.floor(random() * people.length)] ?? 0;
      weight.set(person, (weight.get(person) ?? 0) + 1);
    }
    const limit = limitOf(impostor, weight, rate);
    let all = 0;
    let refused = 0;
    for (const pair of genuine) {
      const times = weight.get(pair.personA) ?? 0;
      all += times;
      if (pair.distance >= limit) refused += times;
    }
    if (all > 0) drawn.push(refused / all);
  }
  drawn.sort((a, b) => a - b);
  const at = (share: number) => drawn[Math.min(drawn.length - 1, Math.floor(share * drawn.length))] ?? value;
  return { value, low: at(0.025), high: at(0.975) };
}

/** Distance at which more than `rate` of the weighted impostor pairs (ascending) match. */
function limitOf(impostor: readonly ScoredPair[], weight: ReadonlyMap<number, number>, rate: number): number {
  const times = (pair: ScoredPair) => (weight.get(pair.personA) ?? 0) * (weight.get(pair.personB) ?? 0);
  const all = impostor.reduce((sum, pair) => sum + times(pair), 0);
  let matched = 0;
  for (const pair of impostor) {
    matched += times(pair);
    if (matched > rate * all) return pair.distance;
  }
  return Number.POSITIVE_INFINITY;
}

/** Mulberry32: 0 up to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
