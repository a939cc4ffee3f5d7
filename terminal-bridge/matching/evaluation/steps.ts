/** What each step around the network brings: the same pairs, the same run, one line per step. */
import type { Chosen } from './chosen-on-others.ts';
import type { ScoredPair } from './intervals.ts';
import { type Looker, type Looks, type LooksCache, lookAt } from './looks.ts';
import type { Pair } from './pairs.ts';
import { peopleOf } from './people.ts';
import { type Context, chooseStrength, figuresOf, type StepFigures, tryStep } from './score-step.ts';
import { SHIPPED_STEP, type Step } from './step-list.ts';

export interface Stepped {
  readonly people: number;
  readonly genuine_pairs: number;
  readonly impostor_pairs: number;
  /** Pairs with a picture in which no face was found; a genuine one counts as refused. */
  readonly undetected: number;
  readonly steps: readonly StepFigures[];
  /** The strength of the centre chosen on half of the people and tried on the other half; null without a centre. */
  readonly strength_chosen_on_others: Chosen | null;
}

export interface StepsOptions {
  readonly chip: boolean;
  readonly steps: readonly Step[];
  /** Whether the strength of the centre is also chosen on some people and tried on others: minutes on long lists. */
  readonly choose: boolean;
  /** Before each key of the cache: descriptors of different engines must not meet. */
  readonly engine: string;
  readonly cache: LooksCache;
  readonly onProgress: (done: number, all: number) => void;
}

export interface StepScores {
  readonly stepped: Stepped;
  /** By name of the step. */
  readonly scores: ReadonlyMap<string, readonly ScoredPair[]>;
}

export async function runSteps(looker: Looker, pairs: readonly Pair[], options: StepsOptions): Promise<StepScores> {
  const looks = await lookAtAll(looker, pairs, options);
  const people = peopleOf(pairs);
  const context: Context = {
    pairs,
    looks,
    people,
    cardKey: (file) => keyOf(file, options.chip, options.engine),
    liveKey: (file) => keyOf(file, false, options.engine),
  };
  const scores = new Map<string, readonly ScoredPair[]>();
  const steps: StepFigures[] = [];
  let chosen: Chosen | null = null;
  for (const step of options.steps) {
    if (step.cardOnly === true && !options.chip) continue;
    const { metric } = step;
    const tries = tryStep(step, context);
    scores.set(step.name, tries.flat());
    steps.push(figuresOf(step, tries));
    if (
      options.choose &&
      step.name === SHIPPED_STEP &&
      typeof metric !== 'function' &&
      metric.metric === 'centred-cosine'
    )
      chosen = chooseStrength(step, metric, context);
  }
  const face = (file: string, chip: boolean) => looks.get(keyOf(file, chip, options.engine));
  const genuine = pairs.filter((pair) => pair.same).length;
  const stepped = {
    people: new Set(people.values()).size,
    genuine_pairs: genuine,
    impostor_pairs: pairs.length - genuine,
    undetected: pairs.filter(({ fileA, fileB }) => !face(fileA, options.chip) || !face(fileB, false)).length,
    steps,
    strength_chosen_on_others: chosen,
  };
  return { stepped, scores };
}

const keyOf = (file: string, chip: boolean, engine: string) => `${engine}${chip ? 'card ' : ''}${file}`;

async function lookAtAll(looker: Looker, pairs: readonly Pair[], options: StepsOptions) {
  const wanted = new Map<string, { readonly file: string; readonly chip: boolean }>();
  for (const { fileA, fileB } of pairs) {
    // What learns wants both sides of everybody.
    for (const file of [fileA, fileB]) {
      wanted.set(keyOf(file, options.chip, options.engine), { file, chip: options.chip });
      wanted.set(keyOf(file, false, options.engine), { file, chip: false });
    }
  }
  const found = new Map<string, Looks | null>();
  for (const [key, { file, chip }] of wanted) {
    found.set(key, await options.cache.get(key, () => lookAt(looker, file, chip)));
    options.onProgress(found.size, wanted.size);
  }
  options.cache.save();
  return found;
}
