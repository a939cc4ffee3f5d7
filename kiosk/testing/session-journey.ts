/** The session around every visit as its tests walk it. */
import { createActor, type SnapshotFrom } from 'xstate';
import { adjacencyMapToArray, getAdjacencyMap } from 'xstate/graph';
import { type SessionContext, type SessionEvent, sessionMachine } from '../session/machine.ts';
import { dotted, type Journey, type Place, placesOf, statesIn } from './walk.ts';

export const EVENTS: readonly SessionEvent[] = [
  { type: 'CONNECTED' },
  { type: 'DISCONNECTED', reason: 'disconnected' },
  { type: 'DISCONNECTED', reason: 'claimedElsewhere' },
  { type: 'OUT', reason: 'maintenance' },
  { type: 'OUT', reason: 'readersDown' },
  { type: 'BEGIN', serviceId: 'check-in' },
  { type: 'RECOVERED' },
  { type: 'DIAGNOSE' },
  { type: 'BEGUN', visitId: '0193a1b2-0000-7000-8000-000000000001' },
  { type: 'REFUSED', fault: 'storeFailed' },
  { type: 'ENDED' },
  { type: 'CANCEL' },
  { type: 'TIMEOUT' },
  { type: 'WIPED' },
];

type Snapshot = SnapshotFrom<typeof sessionMachine>;

export interface SessionPlace extends Place {
  readonly context: SessionContext;
  readonly snapshot: Snapshot;
}

/** No guard reads anything; the reason tells apart what is shown. */
const keyOf = ({ value, context }: Snapshot) => JSON.stringify([value, context.reason, context.visitId !== null]);

const placeOf = (snapshot: Snapshot): SessionPlace => ({
  key: keyOf(snapshot),
  state: dotted(snapshot.value),
  isEnd: false,
  context: snapshot.context,
  snapshot,
});

export function sessionJourney(): Journey<SessionEvent> & { readonly at: readonly SessionPlace[] } {
  const map = getAdjacencyMap(sessionMachine, {
    events: [...EVENTS],
    filterEvents: (snapshot, event) => snapshot.can(event),
    serializeState: keyOf,
    limit: 5_000,
  });
  const steps = adjacencyMapToArray(map).map(({ state, event, nextState }) => ({
    from: placeOf(state),
    event,
    to: placeOf(nextState),
  }));
  const at = new Map(steps.flatMap(({ from, to }) => [from, to]).map((place) => [place.key, place]));
  return {
    name: 'session',
    start: placeOf(createActor(sessionMachine).start().getSnapshot()),
    steps,
    places: placesOf(steps),
    declared: statesIn(sessionMachine.root),
    at: [...at.values()],
  };
}

export function sessionAfter({ snapshot }: SessionPlace, event: SessionEvent): SessionPlace {
  const actor = createActor(sessionMachine, { snapshot }).start();
  actor.send(event);
  return placeOf(actor.getSnapshot());
}
