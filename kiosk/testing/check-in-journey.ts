/** The check-in as its tests walk it: every event that can happen, and every place that comes of them. */
import type { SnapshotFrom } from 'xstate';
import { createActor } from 'xstate';
import { blank, type CheckInEvent } from '../services/check-in/context.ts';
import { checkInMachine, stateOf } from '../services/check-in/machine.ts';
import { BUTTONS, TOUCHES } from './buttons.ts';
import { journeyOf, type MachinePlace } from './machine-journey.ts';
import { WHATEVER_IN_A_VISIT } from './visit-events.ts';

export const HOLDER = { name: '阿依努尔·吐尔逊江·阿卜杜拉', maskedNumber: '370702********0021' };
const ROOM = 'A 室（二楼东侧）';
const document = {
  holder: HOLDER,
  cardExpired: false,
  faceUnavailable: null,
  admission: { outcome: 'admitted', room: ROOM },
} as const;
const siteName = '潍城区劳动能力鉴定中心';
const ticket = { number: 'A012', room: ROOM, printFault: null };
export const DECISION = { samePerson: true, reason: 'face-like-card' } as const;
export const LOGIN = { staffNumber: '1001', pin: '246810' } as const;
const review = { officer: 1, portrait: null, live: null, leftMs: 180_000 } as const;

export const EVENTS: readonly CheckInEvent[] = [
  { type: 'CANCEL' },
  { type: 'TIMEOUT' },
  { type: 'DISCONNECTED' },
  { type: 'CARD_LAID' },
  { type: 'DEVICE_LOST', device: 'idCardReader', reason: 'readerUnplugged' },
  { type: 'DEVICE_BACK', device: 'idCardReader' },
  { type: 'DEVICE_LOST', device: 'camera', reason: 'cameraLost' },
  { type: 'DEVICE_BACK', device: 'camera' },
  { type: 'PROGRESS', progress: { stage: 'reading' } },
  { type: 'PROGRESS', progress: { stage: 'again', fault: 'cardLifted' } },
  { type: 'DOCUMENT', answer: document },
  { type: 'DOCUMENT', answer: { ...document, cardExpired: true, faceUnavailable: 'cardExpired' } },
  { type: 'DOCUMENT', answer: { ...document, faceUnavailable: 'portraitMissing' } },
  { type: 'DOCUMENT', answer: { ...document, faceUnavailable: 'padFlat' } },
  { type: 'DOCUMENT', answer: { ...document, admission: { outcome: 'not-on-roster' } } },
  { type: 'DOCUMENT', answer: { ...document, admission: { outcome: 'wrong-day', day: '2026-11-29', siteName } } },
  { type: 'DOCUMENT', answer: { ...document, admission: { outcome: 'wrong-site', siteName } } },
  { type: 'DOCUMENT', answer: { ...document, admission: { outcome: 'already-checked-in', number: 'A1', room: 'A' } } },
  { type: 'DOCUMENT', answer: { ...document, faceUnavailable: 'guardianNeeded' } },
  { type: 'GUARDIAN' },
  { type: 'GUARDIAN_READ', name: '王*国' },
  { type: 'SIGN_IN', login: LOGIN },
  { type: 'SIGNED_IN', review, until: 180_000 },
  { type: 'OFFICERS_OVER' },
  { type: 'GUIDANCE', guidance: 'come-closer' },
  { type: 'MATCHED', answer: { outcome: 'pass', reason: null } },
  { type: 'MATCHED', answer: { outcome: 'officer', reason: 'faceUnsure' } },
  { type: 'MATCHED', answer: { outcome: 'no-match', reason: 'faceMismatch' } },
  { type: 'MATCHED', answer: { outcome: 'unavailable', reason: 'cameraLost' } },
  { type: 'MATCHED', answer: { outcome: 'unavailable', reason: 'cameraFrozen' } },
  { type: 'MATCHED', answer: { outcome: 'unavailable', reason: 'noFaceSeen' } },
  { type: 'CONFIRMED', outcome: 'second-officer' },
  { type: 'CONFIRMED', outcome: 'pass' },
  { type: 'CONFIRMED', outcome: 'refused' },
  { type: 'CHECKED_IN', answer: { ...ticket, outcome: 'accepted' } },
  { type: 'CHECKED_IN', answer: { ...ticket, outcome: 'kept', printFault: 'printerPaperOut' } },
  { type: 'CHECKED_IN', answer: { ...ticket, outcome: 'already-checked-in' } },
  { type: 'FAILED', fault: 'cardUnreadable' },
  { type: 'FAILED', fault: 'cardTimeout' },
  { type: 'FAILED', fault: 'readerUnplugged' },
  { type: 'FAILED', fault: 'cameraLost' },
  { type: 'FAILED', fault: 'cameraFrozen' },
  { type: 'FAILED', fault: 'matcherFailed' },
  { type: 'FAILED', fault: 'officerUnknown' },
  { type: 'FAILED', fault: 'storeFailed' },
  { type: 'FAILED', fault: 'disconnected' },
  { type: 'GAVE_UP' },
  { type: 'AGREE' },
  { type: 'DECLINE' },
  { type: 'RETRY' },
  { type: 'STAFF' },
  { type: 'BACK' },
  { type: 'DONE' },
  { type: 'CONFIRM', decision: DECISION },
];

type Snapshot = SnapshotFrom<typeof checkInMachine>;
export type CheckInPlace = MachinePlace<Snapshot>;

/** Where the page shows how far a document is read; one guard reads it too. */
const READING = ['card', 'guardianCard'];
/** From here the camera can still be opened: how often it was is read by guards. */
const BEFORE_THE_FACE = ['face', 'cameraLost'];
/** From here an officer can be asked: which of the two is shown, and kept on the way as their time is. */
const BEFORE_OFFICERS = ['mismatch', 'manual', 'officer'];

/** What guards read or the page shows, as long as it can still matter; not who the person is, nor why. */
export function keyOf({ value, context }: Snapshot): string {
  const state = stateOf(value);
  const told = (states: readonly string[], what: unknown) => (states.includes(state) ? what : null);
  const { officer, officersUntil, looks, progress, guardian } = context;
  return JSON.stringify([
    value,
    told(BEFORE_OFFICERS, [officer, officersUntil !== null]),
    told(BEFORE_THE_FACE, looks),
    told(READING, progress.stage),
    // Somebody else agrees, by a button that says so.
    told(['consent'], guardian !== null),
  ]);
}

export const checkInJourney = () =>
  journeyOf<Snapshot, CheckInEvent>(
    {
      name: 'check-in',
      title: '签到 · check-in',
      source: 'kiosk/services/check-in/machine.ts',
      isHome: ({ isEnd }) => isEnd,
      blank: blank(),
      touches: TOUCHES,
      buttons: BUTTONS,
    },
    {
      root: checkInMachine.root,
      run: (from) => createActor(checkInMachine, from).start(),
      events: EVENTS,
      whatever: WHATEVER_IN_A_VISIT,
      keyOf,
    },
  );
