/**
 * What a person can say on each screen of the check-in: the event, and the words on the buttons for it in the order in
 * which they are pressed. Tests hold the machine and the page against it: what a screen offers is what the machine takes.
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

const leave = { CANCEL: '结束办理' } as const;
const read = { DONE: '知道了' } as const;

/** CANCEL where there is a button for it. Everywhere else it comes from the question whether somebody is still there. */
export const BUTTONS: Readonly<Record<Exclude<CheckInState, 'ended'>, Partial<Record<Touch, string>>>> = {
  card: leave,
  readerLost: leave,
  cardProblem: { ...leave, RETRY: '再读一次', ...read },
  notOnRoster: read,
  wrongDay: read,
  wrongSite: read,
  alreadyCheckedIn: read,
  cardExpired: { ...leave, STAFF: '请工作人员核对', ...read },
  guardian: { ...leave, GUARDIAN: '监护人在场，读监护人证件', DECLINE: '不使用人脸' },
  guardianCard: { ...leave, DECLINE: '不使用人脸' },
  consent: { ...leave, AGREE: '同意，使用人脸核对', DECLINE: '不使用人脸' },
  face: { ...leave, DECLINE: '不使用人脸' },
  cameraLost: { ...leave, DECLINE: '不使用人脸' },
  mismatch: { ...leave, STAFF: '我是工作人员' },
  manual: { ...leave, STAFF: '我是工作人员' },
  officer: { ...leave, BACK: '返回', SIGN_IN: '下一步', CONFIRM: '是同一个人' },
  refused: read,
  result: {},
  ticket: { DONE: '完成' },
  problem: read,
};
