/**
 * The active challenge: two of three movements in an order that nobody can know before. Pure: fed with what the frames
 * show and when. A flat thing, however tilted, moves the yaw index by less than 0.1; a film of the right person moving
 * does not know the order (ISO/IEC 30107-3 speaks of challenge–response).
 */
import { randomInt } from 'node:crypto';
import type { Signs } from './signs.ts';

export const MOVES = ['turn-left', 'turn-right', 'open-mouth'] as const;
export type Move = (typeof MOVES)[number];

export const CHALLENGE = {
  moves: 2,
  /** For one movement, and for coming back to the front after it, ms. */
  moveMs: 4000,
  frontMs: 4000,
  /**
   * Change of the yaw index from the person's own front; `far`: less is enough for whose own front already reads to that
   * side, once they are so far from the middle. A tilted photo changes by at most 0.1. See `Pose.yaw`; positive: their left.
   */
  turn: { change: 0.18, far: { change: 0.12, from: 0.22 } },
  /** Inner lip opening over width, and more than at rest: a smile that shows teeth reaches 0.3. */
  mouth: { least: 0.35, more: 0.1 },
  /** Frames in a row that must show the movement: one is a slip of the landmarks. */
  frames: 2,
  /** Of the own front: closer is straight again. */
  front: { yaw: 0.09, mouth: 0.1 },
  /** Frames for this long, and none with the face: it vanished, ms. */
  goneMs: 2000,
  /** Somebody who turned so far that the detector lost them is asked back after this long, and then once more, ms. */
  tooFarMs: 800,
  again: 1,
  /** Between two frames, in distances of the eyes; and of the distance itself, as a factor. */
  jump: 1.1,
  zoom: 1.5,
} as const;

/** Two different movements, by the operating system's random numbers. */
export function drawMoves(pick: (below: number) => number = randomInt): Move[] {
  const left: Move[] = [...MOVES];
  return Array.from({ length: CHALLENGE.moves }, () => left.splice(pick(left.length), 1)).flat();
}

/** `asks`: the instruction of this moment. `done` and `failed` are final. */
export type Progress =
  | { readonly state: 'asks'; readonly asks: Move | 'look-straight' }
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly why: 'late' | 'vanished' | 'jumped' | 'several' | 'wrong' };

/** What the face does, against its own rest. */
interface Seen {
  readonly yaw: number;
  readonly mouth: number;
}

/**
 * Time runs on what the frames show: a frame counts for the moment in which it was taken, and the time for a movement
 * begins when it is asked for. A machine that is slow to look takes nothing away from the person.
 */
export class Challenge {
  readonly #moves: readonly Move[];
  #step = 0;
  #since: number | null = null;
  #run = 0;
  #wrong = 0;
  #again = 0;
  #rest: Seen | null = null;
  #last: { readonly x: number; readonly y: number; readonly eyes: number; readonly at: number } | null = null;
  #progress: Progress = { state: 'asks', asks: 'look-straight' };

