/** Follows the card on the reader: when one is laid down anew, and whether one was left behind by the last person. */
import type { TerminalState } from '@anban/terminal-bridge/protocol/state';
import { cardGone, cardLies } from './devices.ts';

export class CardWatch {
  #here = false;
  #left: boolean;

  /** `left`: the page before this one ended a visit while its card still lay there. */
  constructor(left: boolean) {
    this.#left = left;
  }

  /** A card lies there and belongs to nobody's visit yet. */
  get waits(): boolean {
    return this.#here && !this.#left;
  }

  /** The card of the visit that is over still lies there. */
  get left(): boolean {
    return this.#left;
  }

  /** A card lies there, whoever's. */
  get here(): boolean {
    return this.#here;
  }

  /** Looks at a new picture; true when a card has just been laid down. */
  look(terminal: TerminalState): boolean {
    const was = this.#here;
    if (cardGone(terminal)) {
      this.#here = false;
      this.#left = false;
    } else if (cardLies(terminal)) this.#here = true;
    return this.#here && !was && !this.#left;
  }

  /** The visit is over: a card that lies there is this person's, and starts nothing, unless `isNext` says otherwise. */
  visitEnded(): void {
    this.#left = this.#here;
  }

  /** The card that lies there was laid down by the next person: their visit may begin with it. */
  isNext(): void {
    this.#left = false;
  }
}
