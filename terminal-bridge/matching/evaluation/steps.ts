/** What each step around the network brings: the same pairs, the same run, one line per step. */

import { meanOf } from '../engine/describe.ts';
import type { Metric } from '../engine/metric.ts';
import { type Measure, measureOf } from '../engine/metric.ts';
import type { Networks } from '../engine/networks.ts';
import { centred, cohortNormalised, heldOut, type Sample, whitened } from './held-out.ts';
import { fnmrWithInterval, type Interval, type ScoredPair } from './intervals.ts';
import { type Looks, type LooksCache, lookAt } from './looks.ts';
import type { Pair } from './pairs.ts';
import { peopleOf } from './people.ts';
import { equalErrorRate } from './rates.ts';

export interface StepFigures {
  readonly step: string;
  /** Learned from the people of this list, tried on those left out. Otherwise nothing was learned from the list. */
  readonly held_out: boolean;
  readonly fnmr_at_fmr_0_01: Interval | null;
  readonly fnmr_at_fmr_0_001: Interval | null;
  readonly eer: number | null;
}

export interface Stepped {
  readonly people: number;
  readonly genuine_pairs: number;
  readonly impostor_pairs: number;
  /** Pairs with a picture in which no face was found; a genuine one counts as refused. */
  readonly undetected: number;
  readonly steps: readonly StepFigures[];
}

type Pick = (looks: Looks) => Float32Array;
const mean = (vectors: readonly (readonly number[])[]) => meanOf(vectors.map((one) => Float32Array.from(one)));
const box: Pick = (looks) => Float32Array.from(looks.box);
const one: Pick = (looks) => mean(looks.views.slice(0, 1));
const mirrored: Pick = (looks) => mean(looks.views.slice(0, 2));
const six: Pick = (looks) => mean(looks.views);
const restored: Pick = (looks) => mean(looks.restored.length > 0 ? looks.restored : looks.views.slice(0, 2));

type Learner = (from: readonly Sample[]) => Measure;
interface Step {
  readonly name: string;
  readonly card: Pick;
  readonly live: Pick;
  readonly metric: Metric | Learner;
}

const EUCLIDEAN: Metric = { metric: 'euclidean' };

const stepsWith = (shipped: Metric): readonly Step[] => [
  { name: 'box around the landmarks', card: box, live: box, metric: EUCLIDEAN },
  { name: 'exact alignment', card: one, live: one, metric: EUCLIDEAN },
  { name: '… and mirrored', card: mirrored, live: mirrored, metric: EUCLIDEAN },
  { name: '… and the portrait smoothed and enlarged', card: restored, live: mirrored, metric: EUCLIDEAN },
  { name: '… mirrored at three scales (six views)', card: six, live: six, metric: EUCLIDEAN },
  { name: 'six views, cosine', card: six, live: six, metric: { metric: 'cosine' } },
  { name: 'six views, as the calibration measures', card: six, live: six, metric: shipped },
  { name: 'the same, two views of the live frame', card: six, live: mirrored, metric: shipped },
  { name: "six views, centre of a site's own cohort", card: six, live: six, metric: centred },
  { name: "six views, S-norm against a site's own cohort", card: six, live: six, metric: cohortNormalised },
  { name: 'six views, whitened within persons', card: six, live: six, metric: whitened },
];

export interface StepsOptions {
  readonly chip: boolean;
  /** The measure of the calibration in use. */
  readonly metric: Metric;
  readonly cache: LooksCache;
  readonly onProgress: (done: number, all: number) => void;
}

export interface StepScores {
  readonly stepped: Stepped;
  /** By name of the step. */
  readonly scores: ReadonlyMap<string, readonly ScoredPair[]>;
}

export async function runSteps(networks: Networks, pairs: readonly Pair[], options: StepsOptions): Promise<StepScores> {
  const looks = await lookAtAll(networks, pairs, options);
  const people = peopleOf(pairs);
  const cardKey = (file: string) => keyOf(file, options.chip);
  const scores = new Map<string, readonly ScoredPair[]>();
  const steps: StepFigures[] = [];
  for (const step of stepsWith(options.metric)) {
    // Restoration mends what the card's compression did; there is nothing to mend in a photo.
    if (step.card === restored && !options.chip) continue;
    const scored = scoreStep(step, pairs, looks, people, cardKey);
    scores.set(step.name, scored);
    const plain = {
      genuine: scored.filter((pair) => pair.same).map((pair) => pair.distance),
      impostor: scored.filter((pair) => !pair.same).map((pair) => pair.distance),
    };
    steps.push({
      step: step.name,
      held_out: typeof step.metric === 'function',
      fnmr_at_fmr_0_01: fnmrWithInterval(scored, 0.01),
      fnmr_at_fmr_0_001: fnmrWithInterval(scored, 0.001),
      eer: equalErrorRate(plain),
    });
  }
  const missing = pairs.filter(({ fileA, fileB }) => !looks.get(cardKey(fileA)) || !looks.get(keyOf(fileB, false)));
  const genuine = pairs.filter((pair) => pair.same).length;
  const stepped = {
    people: new Set(people.values()).size,
    genuine_pairs: genuine,
    impostor_pairs: pairs.length - genuine,
    undetected: missing.length,
    steps,
  };
  return { stepped, scores };
}

const keyOf = (file: string, chip: boolean) => (chip ? `card ${file}` : file);

async function lookAtAll(networks: Networks, pairs: readonly Pair[], options: StepsOptions) {
  const wanted = new Map<string, { readonly file: string; readonly chip: boolean }>();
  for (const { fileA, fileB } of pairs) {
    // What learns wants both sides of everybody.
    for (const file of [fileA, fileB]) {
      wanted.set(keyOf(file, options.chip), { file, chip: options.chip });
      wanted.set(file, { file, chip: false });
    }
  }
  const found = new Map<string, Looks | null>();
  for (const [key, { file, chip }] of wanted) {
    found.set(key, await options.cache.get(key, () => lookAt(networks, file, chip)));
    options.onProgress(found.size, wanted.size);
  }
  options.cache.save();
  return found;
}

function scoreStep(
  step: Step,
  pairs: readonly Pair[],
  looks: ReadonlyMap<string, Looks | null>,
  people: ReadonlyMap<string, number>,
  cardKey: (file: string) => string,
): ScoredPair[] {
  const samples = new Map<string, Sample>();
  for (const [file, person] of people) {
    const card = looks.get(cardKey(file));
    const live = looks.get(file);
    if (card && live) samples.set(file, { person, card: step.card(card), live: step.live(live) });
  }
  const { metric } = step;
  const fixed = typeof metric === 'function' ? null : measureOf(metric);
  const learned = typeof metric === 'function' ? heldOut([...samples.values()], metric) : null;
  return pairs.map(({ fileA, fileB, same }) => {
    const personA = people.get(fileA) ?? -1;
    const personB = people.get(fileB) ?? -1;
    const a = samples.get(fileA);
    const b = samples.get(fileB);
    const measure = fixed ?? learned?.(personA, personB);
    const distance = a && b && measure ? measure(a.card, b.live) : Number.POSITIVE_INFINITY;
    return { distance, same, personA, personB };
  });
}
