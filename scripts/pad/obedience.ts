/** Somebody before the camera who does what they are told, a moment later. */
import type { Clock } from '@anban/foundation/clock';
import type { Pose } from '../../hardware-mocks/people/posed.ts';

/** How long somebody takes to begin what they were asked for, ms. */
export const REACTION = { least: 300, most: 1200 } as const;

const POSE_OF: Readonly<Record<string, Pose>> = {
  'turn-left': 'left',
  'turn-right': 'right',
  'open-mouth': 'mouth-open',
};

/** What `guidance` asks them to do; `front` where it asks for no movement. */
export const poseAsked = (guidance: string): Pose => POSE_OF[guidance] ?? 'front';

export class Obedience {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #random: () => number;
  #pose: Pose = 'front';
  #forget: () => void = () => {};

  /** `random`: from 0 to 1, how slow they are at each instruction. */
  constructor(clock: Pick<Clock, 'after'>, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  get pose(): Pose {
    return this.#pose;
  }

  /** Whoever is told something new before they did the last thing does the new one only. */
  hears(guidance: string): void {
    this.#forget();
    const slowness = REACTION.least + this.#random() * (REACTION.most - REACTION.least);
    this.#forget = this.#clock.after(slowness, () => {
      this.#pose = poseAsked(guidance);
    });
  }
}
