import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { adjacencyMapToArray, getAdjacencyMap } from 'xstate/graph';
import { blankSession, type SessionEvent, sessionMachine } from './machine.ts';

const EVENTS: SessionEvent[] = [
  { type: 'CONNECTED' },
  { type: 'DISCONNECTED', reason: 'disconnected' },
  { type: 'DISCONNECTED', reason: 'claimedElsewhere' },
  { type: 'OUT', reason: 'maintenance' },
  { type: 'RECOVERED' },
  { type: 'BEGIN', serviceId: 'check-in' },
  { type: 'DIAGNOSE' },
  { type: 'BEGUN', visitId: 'visit-1' },
  { type: 'REFUSED', fault: 'storeFailed' },
  { type: 'ENDED' },
  { type: 'CANCEL' },
  { type: 'TIMEOUT' },
  { type: 'WIPED' },
];
const steps = adjacencyMapToArray(
  getAdjacencyMap(sessionMachine, {
    events: EVENTS,
    filterEvents: (snapshot, event) => snapshot.can(event),
    serializeState: ({ value, context }) => JSON.stringify([value, context]),
    limit: 5_000,
  }),
);

describe('whatever has happened', () => {
  it('every state is reached', () => {
    const reached = new Set(steps.map(({ nextState }) => nextState.value));
    expect([...reached].sort()).toEqual(Object.keys(sessionMachine.states).sort());
  });

  it('the attract screen knows nothing of anybody', () => {
    const home = steps.filter(({ nextState }) => nextState.value === 'attract');
    expect(home.length).toBeGreaterThan(1);
    for (const { nextState } of home) expect(nextState.context).toEqual(blankSession());
  });

  it('a visit is left only through the wipe', () => {
    const left = steps.filter(({ state, nextState }) => state.value === 'visit' && nextState.value !== 'visit');
    expect(new Set(left.map(({ nextState }) => nextState.value))).toEqual(new Set(['wiped']));
  });

  it.each(['starting', 'problem', 'diagnostics'] as const)(
    '%s goes home by CANCEL, TIMEOUT and DISCONNECTED',
    (value) => {
      const ways = steps.filter(({ state }) => state.value === value);
      expect(new Set(ways.map(({ event }) => event.type))).toEqual(
        new Set(['CANCEL', 'TIMEOUT', 'DISCONNECTED', ...(value === 'starting' ? ['BEGUN', 'REFUSED'] : [])]),
      );
    },
  );
});

it('says why it is out of service, as it is told', () => {
  const actor = createActor(sessionMachine).start();
  actor.send({ type: 'CONNECTED' });
  actor.send({ type: 'DISCONNECTED', reason: 'claimedElsewhere' });
  expect(actor.getSnapshot().context.reason).toBe('claimedElsewhere');
  actor.send({ type: 'DISCONNECTED', reason: 'disconnected' });
  expect(actor.getSnapshot().context.reason).toBe('disconnected');
});
