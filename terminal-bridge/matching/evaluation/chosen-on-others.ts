/**
 * A setting that is chosen on some people and tried on others. People are dealt into two halves, many times: the setting
 * that serves one half best is tried on the other, and the other way round. So nobody is measured with a setting that
 * was chosen by looking at them.
 */
import { dealtInHalves } from './held-out.ts';
import { type Interval, percentiles, type ScoredPair, seeded } from './intervals.ts';
import { falseMatchRate, falseNonMatchRate, type Scores, thresholdAtFalseMatchRate } from './rates.ts';

export interface Chosen {
  readonly fnmr_at_fmr_0_01: Interval;
  readonly fnmr_at_fmr_0_001: Interval;
  /** The threshold, too, from the half that chose (at 0.1 %): what bands do on people they were not made from. */
  readonly fnmr_at_their_threshold: Interval;
  readonly fmr_at_their_threshold: Interval;
  /** Mean of the settings that were chosen. */
  readonly setting: number;
}

const DEALINGS = 100;

/** `tries`: the same pairs in the same order under each setting. Null without pairs of both kinds in some half. */
export function chosenOnOthers(tries: ReadonlyMap<number, readonly ScoredPair[]>, dealings = DEALINGS): Chosen | null {
  const [pairs] = [...tries.values()];
  if (pairs === undefined) return null;
  const people = [...new Set(pairs.flatMap((pair) => [pair.personA, pair.personB]))];
  const random = seeded(11);
  const found: Tried[] = [];
  for (let dealing = 0; dealing < dealings; dealing += 1) {
    const half = dealtInHalves(people, random);
    for (const [from, on] of [
      [0, 1],
      [1, 0],
    ]) {
      const tried = tryOne(tries, half, from, on);
      if (tried === null) return null;
      found.push(tried);
    }
  }
  return summed(found);
}

interface Tried {
  readonly setting: number;
  readonly loose: number;
  readonly tight: number;
  readonly fnmr: number;
  readonly fmr: number;
}

function tryOne(
  tries: ReadonlyMap<number, readonly ScoredPair[]>,
  half: ReadonlyMap<number, number>,
  from: number | undefined,
  on: number | undefined,
): Tried | null {
  let best: { setting: number; cost: number; threshold: number } | null = null;
  for (const [setting, pairs] of tries) {
    const scores = within(pairs, half, from);
    const rates = [0.01, 0.003, 0.001].map((rate) => fnmrAt(scores, rate));
    const threshold = thresholdAtFalseMatchRate(scores, 0.001);
    if (threshold === null || rates.includes(null)) return null;
    const cost = rates.reduce<number>((sum, rate) => sum + (rate ?? 1), 0);
    if (best === null || cost < best.cost) best = { setting, cost, threshold };
  }
  const others = within(tries.get(best?.setting ?? Number.NaN) ?? [], half, on);
  const [loose, tight] = [fnmrAt(others, 0.01), fnmrAt(others, 0.001)];
  const fnmr = falseNonMatchRate(others, best?.threshold ?? 0);
  const fmr = falseMatchRate(others, best?.threshold ?? 0);
  if (best === null || loose === null || tight === null || fnmr === null || fmr === null) return null;
  return { setting: best.setting, loose, tight, fnmr, fmr };
}

function within(pairs: readonly ScoredPair[], half: ReadonlyMap<number, number>, which: number | undefined): Scores {
  const genuine: number[] = [];
  const impostor: number[] = [];
  for (const { distance, same, personA, personB } of pairs)
    if (half.get(personA) === which && half.get(personB) === which) (same ? genuine : impostor).push(distance);
  return { genuine, impostor };
}

function fnmrAt(scores: Scores, rate: number): number | null {
  const threshold = thresholdAtFalseMatchRate(scores, rate);
  return threshold === null ? null : falseNonMatchRate(scores, threshold);
}

/** The spread over the halves is wider than the uncertainty of the whole: each half is half as many people. */
function summed(found: readonly Tried[]): Chosen {
  const over = (pick: (tried: Tried) => number): Interval => {
    const values = found.map(pick);
    const value = values.reduce((sum, one) => sum + one, 0) / values.length;
    return { value, ...percentiles(values, value) };
  };
  return {
    fnmr_at_fmr_0_01: over(({ loose }) => loose),
    fnmr_at_fmr_0_001: over(({ tight }) => tight),
    fnmr_at_their_threshold: over(({ fnmr }) => fnmr),
    fmr_at_their_threshold: over(({ fmr }) => fmr),
    setting: over(({ setting }) => setting).value,
  };
}
