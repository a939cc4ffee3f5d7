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
  const people = [...new Set(pairs.flatMap((pair) => [pair.personA, pair.personB]))];
  const index = new Map(people.map((person, at) => [person, at]));
  const at = (person: number) => index.get(person) ?? 0;
  const genuine = pairs.filter((pair) => pair.same).map((pair) => ({ ...pair, place: at(pair.personA) }));
  const impostor = sortedImpostors(pairs, at);
  const random = seeded(20_261_122);
  const drawn: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const weight = new Uint16Array(people.length);
    for (let i = 0; i < people.length; i += 1) {
      const person = Math.floor(random() * people.length);
      weight[person] = (weight[person] ?? 0) + 1;
    }
    const limit = limitOf(impostor, weight, rate);
    let all = 0;
    let refused = 0;
    for (const pair of genuine) {
      const times = weight[pair.place] ?? 0;
      all += times;
      if (pair.distance >= limit) refused += times;
    }
    if (all > 0) drawn.push(refused / all);
  }
  return { value, ...percentiles(drawn, value) };
}

/** 95 % of `drawn` lie between. */
export function percentiles(drawn: readonly number[], otherwise: number): { low: number; high: number } {
  const sorted = [...drawn].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? otherwise;
  return { low: at(0.025), high: at(0.975) };
}

/** Columns, not objects: hundreds of thousands of pairs are walked through hundreds of times. */
interface Impostors {
  /** Ascending. */
  readonly distance: Float64Array;
  readonly one: Uint32Array;
  readonly other: Uint32Array;
}

function sortedImpostors(pairs: readonly ScoredPair[], at: (person: number) => number): Impostors {
  const sorted = pairs.filter((pair) => !pair.same).sort((a, b) => a.distance - b.distance);
  return {
    distance: Float64Array.from(sorted, (pair) => pair.distance),
    one: Uint32Array.from(sorted, (pair) => at(pair.personA)),
    other: Uint32Array.from(sorted, (pair) => at(pair.personB)),
  };
}

/** Distance at which more than `rate` of the weighted impostor pairs match. */
function limitOf({ distance, one, other }: Impostors, weight: Uint16Array, rate: number): number {
  const times = (i: number) => (weight[one[i] ?? 0] ?? 0) * (weight[other[i] ?? 0] ?? 0);
  let all = 0;
  for (let i = 0; i < distance.length; i += 1) all += times(i);
  let matched = 0;
  for (let i = 0; i < distance.length; i += 1) {
    matched += times(i);
    if (matched > rate * all) return distance[i] ?? Number.POSITIVE_INFINITY;
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
