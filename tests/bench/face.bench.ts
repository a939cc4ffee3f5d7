/**
 * Face comparison against @vladmandic/human on the same frames, in turn, in the same run; each in a process of its own
 * with one thread of WebAssembly. Prints one JSON line.
 *
 * ANBAN_FACE_PAIRS names a list of pairs (columns fileA, fileB, same; fileA becomes a card portrait) for the error rates
 * of both: no photos of people come with the program. Without it they read "no pairs given".
 */
import { DemoFaces } from '../../terminal-bridge/matching/testing/demo-faces.ts';
import { percentile, round } from './cpu-time.ts';
import { ContenderProcess } from './face-contender.ts';
import { errorsOf } from './face-errors.ts';
import { cardOf } from './face-pictures.ts';
import { simulateQueue } from './face-queue.ts';

const FRAMES = 30;

const faces = await DemoFaces.load();
const film = Array.from({ length: 8 }, (_, i) => faces.frame(['woman'], i * 1.5));
const card = await cardOf(faces.photo('woman'));
const ours = await ContenderProcess.start('face-ours.ts');
const human = await ContenderProcess.start('face-human.ts');

const firstOurs = await firstMatch(ours);
const firstHuman = await firstMatch(human);
const [oursMs, humanMs] = await inTurn();
const queue = await simulateQueue(ours, card, film);
const pairs = process.env.ANBAN_FACE_PAIRS;
const errors = pairs === undefined ? null : await errorsOf(pairs, ours, human);
const [rssOurs, rssHuman] = [ours.rssMb, human.rssMb];
await ours.close();
await human.close();

const figures = {
  frames: FRAMES,
  frameToDecisionMsP50: round(percentile(oursMs, 0.5), 1),
  frameToDecisionMsP95: round(percentile(oursMs, 0.95), 1),
  humanFrameToDecisionMsP50: round(percentile(humanMs, 0.5), 1),
  humanFrameToDecisionMsP95: round(percentile(humanMs, 0.95), 1),
  ratio: round(percentile(oursMs, 0.5) / percentile(humanMs, 0.5), 2),
  rssMb: Math.round(rssOurs),
  humanRssMb: Math.round(rssHuman),
  engineStartToFirstMatchMs: Math.round(firstOurs),
  humanEngineStartToFirstMatchMs: Math.round(firstHuman),
  ...queue,
  ...(errors ?? { errors: 'no pairs given (ANBAN_FACE_PAIRS)' }),
};
process.stdout.write(`${JSON.stringify({ name: 'face', figures })}\n`);

/** From the start of the process to the first distance, the portrait included. */
async function firstMatch(contender: ContenderProcess): Promise<number> {
  const described = await contender.ask({ kind: 'portrait', pixels: card });
  if (described.descriptor === null) throw new Error('no face in the portrait');
  const first = await contender.ask({ kind: 'decide', jpeg: film[0] ?? new Uint8Array() });
  if (first.distance === null) throw new Error('no face in the frame');
  return contender.startMs + described.ms + first.ms;
}

async function inTurn(): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < FRAMES; i += 1)
    for (const [at, contender] of [ours, human].entries()) {
      const { ms, distance } = await contender.ask({ kind: 'decide', jpeg: film[i % film.length] ?? new Uint8Array() });
      if (distance === null) throw new Error('the frame could not be compared');
      times[at]?.push(ms);
    }
  return times;
}
