/**
 * What a person can say on each screen of the check-in: the event, and the words on the buttons for it. Tests hold the
 * machine and the page against it: what a screen offers is what the machine takes.
 */
import type { CheckInEvent } from '../services/check-in/context.ts';
import type { CheckInState } from '../services/check-in/machine.ts';

/** What comes from a finger; everything else comes from the bridge or the clock. */
export const TOUCHES = [
  'CANCEL',
  'AGREE',
  'DECLINE',
  'RETRY',
  'STAFF',
  'BACK',
  'DONE',
  'GUARDIAN',
  'SIGN_IN',
  'CONFIRM',
] as const;
export type Touch = (typeof TOUCHES)[number] & CheckInEvent['type'];

/** States as the walk names them: the officer's screen says something else in each of its own. */
export type OfficerState = 'officer.form' | 'officer.signingIn' | 'officer.deciding' | 'officer.checking';
export type TouchedState = Exclude<CheckInState, 'ended' | 'officer'> | OfficerState;
/** The word to press first, and others that lead on in the same way. */
export type Words = string | readonly string[];

const leave = { CANCEL: '结束办理' } as const;
const read = { DONE: '知道了' } as const;

/** CANCEL where there is a button for it. Everywhere else it comes from the question whether somebody is still there. */
export const BUTTONS: Readonly<Record<TouchedState, Partial<Record<Touch, Words>>>> = {
  card: leave,
  readerLost: leave,
  cardProblem: { RETRY: '再读一次', ...read },
  notOnRoster: read,
  wrongDay: read,
  wrongSite: read,
  alreadyCheckedIn: read,
  cardExpired: { STAFF: '请工作人员核对', ...read },
  guardian: { ...leave, GUARDIAN: '监护人在场，读监护人证件', DECLINE: '不使用人脸' },
  guardianCard: { ...leave, DECLINE: '不使用人脸' },
  consent: { ...leave, AGREE: '同意，使用人脸核对', DECLINE: '不使用人脸' },
  face: { ...leave, DECLINE: '不使用人脸' },
  cameraLost: { ...leave, DECLINE: '不使用人脸' },
  mismatch: { ...leave, STAFF: '我是工作人员' },
  manual: { ...leave, STAFF: '我是工作人员' },
  'officer.form': { ...leave, BACK: '返回', SIGN_IN: '下一步' },
  'officer.signingIn': { ...leave, BACK: '返回' },
  'officer.deciding': { ...leave, BACK: '返回', CONFIRM: ['是同一个人', '不是同一个人'] },
  'officer.checking': {},
  refused: read,
  result: {},
  ticket: { DONE: '完成' },
  problem: read,
};

type Buttons = Readonly<Record<string, Readonly<Record<string, Words>>>>;

/** What a state's own buttons say to the machine; none where it has no buttons. */
export const buttonsAt = (state: string, buttons: Buttons = BUTTONS): Readonly<Record<string, Words>> =>
  Object.entries(buttons).find(([name]) => name === state)?.[1] ?? {};
export const wordsOf = (words: Words): readonly string[] => (typeof words === 'string' ? [words] : words);
