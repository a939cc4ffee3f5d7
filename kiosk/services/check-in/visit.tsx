/** One check-in under way: the machine with its effects, seen by the session as a visit. */
import { createActor } from 'xstate';
import type { Visit, VisitDependencies } from '../service.ts';
import type { CheckInEvent } from './context.ts';
import { checkInWith } from './effects.ts';
import { stateOf } from './machine.ts';
import { patienceOf } from './patience.ts';
import { SCREENS } from './screens/index.ts';

export function beginCheckIn(dependencies: VisitDependencies): Visit {
  /** An answer that comes after the end is nobody's any more. */
  const tell = (event: CheckInEvent) => {
    if (actor.getSnapshot().status === 'active') actor.send(event);
  };
  const { machine, stop } = checkInWith(dependencies, tell);
  const actor = createActor(machine);
  actor.start();
  const snapshot = () => actor.getSnapshot();
  return {
    get over() {
      return snapshot().status === 'done';
    },
    get screen() {
      return stateOf(snapshot().value);
    },
    get patience() {
      const { value, context } = snapshot();
      return patienceOf(stateOf(value), context, snapshot().matches({ officer: 'checking' }));
    },
    send: tell,
    subscribe(listener) {
      // The end of a machine is told by `complete`, not by a last value.
      const subscription = actor.subscribe({ next: listener, complete: listener });
      return () => subscription.unsubscribe();
    },
    render() {
      const Shown = SCREENS[stateOf(snapshot().value)];
      return <Shown context={snapshot().context} checking={snapshot().matches({ officer: 'checking' })} send={tell} />;
    },
    stop() {
      stop();
      actor.stop();
    },
  };
}
