/** Every figure of the model card in one run: engines, lists of pairs, card path and clean, steps, labelled groups. */
import { z } from 'zod';
import { clopperPearson, type ScoredPair } from './intervals.ts';
import type { EngineToTry } from './looker.ts';
import type { LooksCache } from './looks.ts';
import type { Pair } from './pairs.ts';
import { SHIPPED_STEP } from './step-list.ts';
import { runSteps } from './steps.ts';

const Interval = z.object({ value: z.number(), low: z.number(), high: z.number() });
const Stepped = z.object({
  people: z.int(),
  genuine_pairs: z.int(),
  impostor_pairs: z.int(),
  undetected: z.int(),
  steps: z.array(
    z.object({
      step: z.string(),
      held_out: z.boolean(),
      fnmr_at_fmr_0_01: Interval.nullable(),
      fnmr_at_fmr_0_001: Interval.nullable(),
      eer: z.number().nullable(),
    }),
  ),
  strength_chosen_on_others: z
    .object({
      fnmr_at_fmr_0_01: Interval,
      fnmr_at_fmr_0_001: Interval,
      fnmr_at_their_threshold: Interval,
      fmr_at_their_threshold: Interval,
      setting: z.number(),
    })
    .nullable(),
});
const Group = z.object({
  list: z.string(),
  label: z.string(),
  people: z.int(),
  genuine_pairs: z.int(),
  /** Both people have this label: strangers who are more alike than any two. */
  impostor_pairs: z.int(),
  /** Shares at the shipped band; null without such pairs. */
  does_not_pass: Interval.nullable(),
  impostors_pass: Interval.nullable(),
});
/** Rates are 0 to 1; intervals 95 %. */
export const Figures = z.object({
  engines: z.array(
    z.object({
      engine: z.string(),
      licence: z.string(),
      sha256: z.string(),
      lists: z.array(z.object({ list: z.string(), path: z.enum(['card', 'clean']), figures: Stepped })),
    }),
  ),
  /** With the default engine and its shipped bands, on the card path. */
  groups: z.array(Group),
});
export type Figures = z.infer<typeof Figures>;
export type Group = z.infer<typeof Group>;

export interface PairList {
  /** Who the people are, in words. */
  readonly name: string;
  readonly pairs: readonly Pair[];
}

/** Labels ("sex: female") of a picture. */
export type Labels = ReadonlyMap<string, readonly string[]>;

export interface FiguresOptions {
  readonly cache: LooksCache;
  readonly labels: Labels;
  readonly onProgress: (done: number, all: number) => void;
}

/**
 * What learns from people is tried on the first list, the population that counts; all other steps on every list and on
 * all lists together. The first engine is the one whose bands are tried on the labelled groups.
 */
export async function figuresOf(
  engines: readonly EngineToTry[],
  lists: readonly PairList[],
  { cache, labels, onProgress }: FiguresOptions,
): Promise<Figures> {
  const together = { name: 'all people of the lists above together', pairs: lists.flatMap(({ pairs }) => pairs) };
  const groups: Group[] = [];
  const found: Figures['engines'] = [];
  for (const [number, { looker, steps, engine, recognition }] of engines.entries()) {
    const measured: Figures['engines'][number]['lists'] = [];
    for (const [place, { name, pairs }] of (lists.length > 1 ? [...lists, together] : lists).entries())
      for (const path of ['card', 'clean'] as const) {
        const tried = place === 0 ? steps : steps.filter(({ metric }) => typeof metric !== 'function');
        const chip = path === 'card';
        const options = { chip, steps: tried, engine, cache, onProgress, choose: place === 0 };
        const { stepped, scores } = await runSteps(looker, pairs, options);
        measured.push({ list: name, path, figures: Stepped.parse(stepped) });
        if (number === 0 && path === 'card' && place < lists.length)
          groups.push(
            ...groupsOf(name, pairs, scores.get(SHIPPED_STEP) ?? [], labels, recognition.calibration.passAtMost),
          );
      }
    const { name, licence, modelDigest } = recognition;
    found.push({ engine: name, licence, sha256: modelDigest, lists: measured });
  }
  return { engines: found, groups };
}

/** `scored` in the order of `pairs`. */
export function groupsOf(
  list: string,
  pairs: readonly Pair[],
  scored: readonly ScoredPair[],
  labels: Labels,
  passAtMost: number,
): Group[] {
  const known = [...new Set(pairs.flatMap(({ fileA }) => labels.get(fileA) ?? []))].sort();
  return known.map((label) => {
    const has = (file: string | undefined) => file !== undefined && labels.get(file)?.includes(label) === true;
    const inside = scored.filter((_, i) => has(pairs[i]?.fileA) && has(pairs[i]?.fileB));
    const genuine = inside.filter(({ same }) => same);
    const impostor = inside.filter(({ same }) => !same);
    const share = (of: readonly ScoredPair[], passes: boolean) =>
      of.length === 0
        ? null
        : clopperPearson(of.filter(({ distance }) => distance <= passAtMost === passes).length, of.length);
    return {
      list,
      label,
      people: new Set(inside.flatMap(({ personA, personB }) => [personA, personB])).size,
      genuine_pairs: genuine.length,
      impostor_pairs: impostor.length,
      does_not_pass: share(genuine, false),
      impostors_pass: share(impostor, true),
    };
  });
}
