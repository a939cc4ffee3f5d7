/** The work of `anban face recalibrate`: the shipped calibration once more, from its recipe and the pictures. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { EXIT, failed } from '../../command-line/failure.ts';
import { Calibration, DEFAULT_CALIBRATION } from '../bands.ts';
import { meanOf } from '../engine/describe.ts';
import type { Metric } from '../engine/metric.ts';
import type { ScoredPair } from '../evaluation/intervals.ts';
import { type EngineToTry, lookerFor } from '../evaluation/looker.ts';
import { LooksCache, lookAt } from '../evaluation/looks.ts';
import { PairsError, readPairs } from '../evaluation/pairs.ts';
import type { Scores } from '../evaluation/rates.ts';
import { faceApiSteps, SHIPPED_STEP } from '../evaluation/step-list.ts';
import { runSteps } from '../evaluation/steps.ts';
import { inWords, print, progress } from '../evaluation/terminal.ts';
import { bandsOfAll, centreOf, type MeasuredList, photosIn, type Recipe, shippedRecipe } from './recipe.ts';
import { refusalOf } from './refusal.ts';

const PATHS = ['card-portrait', 'as-it-is'] as const;

export interface RecalibrateOptions {
  /** Folder of the lists that the recipe names. */
  readonly lists: string;
  readonly out: string;
  /** Descriptors that `anban face figures` kept. */
  readonly cache?: string;
}

/** Measures, writes, and says where the result differs from the shipped one; the answer is the exit code. */
export function recalibrate({ lists, out, cache }: RecalibrateOptions): Promise<number> {
  return inWords(false, async () => {
    const recipe = shippedRecipe();
    const engine = await lookerFor({});
    const known = new LooksCache(cache);
    const values = centreOf(
      await lookAtPhotos(engine, known, photosIn(lists, recipe.centre.photos)),
      recipe.centre.strength,
    );
    const measured = await measure(engine, known, recipe, lists, { metric: 'centred-cosine', centre: { values } });
    const result = bandsOfAll(measured);
    if (result.kind !== 'made') return failed(false, EXIT.failed, refusalOf(result));
    const { passAtMost, noMatchAbove, measurements } = result.bands;
    const { othersAtMost, howMade } = recipe.centre;
    const { name, modelDigest } = engine.recognition;
    const made: Calibration = {
      ...{ id: recipe.id, engine: name, modelDigest, metric: 'centred-cosine' },
      centre: { values, othersAtMost, howMade },
      ...{ passAtMost, noMatchAbove, howMade: recipe.howMade, measurements },
    };
    writeFileSync(out, `${JSON.stringify(made, null, 2)}\n`);
    const different = differences(made, Calibration.parse(JSON.parse(readFileSync(DEFAULT_CALIBRATION, 'utf8'))));
    const verdict = different.length === 0 ? 'the same as the shipped one' : `different: ${different.join(', ')}`;
    print(`written to ${out}: ${verdict}`);
    return different.length === 0 ? EXIT.done : EXIT.failed;
  });
}

async function lookAtPhotos({ looker, engine }: EngineToTry, cache: LooksCache, photos: readonly string[]) {
  const found: Float32Array[] = [];
  for (const file of photos) {
    const looks = await cache.get(`${engine}${file}`, () => lookAt(looker, file, false));
    if (looks === null) throw new PairsError('usage', `no face is found in ${file}, a photo of the centre`);
    found.push(meanOf(looks.views.map((view) => Float32Array.from(view))));
  }
  return found;
}

async function measure(
  { looker, engine }: EngineToTry,
  cache: LooksCache,
  recipe: Recipe,
  folder: string,
  metric: Metric,
): Promise<[MeasuredList, ...MeasuredList[]]> {
  const steps = faceApiSteps(metric).filter(({ name }) => name === SHIPPED_STEP);
  const [first, ...others] = recipe.lists.flatMap((list) => PATHS.map((firstPicture) => ({ ...list, firstPicture })));
  if (first === undefined) throw new Error('a recipe has a list');
  const measureList = async ({ pairs, population, firstPicture }: typeof first): Promise<MeasuredList> => {
    const chip = firstPicture === 'card-portrait';
    const onProgress = progress(`${pairs}, ${firstPicture}: pictures described:`);
    const options = { chip, steps, engine, cache, onProgress, choose: false };
    const { stepped, scores } = await runSteps(looker, readPairs(join(folder, pairs)), options);
    return { population, firstPicture, undetected: stepped.undetected, scores: parted(scores.get(SHIPPED_STEP) ?? []) };
  };
  const measured: [MeasuredList, ...MeasuredList[]] = [await measureList(first)];
  for (const list of others) measured.push(await measureList(list));
  return measured;
}

function parted(pairs: readonly ScoredPair[]): Scores {
  const distances = (same: boolean) => pairs.filter((pair) => pair.same === same).map(({ distance }) => distance);
  return { genuine: distances(true), impostor: distances(false) };
}

/** The fields whose values are not the same. */
export function differences(one: Calibration, other: Calibration): string[] {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...fields].filter((field) => !isDeepStrictEqual(Reflect.get(one, field), Reflect.get(other, field)));
}
