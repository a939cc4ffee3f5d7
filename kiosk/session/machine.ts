/**
 * The session around every visit, as a pure machine: nobody is served, somebody is, everything is wiped. What happens
 * in between is the service's own machine (`services/<name>/machine.ts`), which says ENDED when it is over.
 */
import { assign, type StateValueFrom, setup } from 'xstate';
import type { BridgeFault } from '../bridge/result.ts';
import type { OutCause } from './service-cause.ts';

export interface SessionContext {
  readonly serviceId: string | null;
  readonly visitId: string | null;
  /** Why the terminal is out of service, or why a visit could not begin. */
  readonly reason: BeginFault | OutCause | null;
}

export const blankSession = (): SessionContext => ({ serviceId: null, visitId: null, reason: null });

/** Why a visit could not begin. `pageIncomplete`: the code of the service did not come. */
export type BeginFault = BridgeFault | 'pageIncomplete';

export type OfflineReason = 'disconnected' | 'claimedElsewhere';

export type SessionEvent =
  | { readonly type: 'CONNECTED' }
  /** The bridge is there, but nobody can be served. */
  | { readonly type: 'OUT'; readonly reason: OutCause }
  | { readonly type: 'DISCONNECTED'; readonly reason: OfflineReason }
  /** A touch on the attract screen, or a card laid on the reader while it is shown. */
  | { readonly type: 'BEGIN'; readonly serviceId: string }
  /** The page before this one was lost after a check-in: its outcome is shown first. */
  | { readonly type: 'RECOVERED' }
  /** Staff, by the name of the site (staff-hold.ts) or from the help corner. */
  | { readonly type: 'DIAGNOSE' }
  | { readonly type: 'BEGUN'; readonly visitId: string }
  | { readonly type: 'REFUSED'; readonly fault: BeginFault }
  /** The service's machine has come to its end. */
  | { readonly type: 'ENDED' }
  | { readonly type: 'CANCEL' }
  | { readonly type: 'TIMEOUT' }
  /** The bridge has wiped too, or is not there to do it. */
  | { readonly type: 'WIPED' };

const types: { context?: SessionContext; events?: SessionEvent } = {};

export const sessionMachine = setup({
  types,
  actions: {
    /** Visit.Begin: BEGUN or REFUSED. */
    beginVisit: (_, _serviceId: string) => {},
    /** Signs staff out, and forgets what was shown. */
    closeDiagnostics: () => {},
    /** Stops the service's machine, ends the visit at the bridge, reloads the page, or says WIPED. */
    wipe: (_, _visitId: string | null) => {},
  },
}).createMachine({
  id: 'session',
  context: blankSession,
  initial: 'outOfService',
  states: {
    outOfService: {
      entry: assign(({ event }) => ({
        ...blankSession(),
        reason: event.type === 'DISCONNECTED' || event.type === 'OUT' ? event.reason : ('disconnected' as const),
      })),
      on: {
        CONNECTED: 'attract',
        DISCONNECTED: { actions: assign({ reason: ({ event }) => event.reason }) },
        OUT: { actions: assign({ reason: ({ event }) => event.reason }) },
        DIAGNOSE: 'diagnostics',
      },
    },
    attract: {
      entry: assign(blankSession),
      on: {
        BEGIN: 'starting',
        DIAGNOSE: 'diagnostics',
        DISCONNECTED: 'outOfService',
        OUT: 'outOfService',
        RECOVERED: 'visit',
      },
    },
    /** Staff look after the terminal. A card that is laid down meanwhile begins nothing. */
    diagnostics: {
      exit: 'closeDiagnostics',
      on: { CANCEL: 'attract', TIMEOUT: 'attract', DISCONNECTED: 'outOfService' },
    },
    starting: {
      entry: [
        assign({ serviceId: ({ event }) => (event.type === 'BEGIN' ? event.serviceId : null) }),
        { type: 'beginVisit', params: ({ context }) => context.serviceId ?? '' },
      ],
      on: {
        BEGUN: { target: 'visit', actions: assign({ visitId: ({ event }) => event.visitId }) },
        REFUSED: { target: 'problem', actions: assign({ reason: ({ event }) => event.fault }) },
        CANCEL: 'wiped',
        TIMEOUT: 'wiped',
        DISCONNECTED: 'outOfService',
      },
    },
    /** The service of the context has the word. */
    visit: {
      on: { ENDED: 'wiped' },
    },
    problem: {
      on: { CANCEL: 'wiped', TIMEOUT: 'wiped', DISCONNECTED: 'outOfService' },
    },
    wiped: {
      entry: [{ type: 'wipe', params: ({ context }) => context.visitId }, assign(blankSession)],
      on: { WIPED: 'attract', DISCONNECTED: 'outOfService' },
    },
  },
});

export type SessionState = StateValueFrom<typeof sessionMachine>;
