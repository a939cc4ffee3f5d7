/** One person's visit: what is known so far, and nothing else. `wipe` leaves nothing of the person behind. */
import { newId } from '@anban/foundation/ids';
import type { DocumentWarning } from '@anban/server/contract/evidence';
import type { RgbImage } from '../devices/portrait/decoder.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { AnswerOf, MatchAnswer } from '../protocol/messages.ts';

/** What remains of a card after it was read and its holder was found on the roster. */
export interface VisitDocument {
  readonly examineeId: string;
  readonly sessionId: string;
  readonly sessionTitle: string;
  readonly siteName: string;
  readonly room: string;
  /** Masked name, for the ticket. */
  readonly holder: string;
  readonly cardExpired: boolean;
  /** What stood out in its dates besides, for the record. */
  readonly warnings: readonly DocumentWarning[];
  readonly faceUnavailable: FaultName | null;
  /** Null when no face comparison is possible. */
  readonly portrait: RgbImage | null;
}

export interface OfficerDecision {
  readonly officerId: string;
  readonly reason: string;
}

/** Face comparisons in one visit; more would let somebody try until chance helps. */
export const MATCH_ATTEMPTS = 3;

export class Visit {
  readonly id = newId();
  document: VisitDocument | null = null;
  matchAttempts = 0;
  /** A comparison that took place stands; only `unavailable` may be tried again. */
  match: MatchAnswer | null = null;
  firstOfficer: OfficerDecision | null = null;
  /** Two officers, or one, said that this is somebody else. */
  refused = false;
  /** Id of the identity check that passed. */
  passedCheckId: string | null = null;
  checkIn: AnswerOf<'Visit.CheckIn'> | null = null;
  /** 协助人员: the helper who stands beside the person now, by officer id. */
  assistant: string | null = null;
  /** Steps of one visit follow one another. */
  tail: Promise<unknown> = Promise.resolve();
  readonly #over = new AbortController();
  #step: AbortController | null = null;

  get over(): boolean {
    return this.#over.signal.aborted;
  }

  /** Aborts when the visit ends, when its step is interrupted, or when `outer` does. */
  stepSignal(outer: AbortSignal): AbortSignal {
    this.#step = new AbortController();
    return AbortSignal.any([outer, this.#over.signal, this.#step.signal]);
  }

  /** Ends the step that runs now; the visit goes on. */
  interrupt(): void {
    this.#step?.abort();
  }

  /** Ends the visit and overwrites the portrait. */
  wipe(): void {
    this.#over.abort();
    this.document?.portrait?.data.fill(0);
    this.document = null;
    this.match = null;
    this.firstOfficer = null;
    this.assistant = null;
    this.passedCheckId = null;
    this.checkIn = null;
  }
}
