/** Bands from measured pairs, and the refusal to make them from too few. */
import type { Calibration } from '../bands.ts';
import { clopperPearson } from '../evaluation/intervals.ts';
import { falseMatchRate, falseNonMatchRate, type Scores, thresholdAtFalseMatchRate } from '../evaluation/rates.ts';

/** With fewer, an error rate of a few per cent has an interval of more than ±10 points. */
export const LEAST_GENUINE = 60;
/** With fewer, less than three impostors stand behind a false match rate of 0.1 %. */
export const LEAST_IMPOSTOR = 3000;
const FALSE_MATCH_RATE = 0.001;
const GENUINE_KEPT = 0.01;

export type BandsResult =
  | { readonly kind: 'made'; readonly bands: Pick<Calibration, 'passAtMost' | 'noMatchAbove' | 'measurements'> }
  | { readonly kind: 'too-few'; readonly moreGenuine: number; readonly moreImpostor: number }
  | { readonly kind: 'not-apart' };

/** `scores` of the metric that the calibration will name. Pairs without a face are Infinity. */
export function bandsFrom(
  scores: Scores,
  population: string,
  firstPicture: 'as-it-is' | 'card-portrait',
  undetected: number,
): BandsResult {
  const moreGenuine = Math.max(0, LEAST_GENUINE - scores.genuine.filter(Number.isFinite).length);
  const moreImpostor = Math.max(0, LEAST_IMPOSTOR - scores.impostor.filter(Number.isFinite).length);
  if (moreGenuine > 0 || moreImpostor > 0) return { kind: 'too-few', moreGenuine, moreImpostor };
  const threshold = thresholdAtFalseMatchRate(scores, FALSE_MATCH_RATE) ?? 0;
  const passAtMost = Math.floor(threshold * 1000) / 1000;
  const found = scores.genuine.filter(Number.isFinite).sort((a, b) => b - a);
  const furthest = found[Math.floor(GENUINE_KEPT * found.length)] ?? 0;
  const noMatchAbove = Math.ceil(Math.max(furthest, passAtMost * 1.05) * 1000) / 1000;
  if (passAtMost <= 0) return { kind: 'not-apart' };
  const measured = { population, firstPicture, undetected, ...measureBands(scores, passAtMost, noMatchAbove) };
  return { kind: 'made', bands: { passAtMost, noMatchAbove, measurements: [measured] } };
}

/** What given bands would do with these pairs. */
export function measureBands(scores: Scores, passAtMost: number, noMatchAbove: number) {
  const rate = (value: number | null) => Number((value ?? 0).toFixed(5));
  const interval = (share: number, of: number): [number, number] => {
    const { low, high } = clopperPearson(Math.round(share * of), of);
    return [Number(low.toFixed(5)), Number(high.toFixed(5))];
  };
  const fnmr = falseNonMatchRate(scores, passAtMost) ?? 0;
  const fmr = falseMatchRate(scores, passAtMost) ?? 0;
  return {
    genuinePairs: scores.genuine.length,
    impostorPairs: scores.impostor.length,
    fnmrAtPass: rate(fnmr),
    fnmrInterval: interval(fnmr, scores.genuine.length),
    fmrAtPass: rate(fmr),
    fmrInterval: interval(fmr, scores.impostor.length),
    genuineNoMatch: rate(falseNonMatchRate(scores, noMatchAbove)),
    impostorNoMatch: rate(1 - (falseMatchRate(scores, noMatchAbove) ?? 1)),
  };
}
