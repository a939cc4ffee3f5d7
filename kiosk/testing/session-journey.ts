/** The session around every visit as its tests walk it. */
import { createActor, type SnapshotFrom } from 'xstate';
import { blankSession, type SessionEvent, type SessionState, sessionMachine } from '../session/machine.ts';
import type { Words } from './buttons.ts';
import { journeyOf, type MachinePlace } from './machine-journey.ts';

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

const WHATEVER: readonly SessionEvent[] = [
  { type: 'CANCEL' },
  { type: 'TIMEOUT' },
  { type: 'DISCONNECTED', reason: 'disconnected' },
  { type: 'OUT', reason: 'maintenance' },
  // What is left of a lost device when nobody is served; a visit hears of it itself.
  { type: 'OUT', reason: 'readersDown' },
];

/** CANCEL where a button says it. A service's own machine says what its visit offers; DIAGNOSE lies behind the help. */
const BUTTONS: Readonly<Record<SessionState, Readonly<Record<string, Words>>>> = {
  outOfService: {},
  attract: { BEGIN: ['鉴定签到', '进诊室'] },
  diagnostics: { CANCEL: ['退出诊断', '返回'] },
  starting: {},
  visit: {},
  problem: { CANCEL: '知道了' },
  wiped: {},
};

type Snapshot = SnapshotFrom<typeof sessionMachine>;
export type SessionPlace = MachinePlace<Snapshot>;

/** No guard reads anything; the reason tells apart what is shown. */
const keyOf = ({ value, context }: Snapshot) => JSON.stringify([value, context.reason, context.visitId !== null]);

export const sessionJourney = () =>
  journeyOf<Snapshot, SessionEvent>(
    {
      name: 'session',
      title: '终端会话 · session',
      source: 'kiosk/session/machine.ts',
      isHome: ({ state }) => state === 'attract',
      blank: blankSession(),
      touches: ['BEGIN', 'CANCEL'],
      buttons: BUTTONS,
    },
    {
      root: sessionMachine.root,
      run: (from) => createActor(sessionMachine, from).start(),
      events: EVENTS,
      whatever: WHATEVER,
      keyOf,
    },
  );
