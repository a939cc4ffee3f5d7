/** How well the engine tells people apart on a list of pairs. */
import type { Measure } from '../engine/metric.ts';
import type { EnginePool } from '../pool.ts';
import { throughCard } from './compress.ts';
import type { Pair } from './pairs.ts';
import { readPicture } from './picture.ts';
import { equalErrorRate, falseNonMatchRate, median, type Scores, thresholdAtFalseMatchRate } from './rates.ts';

export interface EvaluateOptions {
  /** Degrade the first picture of each pair to a card portrait. */
  readonly chip: boolean;
  readonly measure: Measure;
  /** Called after each picture. */
  readonly onProgress: (done: number, all: number) => void;
}

export interface Evaluation {
  readonly pairs: number;
  /** Pairs with a picture in which no face was found. */
  readonly undetected: number;
  readonly fnmr_at_fmr_0_01: number | null;
  readonly fnmr_at_fmr_0_001: number | null;
  readonly eer: number | null;
  readonly threshold_at_fmr_0_001: number | null;
  /** From pixels to descriptor, per picture. */
  readonly median_ms: number | null;
}

export interface Measured {
  readonly evaluation: Evaluation;
  readonly scores: Scores;
}

/** Every picture is described once, however many pairs name it. Throws `PictureError` for one that cannot be read. */
export async function evaluate(pool: EnginePool, pairs: readonly Pair[], options: EvaluateOptions): Promise<Measured> {
  const first = (pair: Pair) => (options.chip ? `card ${pair.fileA}` : pair.fileA);
  const wanted = new Map<string, () => Promise<Described>>();
  for (const pair of pairs) {
    wanted.set(first(pair), () => describeFile(pool, pair.fileA, options.chip));
    wanted.set(pair.fileB, () => describeFile(pool, pair.fileB, false));
  }
  const described = await runAll(wanted, options.onProgress);
  const descriptors = new Map([...described].map(([key, value]) => [key, value.descriptor]));
  const scores = score(pairs, first, descriptors, options.measure);
  const undetected = pairs.filter((pair) => !descriptors.get(first(pair)) || !descriptors.get(pair.fileB)).length;
  const times = [...described.values()].map((value) => value.ms);
  return { evaluation: { pairs: pairs.length, undetected, ...summarise(scores), median_ms: median(times) }, scores };
}

interface Described {
  readonly descriptor: Float32Array | null;
  readonly ms: number;
}

async function describeFile(pool: EnginePool, file: string, chip: boolean): Promise<Described> {
  const photo = await readPicture(file);
  const card = chip ? await pool.cutCard(photo) : photo;
  if (card === null) return { descriptor: null, ms: 0 };
  const picture = chip ? await throughCard(card) : card;
  const start = performance.now();
  const descriptor = await pool.describePortrait(picture);
  return { descriptor, ms: performance.now() - start };
}

/** As many at a time as keep both workers busy; more would only count waiting into the times. */
async function runAll(
  wanted: ReadonlyMap<string, () => Promise<Described>>,
  onProgress: EvaluateOptions['onProgress'],
): Promise<Map<string, Described>> {
  const results = new Map<string, Described>();
  const queue = wanted.entries();
  const lane = async () => {
    for (const [key, run] of queue) {
      results.set(key, await run());
      onProgress(results.size, wanted.size);
    }
  };
  await Promise.all([lane(), lane()]);
  return results;
}

function score(
  pairs: readonly Pair[],
  first: (pair: Pair) => string,
  descriptors: ReadonlyMap<string, Float32Array | null>,
  measure: Measure,
): Scores {
  const genuine: number[] = [];
  const impostor: number[] = [];
  for (const pair of pairs) {
    const one = descriptors.get(first(pair));
    const other = descriptors.get(pair.fileB);
    (pair.same ? genuine : impostor).push(one && other ? measure(one, other) : Number.POSITIVE_INFINITY);
  }
  return { genuine, impostor };
}

function summarise(scores: Scores) {
  const threshold = thresholdAtFalseMatchRate(scores, 0.001);
  const looser = thresholdAtFalseMatchRate(scores, 0.01);
  return {
    fnmr_at_fmr_0_01: looser === null ? null : falseNonMatchRate(scores, looser),
    fnmr_at_fmr_0_001: threshold === null ? null : falseNonMatchRate(scores, threshold),
    eer: equalErrorRate(scores),
    threshold_at_fmr_0_001: threshold,
  };
}
