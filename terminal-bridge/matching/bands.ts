/**
 * Three bands of distance: pass, officer decides, no match. Where they begin is never a constant of the program: it
 * comes from a calibration file that says for which weights, on which people and with which errors it was measured.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { METRICS, type MetricName } from './engine/metric.ts';
import { faultsInWords } from './schema-words.ts';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);
const Rate = z.number().min(0).max(1);

const CENTRED: ReadonlySet<MetricName> = new Set(['centred-cosine', 'cohort-normalised']);

/** Mean and covariance of a cohort, one descriptor per person. */
export const CohortStatistics = z
  .strictObject({
    mean: z.array(z.number()).min(1),
    /** Lower triangle with the diagonal, row by row. */
    covariance: z.array(z.number()),
    howMade: z.string().min(1),
  })
  .refine(({ mean, covariance }) => covariance.length === (mean.length * (mean.length + 1)) / 2, {
    message: 'the covariance does not belong to the mean',
    path: ['covariance'],
  });

/** One set of pairs on which the thresholds were tried. */
const Measurement = z.strictObject({
  /** The people and pictures, in words. */
  population: z.string(),
  /** What was done to the first picture of each pair. */
  firstPicture: z.enum(['as-it-is', 'card-portrait']),
  genuinePairs: z.int(),
  impostorPairs: z.int(),
  /** Pairs with a picture in which no face was found; genuine ones count as refused. */
  undetected: z.int(),
  /** Genuine pairs that do not pass. */
  fnmrAtPass: Rate,
  /** 95 %, Clopper and Pearson. */
  fnmrInterval: z.tuple([Rate, Rate]).optional(),
  /** Impostor pairs that pass. */
  fmrAtPass: Rate,
  fmrInterval: z.tuple([Rate, Rate]).optional(),
  /** Genuine pairs that are called no match. */
  genuineNoMatch: Rate,
  /** Impostor pairs that are called no match; the rest beside `fmrAtPass` go to the officer. */
  impostorNoMatch: Rate,
});

export const Calibration = z
  .strictObject({
    id: z.string().min(1),
    /** Name and version of the engine. */
    engine: z.string().min(1),
    /** SHA-256 of the recognition weights, hex. Other weights give other distances. */
    modelDigest: Digest,
    metric: z.enum(METRICS),
    /** What `centred-cosine` takes off every descriptor: the mean of a group of people, never one person's. */
    centre: z
      .strictObject({
        values: z.array(z.number()).min(1),
        /** Centred cosine beyond which people of other looks are strangers, whatever a site's cohort says. */
        othersAtMost: z.number().positive().optional(),
        howMade: z.string().min(1),
      })
      .optional(),
    /** What `cohort-normalised` knows of the site's own people: how they lie together, nobody alone. */
    cohort: CohortStatistics.optional(),
    /** Nothing was measured with this model: every comparison goes to an officer. */
    advisory: z.boolean().optional(),
    /** Up to here: pass. */
    passAtMost: z.number().positive(),
    /** Above: no match. Between the two an officer decides. */
    noMatchAbove: z.number().positive(),
    /** How the thresholds were chosen, and what must not be concluded from them. */
    howMade: z.string().min(1),
    measurements: z.array(Measurement),
  })
  .refine((value) => value.advisory === true || value.measurements.length > 0, {
    message: 'a calibration without measurements may only advise',
    path: ['measurements'],
  })
  .refine((value) => CENTRED.has(value.metric) === (value.centre !== undefined), {
    message: 'the metrics centred-cosine and cohort-normalised, and no other, need a centre',
    path: ['centre'],
  })
  .refine((value) => (value.metric === 'cohort-normalised') === (value.cohort !== undefined), {
    message: 'the metric cohort-normalised, and no other, needs a cohort',
    path: ['cohort'],
  })
  .refine((value) => value.metric !== 'cohort-normalised' || value.centre?.othersAtMost !== undefined, {
    message: 'the metric cohort-normalised needs the limit for people of other looks than the cohort',
    path: ['centre', 'othersAtMost'],
  })
  .refine((value) => value.passAtMost < value.noMatchAbove, {
    message: 'passAtMost must be below noMatchAbove',
    path: ['passAtMost'],
  });
export type Calibration = z.infer<typeof Calibration>;

export type Band = 'pass' | 'officer' | 'no-match';

export type Bands = Pick<Calibration, 'passAtMost' | 'noMatchAbove' | 'advisory'>;

export function bandOf(distance: number, calibration: Bands): Band {
  if (calibration.advisory === true) return 'officer';
  if (distance <= calibration.passAtMost) return 'pass';
  // Written so that NaN, which no comparison admits, ends here and not in a pass.
  return distance > calibration.noMatchAbove ? 'no-match' : 'officer';
}

/** The calibration cannot be used with this program. Says why in words. */
export class CalibrationError extends Error {
  override readonly name = 'CalibrationError';
}

export const DEFAULT_CALIBRATION = new URL('./calibration/face-api.json', import.meta.url);

/** The calibration in `file`, if it belongs to the weights in `weightsFile`. Throws `CalibrationError` in words. */
export function loadCalibration(file: string | URL, weightsFile: string): Calibration {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new CalibrationError(
      `cannot read the calibration ${file}: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
  const parsed = Calibration.safeParse(raw);
  if (!parsed.success) throw new CalibrationError(`${file} is no calibration (${faultsInWords(parsed.error, raw)})`);
  const digest = createHash('sha256').update(readFileSync(weightsFile)).digest('hex');
  if (digest !== parsed.data.modelDigest) {
    throw new CalibrationError(
      `the calibration ${file} was made for weights ${parsed.data.modelDigest.slice(0, 12)}…, ` +
        `but ${weightsFile} is ${digest.slice(0, 12)}…: calibrate again`,
    );
  }
  return parsed.data;
}
