/** One person at the door: the machine with its commands, seen by the session as a visit. */
import { ENTRY_CONSENT_VERSION } from '@anban/terminal-bridge/protocol/consent';
import type { CommandName, RequestOf } from '@anban/terminal-bridge/protocol/messages';
import { wantsStaffCard } from '@anban/terminal-bridge/protocol/state';
import { createActor } from 'xstate';
import type { SendOptions } from '../../bridge/client.ts';
import type { BridgeFault } from '../../bridge/result.ts';
import type { Visit, VisitDependencies } from '../service.ts';
import { type EntryReason, type RoomEntryEvent, roomEntryMachine, stateOf } from './machine.ts';
import { patienceOf } from './patience.ts';
import { SCREENS } from './screens.tsx';

/** How long ticket, document and an officer's card may take to come, ms. */
export const WAIT_MS = 60_000;

export function beginRoomEntry({ bridge, timers, visitId }: VisitDependencies): Visit {
  let stop = new AbortController();
  /** Commands never overlap: the next one waits until a cancelled one has really ended. */
  let last: Promise<unknown> = Promise.resolve();
  const tell = (event: RoomEntryEvent) => {
    if (actor.getSnapshot().status === 'active') actor.send(event);
  };
  async function run<N extends CommandName>(name: N, request: RequestOf<N>, options: SendOptions<N> = {}) {
    stop = new AbortController();
    const { signal } = stop;
    const sent = last.then(() => bridge.send(name, request, { ...options, signal }));
    last = sent;
    const answer = await sent;
    if (signal.aborted) return null;
    if (answer.ok) return answer.value;
    tell({ type: 'FAILED', reason: reasonOf(name, answer.fault) });
    return null;
  }
  const actor = createActor(
    roomEntryMachine.provide({
      actions: {
        readTicket: async () => {
          const read = await run(
            'Visit.ReadTicket',
            { visitId },
            { timeout: WAIT_MS, onEvent: (progress) => tell({ type: 'PROGRESS', progress }) },
          );
          if (read !== null) tell({ type: 'TICKET' });
        },
        readDocument: async () => {
          const read = await run(
            'Visit.ReadEntryDocument',
            { visitId },
            { timeout: WAIT_MS, onEvent: (progress) => tell({ type: 'PROGRESS', progress }) },
          );
          if (read !== null) tell({ type: 'DOCUMENT', ...read });
        },
        matchFace: async () => {
          const answer = await run(
            'Visit.MatchFace',
            { visitId, consent: { textVersion: ENTRY_CONSENT_VERSION } },
            { timeout: WAIT_MS, onEvent: ({ guidance }) => tell({ type: 'GUIDANCE', guidance }) },
          );
          if (answer !== null) tell({ type: 'MATCHED', answer });
        },
        enter: async () => {
          const entry = await run('Visit.EnterRoom', { visitId });
          if (entry !== null) tell({ type: 'ENTERED', entry });
        },
        signIn: async (_, { staffNumber, pin }) => {
          const request = staffNumber === null ? { visitId, pin } : { visitId, staffNumber, pin };
          const review = await run('Visit.OfficerSignIn', request, { timeout: WAIT_MS });
          if (review !== null) tell({ type: 'SIGNED_IN', review, until: timers.now() + review.leftMs });
        },
        confirm: async (_, decision) => {
          const confirmed = await run('Visit.ConfirmByOfficer', { visitId, ...decision });
          if (confirmed !== null) tell({ type: 'CONFIRMED', outcome: confirmed.outcome });
        },
        callStaff: () => void bridge.send('Terminal.CallStaff', {}),
        stopCommand: () => stop.abort(),
      },
    }),
  );
  actor.start();
  const state = () => stateOf(actor.getSnapshot().value);
  const isChecking = () =>
    actor.getSnapshot().matches({ officer: 'checking' }) || actor.getSnapshot().matches({ officer: 'signingIn' });
  return {
    get over() {
      return actor.getSnapshot().status === 'done';
    },
    get screen() {
      return state();
    },
    get patience() {
      return patienceOf(state(), actor.getSnapshot().context, isChecking());
    },
    send: tell,
    subscribe(listener) {
      const subscription = actor.subscribe({ next: listener, complete: listener });
      return () => subscription.unsubscribe();
    },
    render() {
      const Shown = SCREENS[state()];
      const { link } = bridge;
      const byCard = link.phase === 'online' && wantsStaffCard(link.terminal);
      return <Shown context={actor.getSnapshot().context} checking={isChecking()} byCard={byCard} send={tell} />;
    },
    stop() {
      stop.abort();
      actor.stop();
    },
  };
}

/** Silence means that nobody came, except where everybody has shown everything: then it is the terminal's. */
const SILENCE: Partial<Record<CommandName, EntryReason>> = {
  'Visit.EnterRoom': 'unknown',
  'Visit.ConfirmByOfficer': 'unknown',
  'Visit.OfficerSignIn': 'cardTimeout',
};
function reasonOf(command: CommandName, fault: BridgeFault): EntryReason {
  if (fault === 'timedOut') return SILENCE[command] ?? 'ticketTimeout';
  return fault === 'disconnected' || fault === 'cancelled' || fault === 'unexpected' ? 'unknown' : fault;
}
