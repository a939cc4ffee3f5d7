/** A screen for every state: a state without one does not compile. */
import type { CheckInState } from '../machine.ts';
import { AlreadyCheckedIn, NotOnRoster, WrongDay, WrongSite } from './admission.tsx';
import { CardExpired, CardProblem, ReaderLost, ReadingCard } from './card.tsx';
import { Consent } from './consent.tsx';
import { CameraLost, Face } from './face.tsx';
import { Guardian, GuardianCard } from './guardian.tsx';
import { Manual, Mismatch, Refused } from './manual.tsx';
import { Officer } from './officer.tsx';
import type { CheckInScreen } from './screen-props.ts';
import { Ended, Problem, Result, Ticket } from './ticket.tsx';

export const SCREENS = {
  card: ReadingCard,
  readerLost: ReaderLost,
  cardProblem: CardProblem,
  notOnRoster: NotOnRoster,
  wrongDay: WrongDay,
  wrongSite: WrongSite,
  alreadyCheckedIn: AlreadyCheckedIn,
  cardExpired: CardExpired,
  guardian: Guardian,
  guardianCard: GuardianCard,
  consent: Consent,
  face: Face,
  cameraLost: CameraLost,
  mismatch: Mismatch,
  manual: Manual,
  officer: Officer,
  refused: Refused,
  result: Result,
  ticket: Ticket,
  problem: Problem,
  ended: Ended,
} satisfies Record<CheckInState, CheckInScreen>;
