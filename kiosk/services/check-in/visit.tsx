/** One check-in under way: the machine with its effects, seen by the session as a visit. */
import type { CheckInAnswer } from '@anban/terminal-bridge/protocol/messages';
import { wantsStaffCard } from '@anban/terminal-bridge/protocol/state';
import { createActor } from 'xstate';
import type { ServiceCode, Visit, VisitDependencies } from '../service.ts';
import { blank, type CheckInContext, type CheckInEvent } from './context.ts';
import { checkInWith } from './effects.ts';
import { type CheckInState, stateOf } from './machine.ts';
import { patienceOf } from './patience.ts';
import { SCREENS } from './screens/index.ts';

/** Where a visit begins that is not to begin with the card. */
interface Start {
  readonly value: Extract<CheckInState, 'ticket' | 'alreadyCheckedIn'>;
  readonly context: CheckInContext;
}

/** What came of a check-in whose page was lost before the person was told. Who it was, nobody here knows any more. */
function recoverCheckIn(dependencies: VisitDependencies, checkIn: CheckInAnswer): Visit {
  const { number, room } = checkIn;
  return beginCheckIn(
    dependencies,
    checkIn.outcome === 'already-checked-in'
      ? {
          value: 'alreadyCheckedIn',
          context: { ...blank(), admission: { outcome: 'already-checked-in', number, room } },
        }
      : { value: 'ticket', context: { ...blank(), ticket: checkIn } },
  );
}

function beginCheckIn(dependencies: VisitDependencies, start: Start | null = null): Visit {
  /** An answer that comes after the end is nobody's any more. */
  const tell = (event: CheckInEvent) => {
    if (actor.getSnapshot().status === 'active') actor.send(event);
  };
  const { machine, stop } = checkInWith(dependencies, tell);
  const actor = createActor(machine, start === null ? {} : { snapshot: machine.resolveState(start) });
  actor.start();
  const snapshot = () => actor.getSnapshot();
  const isChecking = () => snapshot().matches({ officer: 'checking' }) || snapshot().matches({ officer: 'signingIn' });
  return {
    get over() {
      return snapshot().status === 'done';
    },
    get screen() {
      return stateOf(snapshot().value);
    },
    get patience() {
      const { value, context } = snapshot();
      return patienceOf(stateOf(value), context, isChecking());
    },
    send: tell,
    subscribe(listener) {
      // The end of a machine is told by `complete`, not by a last value.
      const subscription = actor.subscribe({ next: listener, complete: listener });
      return () => subscription.unsubscribe();
    },
    render() {
      const Shown = SCREENS[stateOf(snapshot().value)];
      const { bridge } = dependencies;
      const byCard = bridge.link.phase === 'online' && wantsStaffCard(bridge.link.terminal);
      const { context } = snapshot();
      return <Shown context={context} checking={isChecking()} byCard={byCard} send={tell} />;
    },
    stop() {
      stop();
      actor.stop();
    },
  };
}

export const CHECK_IN: ServiceCode = {
  begin: (dependencies) => beginCheckIn(dependencies),
  recover: recoverCheckIn,
};
