/** One attempt before the real liveness check, in simulated time: somebody obeys as well as they can until a verdict comes. */
import { ManualClock } from '@anban/foundation/clock';
import type { Frame } from '../../terminal-bridge/devices/camera/camera.ts';
import { Mailbox } from '../../terminal-bridge/devices/camera/mailbox.ts';
import type { RgbImage } from '../../terminal-bridge/devices/portrait/decoder.ts';
import type { Calibration } from '../../terminal-bridge/matching/bands.ts';
import { decodeFrame } from '../../terminal-bridge/matching/engine/decode.ts';
import { seeded } from '../../terminal-bridge/matching/evaluation/intervals.ts';
import { MOVES } from '../../terminal-bridge/matching/liveness/challenge.ts';
import { LiveFaceMatcher } from '../../terminal-bridge/matching/liveness/live-matcher.ts';
import type { WatchingEngine } from '../../terminal-bridge/matching/liveness/live-session.ts';
import type { LivenessMode } from '../../terminal-bridge/matching/liveness/policy.ts';
import type { MatchVerdict } from '../../terminal-bridge/matching/matcher.ts';
import { Obedience, poseAsked } from './obedience.ts';
import { type Pace, PacedEngine } from './paced-engine.ts';
import type { Species } from './species.ts';
import { Stage } from './stage.ts';

export interface Attempt {
  readonly species: Species;
  /** Of the people of the emulated camera. */
  readonly person: string;
  readonly mode: LivenessMode;
  /** What differs between two attempts of one person: moment, hand, speed of reaction, movements asked for. */
  readonly seed: number;
}

export interface Outcome extends Attempt {
  /** `unavailable` with a camera's fault counts as stopped. */
  readonly result: 'passed' | 'stopped' | 'no-answer';
  /** The fault that stopped it, or why there is no answer; null when it passed. */
  readonly reason: string | null;
  /** From the first picture to the verdict, ms of simulated time. */
  readonly ms: number;
  /** When the first movement was asked for, ms: until then both modes do the same. Null: none was. */
  readonly askedMs: number | null;
  /** What was said to the person, in order. */
  readonly said: readonly string[];
}

const STEP_MS = 5;
/** `faceDeadlineMs` as it comes with the bridge. */
const DEADLINE_MS = 8000;
/** A defect, not a verdict: the longest challenge ends long before. */
const LONGEST_MS = 90_000;

export async function attemptOnce(
  engine: Pick<WatchingEngine, 'observe' | 'watch' | 'describePortrait'>,
  calibration: Calibration,
  pace: Pace,
  attempt: Attempt,
): Promise<Outcome> {
  const random = seeded(attempt.seed);
  const clock = new ManualClock();
  const stage = new Stage(attempt.species, attempt.person, Math.floor(random() * 100_000));
  // The portrait is what is shown: presentation attacks are measured alone, and the comparison stops none of them.
  const portrait = await portraitOf(await stage.next('front'));
  const paced = new PacedEngine(engine, clock, pace);
  const draw = () => drawn(random);
  const matcher = new LiveFaceMatcher(paced, calibration, clock, { mode: attempt.mode, draw });
  const frames = new Mailbox<Frame>(() => {});
  const said: string[] = [];
  const shown = new Obedience(clock, random);
  let verdict: MatchVerdict | null = null;
  const begun = clock.now();
  let askedMs: number | null = null;
  const running = matcher.match(portrait, frames, {
    signal: new AbortController().signal,
    deadlineMs: DEADLINE_MS,
    onGuidance(guidance) {
      said.push(guidance);
      if (poseAsked(guidance) !== 'front') askedMs ??= clock.now() - begun;
      shown.hears(guidance);
    },
  });
  running.then((answer) => {
    verdict = answer;
  });
  for (let dueAt = begun; verdict === null; await clock.advance(STEP_MS)) {
    await paced.settled();
    if (clock.now() - begun > LONGEST_MS) throw new Error(`no verdict on ${attempt.species} of ${attempt.person}`);
    if (clock.now() < dueAt) continue;
    frames.put({ jpeg: await stage.next(shown.pose), at: clock.now() });
    dueAt += stage.every;
  }
  return { ...attempt, ...resultOf(await running), ms: clock.now() - begun, askedMs, said };
}

/**
 * What the mode `passive` would have said to the same pictures: it ends where the challenge asks for the first movement
 * (its time is that of the request, a little later than its own would be).
 */
export function asPassive(outcome: Outcome): Outcome {
  const { askedMs, ms, reason } = outcome;
  const asked = askedMs !== null || reason === 'padUnanswered' || reason === 'padSwapped';
  if (!asked) return { ...outcome, mode: 'passive' };
  return { ...outcome, mode: 'passive', result: 'passed', reason: null, ms: askedMs ?? ms };
}

/** Two different movements, of the attempt's own chance. */
function drawn(random: () => number) {
  const left = [...MOVES];
  return [0, 1].flatMap(() => left.splice(Math.floor(random() * left.length), 1));
}

function resultOf(verdict: MatchVerdict): Pick<Outcome, 'result' | 'reason'> {
  if (verdict.outcome === 'pass') return { result: 'passed', reason: null };
  if (verdict.outcome === 'stopped') return { result: 'stopped', reason: verdict.reason };
  if (verdict.outcome !== 'unavailable') return { result: 'no-answer', reason: verdict.outcome };
  const camera = verdict.reason === 'cameraFrozen' || verdict.reason === 'cameraLost';
  return { result: camera ? 'stopped' : 'no-answer', reason: verdict.reason };
}

/** Raw RGB of a JPEG, as a card's portrait comes. */
export async function portraitOf(jpeg: Buffer): Promise<RgbImage> {
  const picture = await decodeFrame(jpeg);
  if (picture === null) throw new Error('the emulated camera drew no picture');
  const { width, height, channels } = picture;
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i += 1)
    for (let c = 0; c < 3; c += 1) data[3 * i + c] = picture.data[channels * i + c] ?? 0;
  return { width, height, data };
}
