/**
 * What the shipped calibration is made of, but for the pictures: on which lists, with which centre, and the words about
 * them. The lists stay outside the project, in a folder of the names that stand here.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { PairsError, parseCsv } from '../evaluation/pairs.ts';
import type { Scores } from '../evaluation/rates.ts';
import { type BandsResult, bandsFrom, measureBands } from './bands-from-pairs.ts';

const FileName = z.string().regex(/^[a-z-]+\.csv$/);

export const Recipe = z.strictObject({
  id: z.string().min(1),
  centre: z.strictObject({
    /** CSV with the column `file`: the photos whose mean is the centre. */
    photos: FileName,
    /** How much of that mean is taken off every descriptor. */
    strength: z.number().min(0).max(1),
    othersAtMost: z.number().positive(),
    howMade: z.string().min(1),
  }),
  howMade: z.string().min(1),
  /** The first sets the bands, on the card path; on all of them, on both paths, the bands are tried. */
  lists: z.array(z.strictObject({ pairs: FileName, population: z.string().min(1) })).min(1),
});
export type Recipe = z.infer<typeof Recipe>;

export const shippedRecipe = (): Recipe =>
  Recipe.parse(JSON.parse(readFileSync(new URL('./face-api.recipe.json', import.meta.url), 'utf8')));

/** The files named in the column `file` of `photos`, against its own folder. Throws `PairsError`. */
export function photosIn(folder: string, photos: string): string[] {
  const path = join(folder, photos);
  const [header, ...rows] = parseCsv(readText(path));
  const at = header?.indexOf('file') ?? -1;
  const files = rows.map((cells) => cells[at] ?? '').filter((file) => file !== '');
  if (files.length === 0 || files.length < rows.length)
    throw new PairsError('usage', `${path}: each row names a "file"`);
  return files.map((file) => resolve(folder, file));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new PairsError('missing', `cannot read ${path}: ${cause instanceof Error ? cause.message : cause}`);
  }
}

/** A share of the mean of descriptors, one per photo. */
export function centreOf(photos: readonly Float32Array[], strength: number): number[] {
  return Array.from(photos[0] ?? [], (_, i) => {
    const mean = photos.reduce((sum, photo) => sum + (photo[i] ?? 0), 0) / photos.length;
    return Number((strength * mean).toFixed(5));
  });
}

/** Distances on one list. */
export interface MeasuredList {
  readonly population: string;
  readonly firstPicture: 'card-portrait' | 'as-it-is';
  readonly scores: Scores;
  /** Pairs with a picture in which no face was found. */
  readonly undetected: number;
}

/** Bands by the first of the lists; what they do on all of them. */
export function bandsOfAll(lists: readonly [MeasuredList, ...MeasuredList[]]): BandsResult {
  const [first] = lists;
  const result = bandsFrom(first.scores, first.population, first.firstPicture, first.undetected);
  if (result.kind !== 'made') return result;
  const { passAtMost, noMatchAbove } = result.bands;
  const measurements = lists.map(({ scores, ...said }) => ({
    ...said,
    ...measureBands(scores, passAtMost, noMatchAbove),
  }));
  return { kind: 'made', bands: { passAtMost, noMatchAbove, measurements } };
}
