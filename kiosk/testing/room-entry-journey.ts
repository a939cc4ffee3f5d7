/** The way into the examination room as its tests walk it. */
import { createActor, type SnapshotFrom } from 'xstate';
import {
  blank,
  type RoomEntryEvent,
  type RoomEntryState,
  roomEntryMachine,
  stateOf,
} from '../services/room-entry/machine.ts';
import { BUTTONS as AT_CHECK_IN, type OfficerState, type Words } from './buttons.ts';
import { DECISION, HOLDER, LOGIN } from './check-in-journey.ts';
import { journeyOf, type MachinePlace } from './machine-journey.ts';
import { WHATEVER_IN_A_VISIT } from './visit-events.ts';

export const ENTRY = { number: 'A012', room: 'A 室（二楼东侧）' } as const;

const review = { officer: 1, portrait: null, live: null, leftMs: 180_000 } as const;

export const EVENTS: readonly RoomEntryEvent[] = [
  { type: 'CANCEL' },
  { type: 'TIMEOUT' },
  { type: 'DISCONNECTED' },
  { type: 'CARD_LAID' },
  { type: 'TICKET' },
  { type: 'PROGRESS', progress: { stage: 'reading' } },
  { type: 'PROGRESS', progress: { stage: 'again', fault: 'cardLifted' } },
  { type: 'PROGRESS', progress: { stage: 'again', fault: 'ticketForeign' } },
  { type: 'DOCUMENT', holder: HOLDER, faceUnavailable: null },
  { type: 'DOCUMENT', holder: HOLDER, faceUnavailable: 'portraitMissing' },
  { type: 'AGREE' },
  { type: 'DECLINE' },
  { type: 'GUIDANCE', guidance: 'come-closer' },
  { type: 'MATCHED', answer: { outcome: 'pass', reason: null } },
  { type: 'MATCHED', answer: { outcome: 'officer', reason: 'faceUnsure' } },
  { type: 'MATCHED', answer: { outcome: 'officer', reason: 'padFlat' } },
  { type: 'MATCHED', answer: { outcome: 'no-match', reason: 'faceMismatch' } },
  { type: 'MATCHED', answer: { outcome: 'unavailable', reason: 'cameraLost' } },
  { type: 'ENTERED', entry: ENTRY },
  { type: 'FAILED', reason: 'ticketTimeout' },
  { type: 'FAILED', reason: 'cardTimeout' },
  { type: 'FAILED', reason: 'ticketForeign' },
  { type: 'FAILED', reason: 'ticketNotCalled' },
  { type: 'FAILED', reason: 'cardUnreadable' },
  { type: 'FAILED', reason: 'ticketOtherPerson' },
  { type: 'FAILED', reason: 'ticketUsed' },
  { type: 'FAILED', reason: 'readerUnplugged' },
  { type: 'FAILED', reason: 'matcherFailed' },
  { type: 'FAILED', reason: 'storeFailed' },
  { type: 'FAILED', reason: 'faceMismatch' },
  { type: 'FAILED', reason: 'officerUnknown' },
  { type: 'FAILED', reason: 'officerTriesOver' },
  { type: 'DONE' },
  { type: 'STAFF' },
  { type: 'BACK' },
  { type: 'SIGN_IN', login: LOGIN },
  { type: 'SIGNED_IN', review, until: 180_000 },
  { type: 'OFFICERS_OVER' },
  { type: 'CONFIRM', decision: DECISION },
  { type: 'CONFIRMED', outcome: 'second-officer' },
  { type: 'CONFIRMED', outcome: 'pass' },
  { type: 'CONFIRMED', outcome: 'refused' },
];

const leave = { CANCEL: '结束办理' } as const;
const without = { DECLINE: '不使用人脸，直接进门' } as const;
const read = { DONE: '知道了' } as const;
const BUTTONS: Readonly<
  Record<Exclude<RoomEntryState, 'over' | 'officer'> | OfficerState, Readonly<Record<string, Words>>>
> = {
  ticket: leave,
  card: leave,
  consent: { ...leave, AGREE: '同意，使用人脸核对', ...without },
  face: { ...leave, ...without },
  entering: {},
  entered: read,
  again: read,
  staff: read,
  keptOut: { ...read, STAFF: '我是工作人员' },
  'officer.form': AT_CHECK_IN['officer.form'],
  'officer.signingIn': AT_CHECK_IN['officer.signingIn'],
  'officer.deciding': AT_CHECK_IN['officer.deciding'],
  'officer.checking': {},
};

type Snapshot = SnapshotFrom<typeof roomEntryMachine>;
export type RoomEntryPlace = MachinePlace<Snapshot>;

/** From here an officer can be asked: which of the two, and whether their time runs. */
const BEFORE_OFFICERS: readonly string[] = ['keptOut', 'officer'];

/** What guards read or the page shows, as long as it can still matter. */
const keyOf = ({ value, context }: Snapshot) => {
  const officers = [context.officer, context.officersUntil !== null];
  return JSON.stringify([value, context.progress.stage, BEFORE_OFFICERS.includes(stateOf(value)) ? officers : null]);
};

export const roomEntryJourney = () =>
  journeyOf<Snapshot, RoomEntryEvent>(
    {
      name: 'room-entry',
      title: '进诊室 · room entry',
      source: 'kiosk/services/room-entry/machine.ts',
      isHome: ({ isEnd }) => isEnd,
      blank: blank(),
      touches: ['CANCEL', 'DONE', 'AGREE', 'DECLINE', 'STAFF', 'BACK', 'SIGN_IN', 'CONFIRM'],
      buttons: BUTTONS,
    },
    {
      root: roomEntryMachine.root,
      run: (from) => createActor(roomEntryMachine, from).start(),
      events: EVENTS,
      whatever: WHATEVER_IN_A_VISIT,
      keyOf,
    },
  );
