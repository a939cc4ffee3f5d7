/** What the machine's named actions do: commands to the bridge, one after the other, and what comes of them as events. */
import { CONSENT_VERSION } from '@anban/terminal-bridge/protocol/consent';
import type { CommandName, RequestOf } from '@anban/terminal-bridge/protocol/messages';
import type { DeviceName } from '@anban/terminal-bridge/protocol/state';
import type { SendOptions } from '../../bridge/client.ts';
import type { BridgeFault } from '../../bridge/result.ts';
import { lost, usable } from '../../session/devices.ts';
import type { VisitDependencies } from '../service.ts';
import type { CheckInEvent } from './context.ts';
import { checkInMachine } from './machine.ts';

/** How long a card may take to come and to be read, and a face to be found, ms. */
export const READ_TIMEOUT = 60_000;
export const MATCH_TIMEOUT = 60_000;
/** A device whose fault has just been told is asked for again after so long, ms: quick, and never a hot loop. */
const SETTLE = 1_000;
/** A camera that is away is waited for so long, ms; then staff take over. */
export const CAMERA_PATIENCE = 20_000;

/** The machine with its actions filled in; `tell` takes the events that come of them. */
export function checkInWith({ bridge, timers, visitId }: VisitDependencies, tell: (event: CheckInEvent) => void) {
  let stop = new AbortController();
  const fresh = () => {
    stop = new AbortController();
    return stop.signal;
  };
  /** Commands of a visit never overlap: the next one waits until a cancelled one has really ended. */
  let last: Promise<unknown> = Promise.resolve();

  function run<N extends CommandName>(name: N, request: RequestOf<N>, options: SendOptions<N> = {}) {
    const result = last.then(() => bridge.send(name, request, options));
    last = result;
    return result;
  }
  const failed = (fault: BridgeFault) => tell({ type: 'FAILED', fault });
  /** Calls back after `ms`, unless the state that asked for it is left before. */
  const later = (signal: AbortSignal, ms: number, callback: () => void) =>
    signal.addEventListener('abort', timers.after(ms, callback));
  const watch = (device: DeviceName) => {
    const signal = fresh();
    later(signal, SETTLE, () => {
      if (bridge.link.phase === 'online' && usable(bridge.link.terminal, device)) tell({ type: 'DEVICE_BACK', device });
    });
    return signal;
  };

  const machine = checkInMachine.provide({
    actions: {
      readDocument: async () => {
        const signal = fresh();
        const onEvent = (progress: Extract<CheckInEvent, { type: 'PROGRESS' }>['progress']) =>
          signal.aborted || tell({ type: 'PROGRESS', progress });
        const read = await run('Visit.ReadDocument', { visitId }, { timeout: READ_TIMEOUT, signal, onEvent });
        if (signal.aborted) return;
        if (read.ok) tell({ type: 'DOCUMENT', answer: read.value });
        else failed(read.fault);
      },
      matchFace: async () => {
        const signal = fresh();
        const { link } = bridge;
        if (link.phase === 'online' && !usable(link.terminal, 'camera'))
          queueMicrotask(() => tell(lost(link.terminal, 'camera')));
        const match = await run(
          'Visit.MatchFace',
          { visitId, consent: { textVersion: CONSENT_VERSION } },
          {
            timeout: MATCH_TIMEOUT,
            signal,
            onEvent: ({ guidance }) => signal.aborted || tell({ type: 'GUIDANCE', guidance }),
          },
        );
        if (signal.aborted) return;
        if (match.ok) tell({ type: 'MATCHED', answer: match.value });
        else failed(match.fault);
      },
      declineFace: () => void run('Visit.DeclineFace', { visitId }),
      callStaff: () => void run('Terminal.CallStaff', {}),
      readGuardian: async () => {
        const signal = fresh();
        const onEvent = (progress: Extract<CheckInEvent, { type: 'PROGRESS' }>['progress']) =>
          signal.aborted || tell({ type: 'PROGRESS', progress });
        const read = await run('Visit.ReadGuardian', { visitId }, { timeout: READ_TIMEOUT, signal, onEvent });
        if (signal.aborted) return;
        if (read.ok) tell({ type: 'GUARDIAN_READ', name: read.value.guardian.name });
        else failed(read.fault);
      },
      signIn: async (_, { staffNumber, pin }) => {
        const signal = fresh();
        const request = staffNumber === null ? { visitId, pin } : { visitId, staffNumber, pin };
        const signedIn = await run('Visit.OfficerSignIn', request, { timeout: READ_TIMEOUT, signal });
        if (signal.aborted) return;
        if (signedIn.ok)
          tell({ type: 'SIGNED_IN', review: signedIn.value, until: timers.now() + signedIn.value.leftMs });
        else failed(signedIn.fault);
      },
      confirm: async (_, decision) => {
        const signal = fresh();
        const confirmed = await run('Visit.ConfirmByOfficer', { visitId, ...decision });
        if (signal.aborted) return;
        if (confirmed.ok) tell({ type: 'CONFIRMED', outcome: confirmed.value.outcome });
        else failed(confirmed.fault);
      },
      checkIn: async () => {
        const checkIn = await run('Visit.CheckIn', { visitId });
        if (checkIn.ok) tell({ type: 'CHECKED_IN', answer: checkIn.value });
        else failed(checkIn.fault);
      },
      watchReader: () => void watch('idCardReader'),
      watchCamera: () => later(watch('camera'), CAMERA_PATIENCE, () => tell({ type: 'GAVE_UP' })),
      stopCommand: () => stop.abort(),
    },
  });
  return { machine, stop: () => stop.abort() };
}
