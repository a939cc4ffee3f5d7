/** Which way a card, a face or a failed command leads. */
import type { FaultName } from '@anban/terminal-bridge/protocol/faults';
import type { BridgeFault } from '../../bridge/result.ts';
import type { CheckInContext, CheckInEvent } from './context.ts';

type Known = { readonly context: CheckInContext };
type Of<T extends CheckInEvent['type']> = { readonly event: Extract<CheckInEvent, { type: T }> };

export const notOnRoster = ({ event }: Of<'DOCUMENT'>) => event.answer.admission.outcome === 'not-on-roster';
export const wrongDay = ({ event }: Of<'DOCUMENT'>) => event.answer.admission.outcome === 'wrong-day';
export const wrongSite = ({ event }: Of<'DOCUMENT'>) => event.answer.admission.outcome === 'wrong-site';
export const alreadyHere = ({ event }: Of<'DOCUMENT'>) => event.answer.admission.outcome === 'already-checked-in';
export const expired = ({ event }: Of<'DOCUMENT'>) => event.answer.cardExpired;
export const childAlone = ({ event }: Of<'DOCUMENT'>) => event.answer.faceUnavailable === 'guardianNeeded';
export const faceUnavailable = ({ event }: Of<'DOCUMENT'>) => event.answer.faceUnavailable !== null;

/** What a camera was used for in an earlier visit of today; see docs/identity-check.md. */
export const decidedBefore = (faceUnavailable: FaultName | null) =>
  faceUnavailable !== null && DECIDED.includes(faceUnavailable);

export const facePassed = ({ event }: Of<'MATCHED'>) => event.answer.outcome === 'pass';
export const faceRefused = ({ event }: Of<'MATCHED'>) => event.answer.outcome === 'no-match';
export const cameraGone = ({ event, context }: Of<'MATCHED'> & Known) =>
  event.answer.outcome === 'unavailable' && isGone(event.answer.reason) && context.looks < MOST_LOOKS;

/** What both officers have together: it begins with the first one who signs in. */
export const timeRuns = ({ context }: Known) => context.officersUntil !== null;
export const officersAgree = ({ event }: Of<'CONFIRMED'>) => event.outcome === 'pass';
export const officersRefuse = ({ event }: Of<'CONFIRMED'>) => event.outcome === 'refused';
export const checkedInBefore = ({ event }: Of<'CHECKED_IN'>) => event.answer.outcome === 'already-checked-in';

export const readerFailed = ({ event }: Of<'FAILED'>) => READER_FAULTS.includes(event.fault);
export const nobodyCame = ({ event, context }: Of<'FAILED'> & Known) =>
  event.fault === 'cardTimeout' || (event.fault === 'timedOut' && context.progress.stage === 'waiting');
export const cameraFailed = ({ event, context }: Of<'FAILED'> & Known) =>
  isGone(event.fault) && context.looks < MOST_LOOKS;
export const officerErred = ({ event }: Of<'FAILED'>) => OFFICER_FAULTS.includes(event.fault);
/** The manual route could not go on either. */
export const visitBroken = ({ event }: Of<'FAILED'>) => BROKEN_VISIT.includes(event.fault);

export const isReader = ({ event }: Of<'DEVICE_BACK'>) => event.device === 'idCardReader';
export const isCamera = ({ event }: Of<'DEVICE_BACK' | 'DEVICE_LOST'>) => event.device === 'camera';

/** `noFaceSeen`: the tries of the day are used up. Nothing else that can be said before the camera opens has these names. */
const DECIDED: readonly FaultName[] = [
  'faceMismatch',
  'faceUnsure',
  'noFaceSeen',
  'padStream',
  'padScreen',
  'padFlat',
  'padSwapped',
  'padUnanswered',
  'padUnsure',
];
const READER_FAULTS: readonly BridgeFault[] = [
  'readerUnplugged',
  'readerSilent',
  'readerFault',
  'readerBusy',
  'readerDenied',
  'readerNotAuthorised',
  'readerLibraryMissing',
];
const OFFICER_FAULTS: readonly BridgeFault[] = [
  'officerUnknown',
  'officerLastTry',
  'officerSame',
  'officerLocked',
  'officerTimeOver',
  'staffCardUnknown',
  'staffCardNeeded',
  'cardTimeout',
  'timedOut',
  ...READER_FAULTS,
];
const BROKEN_VISIT: readonly BridgeFault[] = [
  'visitOver',
  'stepOutOfOrder',
  'storeFailed',
  'rosterMissing',
  'unexpected',
];
/** A camera that comes and goes is not waited for a third time: the bridge compares no more often, and nobody should. */
const MOST_LOOKS = 3;
/** Only a camera that is away is waited for. One that shows a still picture is there, and not to be trusted again. */
const isGone = (fault: BridgeFault | null) => fault === 'cameraLost';
