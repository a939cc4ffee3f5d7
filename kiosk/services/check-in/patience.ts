/** How long each screen of the check-in waits for the person. */
import { OFFICERS_MS } from '@anban/terminal-bridge/protocol/messages';
import type { Patience } from '../service.ts';
import type { CheckInContext } from './context.ts';
import type { CheckInState } from './machine.ts';

const working: Patience = { kind: 'working' };
const ask = (seconds: number): Patience => ({ kind: 'ask', seconds });
const leave = (seconds: number): Patience => ({ kind: 'leave', seconds });

/** Long enough for staff to come from the other end of a hall; the bridge itself ends a still visit after 900 s. */
const FOR_STAFF = ask(240);
/**
 * While both officers' time runs: all of it, for the second one may have to be fetched, and a little more: at its end
 * the form comes back, and the question must not flash up before it.
 */
const FOR_OFFICERS = ask(OFFICERS_MS / 1000 + 10);

const PATIENCE: Record<CheckInState, Patience> = {
  card: working,
  readerLost: ask(120),
  cardProblem: ask(60),
  notOnRoster: ask(60),
  wrongDay: ask(60),
  wrongSite: ask(60),
  alreadyCheckedIn: ask(60),
  cardExpired: ask(60),
  consent: ask(120),
  guardian: ask(120),
  guardianCard: working,
  face: working,
  // It gives up by itself, long before anybody would be asked.
  cameraLost: working,
  mismatch: FOR_STAFF,
  manual: FOR_STAFF,
  officer: ask(60),
  refused: ask(60),
  result: working,
  ticket: leave(30),
  problem: ask(60),
  ended: working,
};

/** Nobody is hurried while the terminal works, and a number that is not on paper stays longer. */
export function patienceOf(state: CheckInState, context: CheckInContext, checking: boolean): Patience {
  if (state === 'officer' && checking) return working;
  if (state === 'officer' && context.officersUntil !== null) return FOR_OFFICERS;
  if (state === 'ticket' && context.ticket !== null && context.ticket.printFault !== null) return leave(60);
  return PATIENCE[state];
}
