/** One person's visit: what is known so far, and nothing else. `wipe` leaves nothing of the person behind. */
import { newId } from '@anban/foundation/ids';
import type { DocumentWarning } from '@anban/server/contract/evidence';
import type { TicketCode } from '@anban/server/contract/room-entry';
import type { RosterEntry, RosterSession } from '@anban/server/contract/roster';
import type { Assistant } from '../assistance/journal.ts';
import type { RgbImage } from '../devices/portrait/decoder.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { AnswerOf, MatchAnswer, RoomEntry } from '../protocol/messages.ts';
import { FrameShelf } from './frame-shelf.ts';

/** What remains of a card after it was read and its holder was found on the roster. */
export interface VisitDocument {
  readonly examineeId: string;
  readonly sessionId: string;
  readonly sessionTitle: string;
  readonly siteName: string;
  readonly room: string;
  /** Masked name, for the ticket. */
  readonly holder: string;
  /** Keyed hash of the number, as on the roster: tells the person's own document from another's. */
  readonly idToken: string;
  readonly cardExpired: boolean;
  /** What stood out in its dates besides, for the record. */
  readonly warnings: readonly DocumentWarning[];
  readonly faceUnavailable: FaultName | null;
  /** Comparisons of today without a decision, at all terminals, as the centre counted them when the document was read. */
  readonly triesBefore: number;
  /** Null where it could not be decoded. Two officers see it also where no comparison by machine is possible. */
  readonly portrait: RgbImage | null;
}

/** A ticket that was read at the door of the room. */
export interface VisitTicket extends TicketCode {
  readonly entry: RosterEntry;
  readonly session: RosterSession;
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
  /** The person agreed to the camera in this visit, and has not taken it back. */
  agreed = false;
  /** `guardianTokenOf` whoever consents for a person under 14. */
  guardianToken: string | null = null;
  readonly frames = new FrameShelf();
  /** The officer who signed in and has not decided yet. */
  signedIn: string | null = null;
  /** When the officers' time is over, ms since the epoch; null: it has not begun. */
  officersUntil: number | null = null;
  stopOfficers: () => void = () => {};
  wrongSignIns = 0;
  ticket: VisitTicket | null = null;
  entered: RoomEntry | null = null;
  /** Two officers, or one, said that this is somebody else. */
  refused = false;
  /** Id of the identity check that passed. */
  passedCheckId: string | null = null;
  checkIn: AnswerOf<'Visit.CheckIn'> | null = null;
  /** 协助人员: the helper who stands beside the person now. */
  assistant: Assistant | null = null;
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

  /** No officer is deciding any more; who signed in must do it again. */
  endOfficers(): void {
    this.stopOfficers();
    this.stopOfficers = () => {};
    this.officersUntil = null;
    this.signedIn = null;
    this.firstOfficer = null;
  }

  /** Ends the visit and overwrites portrait and pictures. */
  wipe(): void {
    this.#over.abort();
    this.document?.portrait?.data.fill(0);
    this.document = null;
    this.match = null;
    this.frames.wipe();
    this.endOfficers();
    this.guardianToken = null;
    this.agreed = false;
    this.ticket = null;
    this.entered = null;
    this.assistant = null;
    this.passedCheckId = null;
    this.checkIn = null;
  }
}
