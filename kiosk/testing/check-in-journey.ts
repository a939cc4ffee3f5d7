/** The check-in as its tests walk it: every event that can happen, and every place that comes of them. */
import type { SnapshotFrom } from 'xstate';
import { createActor } from 'xstate';
import { adjacencyMapToArray, getAdjacencyMap } from 'xstate/graph';
import type { CheckInContext, CheckInEvent } from '../services/check-in/context.ts';
import { type CheckInState, checkInMachine, stateOf } from '../services/check-in/machine.ts';
import { dotted, type Journey, type Place, placesOf, statesIn } from './walk.ts';

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
  { type: 'DOCUMENT', answer: { ...document, admission: { outcome: 'not-on-roster' } } },
  { type: 'DOCUMENT', answer: { ...document, admission: { outcome: 'wrong-day', day: '2026-11-29', siteName } } },
  { type: 'DOCUMENT', answer: { ...document, admission: { outcome: 'wrong-site', siteName } } },
  { type: 'DOCUMENT', answer: { ...document, admission: { outcome: 'already-checked-in', number: 'A1', room: 'A' } } },
  { type: 'DOCUMENT', answer: { ...document, faceUnavailable: 'guardianNeeded' } },
  { type: 'GUARDIAN' },
  { type: 'GUARDIAN_READ', name: '王*国' },
  { type: 'SIGN_IN', login: LOGIN },
  { type: 'SIGNED_IN', review },
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

export interface CheckInPlace extends Place {
  readonly context: CheckInContext;
  /** The state with a screen. */
  readonly screen: CheckInState;
  readonly snapshot: Snapshot;
}

/** What guards read, and for whom something is confirmed; not who the person is, nor why. */
const keyOf = ({ value, context }: Snapshot) =>
  JSON.stringify([value, context.officer, context.looks, context.progress.stage]);

const placeOf = (snapshot: Snapshot): CheckInPlace => ({
  key: keyOf(snapshot),
  state: dotted(snapshot.value),
  screen: stateOf(snapshot.value),
  isEnd: snapshot.status === 'done',
  context: snapshot.context,
  snapshot,
});

/** Only events that the machine takes in that state; `after` tells what the others do. */
export function checkInJourney(): Journey<CheckInEvent> & { readonly at: readonly CheckInPlace[] } {
  const map = getAdjacencyMap(checkInMachine, {
    events: [...EVENTS],
    filterEvents: (snapshot, event) => snapshot.can(event),
    serializeState: keyOf,
    stopWhen: ({ status }) => status === 'done',
    limit: 20_000,
  });
  const steps = adjacencyMapToArray(map).map(({ state, event, nextState }) => ({
    from: placeOf(state),
    event,
    to: placeOf(nextState),
  }));
  const at = new Map(steps.flatMap(({ from, to }) => [from, to]).map((place) => [place.key, place]));
  return {
    name: 'check-in',
    start: placeOf(createActor(checkInMachine).start().getSnapshot()),
    steps,
    places: placesOf(steps),
    declared: statesIn(checkInMachine.root),
    at: [...at.values()],
  };
}

/** Where an event leads from a place, whether the machine takes it or not. */
export function checkInAfter({ snapshot }: CheckInPlace, event: CheckInEvent): CheckInPlace {
  const actor = createActor(checkInMachine, { snapshot }).start();
  if (actor.getSnapshot().status === 'active') actor.send(event);
  return placeOf(actor.getSnapshot());
}
