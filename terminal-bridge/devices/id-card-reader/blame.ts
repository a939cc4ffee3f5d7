/** Whose fault is it: the reader's, the line's, or the card's? A faulty card must not take a good reader out of service. */
import type { FaultName } from '../../protocol/faults.ts';
import type { CardReadFault } from './card-read.ts';

export type ReaderFault = 'readerSilent' | 'readerFault' | 'readerNotAuthorised';
/** How one round of the loop ended: well (whatever became of the card), with a fault of the reader, or with the line. */
export type Round = 'good' | ReaderFault | 'line-ended';

/** Attempts after which a card that card and reader refuse is refused for good. */
const REFUSED_ATTEMPTS = 3;
/** The same for data that arrive whole and make no sense: laying the card down better may still help, a few times. */
const DAMAGED_ATTEMPTS = 6;
/** The same for passing trouble that does not pass. */
const RETRY_ATTEMPTS = 12;

export function roundOf(fault: CardReadFault): Round {
  switch (fault.kind) {
    case 'silent':
      return 'readerSilent';
    case 'device':
    case 'software':
      return 'readerFault';
    case 'not-authorised':
      return 'readerNotAuthorised';
    case 'closed':
    case 'aborted':
      return 'line-ended';
    default:
      return 'good';
  }
}

/** The same where no card is involved yet ("find card"): a reader that cannot say it in one piece is as good as silent. */
export function lineRoundOf(fault: CardReadFault): Exclude<Round, 'good'> {
  const round = roundOf(fault);
  return round === 'good' ? 'readerSilent' : round;
}

/** Card and reader refuse each other: worth a few tries at the pace of the poll, not in a burst. */
export const isRefusal = (fault: CardReadFault): boolean => fault.kind === 'suspect' || fault.kind === 'wrong-card';

/** Why this card will never do, or null while it may. `attempts` on this card so far. */
export function verdictOn(fault: CardReadFault, attempts: number): FaultName | null {
  if (fault.kind === 'unsupported') return 'cardUnsupported';
  if (fault.kind === 'damaged') return attempts < DAMAGED_ATTEMPTS ? null : 'cardUnreadable';
  if (fault.kind === 'retry') return attempts < RETRY_ATTEMPTS ? null : 'cardUnreadable';
  if (!isRefusal(fault) || attempts < REFUSED_ATTEMPTS) return null;
  return fault.kind === 'wrong-card' ? 'cardUnsupported' : 'cardSuspect';
}
