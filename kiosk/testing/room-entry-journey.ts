/** The way into the examination room as its tests walk it. */
import { createActor, type SnapshotFrom } from 'xstate';
import { blank, type RoomEntryEvent, type RoomEntryState, roomEntryMachine } from '../services/room-entry/machine.ts';
import type { Words } from './buttons.ts';
import { journeyOf, type MachinePlace } from './machine-journey.ts';
import { WHATEVER_IN_A_VISIT } from './visit-events.ts';

export const ENTRY = { number: 'A012', room: 'A 室（二楼东侧）' } as const;

export const EVENTS: readonly RoomEntryEvent[] = [
  { type: 'CANCEL' },
  { type: 'TIMEOUT' },
  { type: 'DISCONNECTED' },
  { type: 'CARD_LAID' },
  { type: 'TICKET' },
  { type: 'PROGRESS', progress: { stage: 'reading' } },
  { type: 'PROGRESS', progress: { stage: 'again', fault: 'cardLifted' } },
  { type: 'PROGRESS', progress: { stage: 'again', fault: 'ticketForeign' } },
  { type: 'DOCUMENT', faceUnavailable: null },
  { type: 'DOCUMENT', faceUnavailable: 'portraitMissing' },
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
  { type: 'DONE' },
];

const leave = { CANCEL: '结束办理' } as const;
const without = { DECLINE: '不使用人脸，直接进门' } as const;
const read = { DONE: '知道了' } as const;
const BUTTONS: Readonly<Record<Exclude<RoomEntryState, 'over'>, Readonly<Record<string, Words>>>> = {
  ticket: leave,
  card: leave,
  consent: { ...leave, AGREE: '同意，使用人脸核对', ...without },
  face: { ...leave, ...without },
  entering: {},
  entered: read,
  again: read,
  staff: read,
};

type Snapshot = SnapshotFrom<typeof roomEntryMachine>;
export type RoomEntryPlace = MachinePlace<Snapshot>;

/** No guard reads the context; the stage tells apart what is shown. */
const keyOf = ({ value, context }: Snapshot) => JSON.stringify([value, context.progress.stage]);

export const roomEntryJourney = () =>
  journeyOf<Snapshot, RoomEntryEvent>(
    {
      name: 'room-entry',
      title: '进诊室 · room entry',
      source: 'kiosk/services/room-entry/machine.ts',
      isHome: ({ isEnd }) => isEnd,
      blank: blank(),
      touches: ['CANCEL', 'DONE', 'AGREE', 'DECLINE'],
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
