/** Every state of the session, brought about as it comes about: by what the bridge says and what a person touches. */
import type { PlaylistView } from '@anban/terminal-bridge/protocol/playlist';
import type { TerminalState } from '@anban/terminal-bridge/protocol/state';
import type { Conductor } from '../session/conductor.ts';
import type { SessionState } from '../session/machine.ts';
import type { ManualTimers } from '../testing/manual-timers.ts';
import { READY, REPORT } from '../testing/sample-states.ts';
import type { Replies } from './sample-terminal.ts';

export interface Arrangement {
  /** What the bridge says of the terminal; null: it is not there. */
  readonly terminal?: TerminalState | null;
  readonly replies?: Replies;
  readonly cardLeft?: boolean;
  readonly playlist?: PlaylistView;
  /** What then happens. The clock is in the hands of the sample. */
  readonly act?: (conductor: Conductor, timers: ManualTimers) => void | Promise<void>;
}
type Variants = { readonly '': Arrangement } & Readonly<Record<string, Arrangement>>;

const readerGone = { status: 'reconnecting', reason: 'readerUnplugged' } as const;
const absent = { status: 'absent' } as const;
const noOtherReader = { socialSecurityReader: absent, qrScanner: absent };
const begin = (conductor: Conductor) => conductor.begin('check-in');
/** Resolves when the session has come to this state. */
const reaches = (conductor: Conductor, state: SessionState) =>
  new Promise<void>((resolve) => {
    const stop = conductor.subscribe(() => {
      if (conductor.state !== state) return;
      stop();
      resolve();
    });
  });

const NOTICES: PlaylistView = {
  items: [
    {
      id: '0193a1b2-0000-7000-8000-000000000009',
      title: { zh: '鉴定当天请带原件', en: 'Bring your original papers' },
      text: {
        zh: '病历、诊断证明、检查报告和影像片子，请带原件。',
        en: 'Medical records, diagnoses, reports and images: please bring the originals.',
      },
      picture: null,
      seconds: 15,
    },
    {
      id: '0193a1b2-0000-7000-8000-00000000000a',
      title: { zh: '办事不收费', en: 'Free of charge' },
      text: { zh: '首次鉴定不向职工收费。', en: 'The first assessment costs you nothing.' },
      picture: null,
      seconds: 15,
    },
  ],
};

const READER_GONE = { ...READY, devices: { ...READY.devices, idCardReader: readerGone } };
const STAFF: Replies = {
  'Diagnostics.Open': { answer: { diagnosticsId: '0193a1b2-0000-7000-8000-000000000003' } },
  'Diagnostics.Report': { answer: REPORT },
  'Diagnostics.SelfTest': { answer: { outcome: 'failed', fault: 'readerUnplugged', milliseconds: 812 } },
  'Diagnostics.Print': { answer: { printFault: null } },
};
const LOGIN = { staffNumber: '1001', pin: '246810' };
const signIn = async (conductor: Conductor) => {
  conductor.diagnose();
  await conductor.diagnostics.signIn(LOGIN);
};

const BY_CARD: TerminalState = { ...READY, staffSignIn: 'card' };
const signInByCard = async (conductor: Conductor) => {
  conductor.diagnose();
  await conductor.diagnostics.signIn({ staffNumber: null, pin: LOGIN.pin });
};

export const SESSION_SAMPLES = {
  outOfService: {
    '': { terminal: null },
    'reader-lost': {
      terminal: { ...READY, devices: { ...READY.devices, ...noOtherReader, idCardReader: readerGone } },
    },
    maintenance: { terminal: { ...READY, outOfService: 'maintenance' } },
    'clock-wrong': { terminal: { ...READY, outOfService: 'clock-wrong' } },
    'centre-refuses': { terminal: { ...READY, outOfService: 'centre-refuses' } },
    'not-enrolled': { terminal: { ...READY, outOfService: 'not-enrolled' } },
  },
  attract: {
    '': {},
    brighter: { act: (_, timers) => timers.advance(9_000) },
    'card-left': {
      cardLeft: true,
      terminal: { ...READY, devices: { ...READY.devices, idCardReader: { status: 'card-present' } } },
    },
    publicity: { playlist: NOTICES },
    'no-session': { terminal: { ...READY, session: null } },
    'other-readers': { terminal: { ...READY, devices: { ...READY.devices, idCardReader: readerGone } } },
    'centre-unreachable': { terminal: { ...READY, centre: 'unreachable', waiting: 3 } },
  },
  diagnostics: {
    '': { act: (conductor) => conductor.diagnose() },
    'wrong-pin': { replies: { 'Diagnostics.Open': { fault: 'officerUnknown' } }, act: signIn },
    'by-card': { terminal: BY_CARD, act: (conductor) => conductor.diagnose() },
    'lay-card': {
      terminal: BY_CARD,
      replies: { 'Diagnostics.Open': 'silence' },
      act: (conductor) => void signInByCard(conductor),
    },
    'last-try': { terminal: BY_CARD, replies: { 'Diagnostics.Open': { fault: 'officerLastTry' } }, act: signInByCard },
    devices: { terminal: READER_GONE, replies: STAFF, act: signIn },
    'one-device': {
      replies: STAFF,
      async act(conductor) {
        await signIn(conductor);
        await conductor.diagnostics.show('idCardReader');
      },
    },
    'test-failed': {
      replies: STAFF,
      async act(conductor) {
        await signIn(conductor);
        await conductor.diagnostics.show('idCardReader');
        await conductor.diagnostics.selfTest('idCardReader');
      },
    },
    trying: {
      replies: STAFF,
      async act(conductor) {
        await signIn(conductor);
        void conductor.diagnostics.tryDocument();
      },
    },
    printed: {
      replies: STAFF,
      async act(conductor) {
        await signIn(conductor);
        await conductor.diagnostics.print();
      },
    },
  },
  starting: { '': { replies: { 'Visit.Begin': 'silence' }, act: begin } },
  visit: { '': { act: begin } },
  problem: { '': { replies: { 'Visit.Begin': { fault: 'storeFailed' } }, act: begin } },
  wiped: {
    '': {
      replies: { 'Visit.End': 'silence' },
      async act(conductor) {
        const begun = reaches(conductor, 'visit');
        begin(conductor);
        await begun;
        conductor.cancel();
      },
    },
  },
} as const satisfies Record<SessionState, Variants>;