  constructor(moves: readonly Move[]) {
    this.#moves = moves;
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** Every frame that was watched, in order. `at`: when it was taken, `now`: when what it shows is known; ms. */
  see(signs: Signs, at: number, now = at): Progress {
    if (this.#progress.state !== 'asks') return this.#progress;
    this.#since ??= at;
    if (signs.persons > 1) return this.#fail('several');
    const { asks } = this.#progress;
    const { face } = signs;
    if (face === null) return this.#lost(asks, at, now);
    if (this.#jumped(face.points, face.measures.interEye, at)) return this.#fail('jumped');
    const seen = { yaw: face.measures.yaw, mouth: face.measures.mouthOpening };
    if (asks === 'look-straight') this.#front(seen, now);
    else this.#move(asks, seen, now);
    return this.#late(at);
  }

  /** The instruction of this moment could not be said yet: another is still being read. Its time begins when it is said. */
  unheard(now: number): void {
    this.#since = now;
  }

  #lost(asks: Move | 'look-straight', at: number, now: number): Progress {
    const turning = asks === 'turn-left' || asks === 'turn-right';
    // Seen well on the way to the side that was asked for, then lost: turned further than the detector follows.
    if (turning && this.#run > 0) this.#moved(now);
    else this.#run = 0;
    const gone = at - Math.max(this.#last?.at ?? at, this.#since ?? at);
    if (turning && gone > CHALLENGE.tooFarMs && this.#again < CHALLENGE.again) {
      this.#again += 1;
      this.#begin({ state: 'asks', asks: 'look-straight' }, now);
    } else if (this.#last !== null && gone > CHALLENGE.goneMs) return this.#fail('vanished');
    return this.#late(at);
  }

  #front({ yaw, mouth }: Seen, now: number): void {
    const rest = this.#rest;
    const straight =
      rest === null
        ? Math.abs(yaw) < 0.15 && mouth < CHALLENGE.mouth.least
        : Math.abs(yaw - rest.yaw) < CHALLENGE.front.yaw && mouth < rest.mouth + CHALLENGE.front.mouth;
    this.#run = straight ? this.#run + 1 : 0;
    if (this.#run < CHALLENGE.frames) return;
    this.#rest ??= { yaw, mouth };
    const next = this.#moves[this.#step];
    this.#begin(next === undefined ? { state: 'done' } : { state: 'asks', asks: next }, now);
  }

  #move(asked: Move, seen: Seen, now: number): void {
    const shown = this.#shown(seen);
    // The opposite turn, held: a film that does not know what is asked. A mouth may open while somebody turns.
    this.#wrong = shown !== null && shown !== asked && shown !== 'open-mouth' ? this.#wrong + 1 : 0;
    if (this.#wrong > CHALLENGE.frames * 2) this.#fail('wrong');
    else if (shown === asked) this.#moved(now);
    else this.#run = 0;
  }

  #moved(now: number): void {
    this.#run += 1;
    if (this.#run < CHALLENGE.frames) return;
    this.#step += 1;
    this.#begin({ state: 'asks', asks: 'look-straight' }, now);
  }

  #shown({ yaw, mouth }: Seen): Move | null {
    const rest = this.#rest ?? { yaw: 0, mouth: 0 };
    if (turned(yaw, yaw - rest.yaw)) return 'turn-left';
    if (turned(-yaw, rest.yaw - yaw)) return 'turn-right';
    const open = mouth >= Math.max(CHALLENGE.mouth.least, rest.mouth + CHALLENGE.mouth.more);
    return open ? 'open-mouth' : null;
  }

  #begin(progress: Progress, now: number): void {
    this.#progress = progress;
    this.#since = now;
    this.#run = 0;
    this.#wrong = 0;
  }

  #late(at: number): Progress {
    if (this.#progress.state !== 'asks') return this.#progress;
    const limit = this.#progress.asks === 'look-straight' ? CHALLENGE.frontMs : CHALLENGE.moveMs;
    return at - (this.#since ?? at) > limit ? this.#fail('late') : this.#progress;
  }

  /** A face that is suddenly elsewhere, or of another size, is another face. */
  #jumped(points: Float32Array, eyes: number, at: number): boolean {
    const [x, y] = [(points[72] ?? 0) / 2 + (points[90] ?? 0) / 2, (points[73] ?? 0) / 2 + (points[91] ?? 0) / 2];
    const last = this.#last;
    this.#last = { x, y, eyes, at };
    if (last === null || at - last.at > 500) return false;
    const zoom = Math.max(eyes / last.eyes, last.eyes / eyes);
    return Math.hypot(x - last.x, y - last.y) > CHALLENGE.jump * last.eyes || zoom > CHALLENGE.zoom;
  }

  #fail(why: Extract<Progress, { state: 'failed' }>['why']): Progress {
    this.#progress = { state: 'failed', why };
    return this.#progress;
  }
}

/** `yaw` and its change from the own front, both positive to the side in question. */
function turned(yaw: number, change: number): boolean {
  const { turn } = CHALLENGE;
  return change >= turn.change || (change >= turn.far.change && yaw >= turn.far.from);
}
