/** Error rates of both engines over the same pairs. */
import { type Pair, readPairs } from '../../terminal-bridge/matching/evaluation/pairs.ts';
import { readPicture } from '../../terminal-bridge/matching/evaluation/picture.ts';
import {
  falseNonMatchRate,
  type Scores,
  thresholdAtFalseMatchRate,
} from '../../terminal-bridge/matching/evaluation/rates.ts';
import { round } from './cpu-time.ts';
import type { ContenderProcess } from './face-contender.ts';
import type { BenchPixels } from './face-messages.ts';
import { cardOf, rgb } from './face-pictures.ts';

/** A pair in which an engine finds no face is refused. */
export async function errorsOf(list: string, ours: ContenderProcess, human: ContenderProcess) {
  const pairs = readPairs(list);
  const [mine, theirs] = [new Map<string, number[] | null>(), new Map<string, number[] | null>()];
  const pictures = new Map<string, () => Promise<BenchPixels | null>>();
  for (const { fileA, fileB } of pairs) {
    pictures.set(`card ${fileA}`, async () => cardOf(await readPicture(fileA)).catch(() => null));
    pictures.set(fileB, async () => rgb(await readPicture(fileB)));
  }
  for (const [key, read] of pictures) {
    const pixels = await read();
    for (const [contender, found] of [
      [ours, mine],
      [human, theirs],
    ] as const)
      found.set(key, pixels === null ? null : (await contender.ask({ kind: 'describe', pixels })).descriptor);
  }
  const oursScores = await scoresOf(ours, pairs, mine);
  const humanScores = await scoresOf(human, pairs, theirs);
  return {
    genuinePairs: oursScores.genuine.length,
    impostorPairs: oursScores.impostor.length,
    fnmrAtFmr1: fnmr(oursScores, 0.01),
    humanFnmrAtFmr1: fnmr(humanScores, 0.01),
    fnmrAtFmr01: fnmr(oursScores, 0.001),
    humanFnmrAtFmr01: fnmr(humanScores, 0.001),
    undetected: [...mine.values()].filter((one) => one === null).length,
    humanUndetected: [...theirs.values()].filter((one) => one === null).length,
  };
}

async function scoresOf(
  contender: ContenderProcess,
  pairs: readonly Pair[],
  found: ReadonlyMap<string, number[] | null>,
): Promise<Scores> {
  const descriptors = pairs.map(({ fileA, fileB }) => [found.get(`card ${fileA}`), found.get(fileB)] as const);
  const known = descriptors.flatMap(([one, other]): [number[], number[]][] => (one && other ? [[one, other]] : []));
  const { distances } = await contender.ask({ kind: 'distances', pairs: known });
  const genuine: number[] = [];
  const impostor: number[] = [];
  let at = 0;
  pairs.forEach(({ same }, i) => {
    const [one, other] = descriptors[i] ?? [];
    const distance = one && other ? (distances[at++] ?? Number.NaN) : Number.POSITIVE_INFINITY;
    (same ? genuine : impostor).push(distance);
  });
  return { genuine, impostor };
}

const fnmr = (scores: Scores, rate: number): number => {
  const threshold = thresholdAtFalseMatchRate(scores, rate);
  return round(threshold === null ? Number.NaN : (falseNonMatchRate(scores, threshold) ?? Number.NaN), 4);
};
