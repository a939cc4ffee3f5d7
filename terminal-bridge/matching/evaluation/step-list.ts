/** The steps around the network, in the order in which each builds on those before it. */
import { meanOf } from '../engine/describe.ts';
import type { Measure, Metric } from '../engine/metric.ts';
import { centred, cohortNormalised, type Sample } from './held-out.ts';
import type { Looks } from './looks.ts';
import { whitened } from './whitening.ts';

/** One descriptor from the looks at a picture. */
export type Pick = (looks: Looks) => Float32Array;
/** Learns from people; is tried on others. */
export type Learner = (from: readonly Sample[]) => Measure;

export interface Step {
  readonly name: string;
  readonly card: Pick;
  readonly live: Pick;
  readonly metric: Metric | Learner;
  /** Mends what the card's compression did; there is nothing to mend in a photo. */
  readonly cardOnly?: true;
}

const mean = (vectors: readonly (readonly number[])[]) => meanOf(vectors.map((one) => Float32Array.from(one)));
const box: Pick = (looks) => Float32Array.from(looks.box);
const one: Pick = (looks) => mean(looks.views.slice(0, 1));
const mirrored: Pick = (looks) => mean(looks.views.slice(0, 2));
const six: Pick = (looks) => mean(looks.views);
const restored: Pick = (looks) => mean(looks.restored.length > 0 ? looks.restored : looks.views.slice(0, 2));

const EUCLIDEAN: Metric = { metric: 'euclidean' };
const COSINE: Metric = { metric: 'cosine' };

/** The step by which a calibration measures, and whose setting is also chosen on some people and tried on others. */
export const SHIPPED_STEP = 'six views, as the calibration measures';

export function faceApiSteps(shipped: Metric): readonly Step[] {
  return [
    { name: 'box around the landmarks', card: box, live: box, metric: EUCLIDEAN },
    { name: 'exact alignment', card: one, live: one, metric: EUCLIDEAN },
    { name: '… and mirrored', card: mirrored, live: mirrored, metric: EUCLIDEAN },
    {
      name: '… and the portrait smoothed and enlarged',
      card: restored,
      live: mirrored,
      metric: EUCLIDEAN,
      cardOnly: true,
    },
    { name: '… mirrored at three scales (six views)', card: six, live: six, metric: EUCLIDEAN },
    { name: 'six views, cosine', card: six, live: six, metric: COSINE },
    { name: SHIPPED_STEP, card: six, live: six, metric: shipped },
    { name: 'the same, two views of the live frame', card: six, live: mirrored, metric: shipped },
    { name: "six views, centre of a site's own cohort", card: six, live: six, metric: centred },
    { name: 'six views, whitened within persons', card: six, live: six, metric: whitened },
    { name: "six views, normalised by a site's own cohort", card: six, live: six, metric: cohortNormalised(shipped) },
    {
      name: '… without the guard for people of other looks (not offered)',
      card: six,
      live: six,
      metric: cohortNormalised(EUCLIDEAN),
    },
  ];
}

/** A model of one's own has no centre of ours, and is never given the careless crop. */
export function onnxSteps(shipped: Metric): readonly Step[] {
  return [
    { name: 'exact alignment', card: one, live: one, metric: COSINE },
    { name: '… and mirrored', card: mirrored, live: mirrored, metric: COSINE },
    {
      name: '… and the portrait smoothed and enlarged',
      card: restored,
      live: mirrored,
      metric: COSINE,
      cardOnly: true,
    },
    { name: SHIPPED_STEP, card: six, live: six, metric: shipped },
    { name: "six views, centre of a site's own cohort", card: six, live: six, metric: centred },
    { name: "six views, normalised by a site's own cohort", card: six, live: six, metric: cohortNormalised(shipped) },
  ];
}
