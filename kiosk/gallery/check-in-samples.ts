/** A context for every state of the check-in, and more than one where it can look different. */
import { blank, type CheckInContext } from '../services/check-in/context.ts';
import type { CheckInState } from '../services/check-in/machine.ts';
import { OfficerGround, OfficerSame } from '../services/check-in/screens/officer.tsx';
import type { CheckInScreen } from '../services/check-in/screens/screen-props.ts';

export interface CheckInSample {
  readonly context?: Partial<CheckInContext>;
  readonly checking?: boolean;
  /** Officers sign in with their cards. */
  readonly byCard?: boolean;
  /** Instead of the state's screen: one of its questions. */
  readonly part?: CheckInScreen;
}
/** The first is the state as it is most often seen; its name is empty. */
type Variants = { readonly '': CheckInSample } & Readonly<Record<string, CheckInSample>>;

const holder = { name: '阿依努尔·吐尔逊江·阿卜杜拉', maskedNumber: '370702********0021' };
const ROOM = 'A 室（二楼东侧）';
const ticket = { outcome: 'accepted', number: 'A012', room: ROOM, printFault: null } as const;

/** Pictures of the gallery's own stand for the two that only a bridge has. */
const review = { officer: 1, portrait: 'icon.svg', live: 'icon.svg', leftMs: 180_000 } as const;
/** The officers' time, as at the moment that the gallery is opened. */
const FAR = 180_000;

export const CHECK_IN_SAMPLES = {
  card: {
    '': {},
    reading: { context: { progress: { stage: 'reading' } } },
    again: { context: { progress: { stage: 'again', fault: 'cardLifted' } } },
    'used-code': { context: { progress: { stage: 'again', fault: 'eCardReplayed' } } },
  },
  readerLost: { '': { context: { reason: 'readerUnplugged' } } },
  cardProblem: {
    '': { context: { reason: 'cardUnreadable' } },
    number: { context: { reason: 'numberInvalid' } },
    unknown: { context: { reason: 'unknown' } },
  },
  notOnRoster: { '': { context: { holder } } },
  wrongDay: {
    '': {
      context: { holder, admission: { outcome: 'wrong-day', day: '2026-11-29', siteName: '潍城区劳动能力鉴定中心' } },
    },
  },
  wrongSite: { '': { context: { holder, admission: { outcome: 'wrong-site', siteName: '潍城区人民医院' } } } },
  alreadyCheckedIn: {
    '': { context: { holder, admission: { outcome: 'already-checked-in', number: 'A012', room: ROOM } } },
  },
  cardExpired: { '': { context: { holder } } },
  guardian: { '': { context: { holder } } },
  guardianCard: {
    '': { context: { holder } },
    same: { context: { holder, progress: { stage: 'again', fault: 'guardianSame' } } },
    unfit: { context: { holder, progress: { stage: 'again', fault: 'guardianUnfit' } } },
    reading: { context: { holder, progress: { stage: 'reading' } } },
  },
  consent: {
    guardian: { context: { holder, guardian: '王*华' } },
    '': { context: { holder } },
    'rare-name': { context: { holder: { ...holder, name: '䶮国𬭎' } } },
  },
  face: {
    '': { context: { guidance: 'come-closer' } },
    start: {},
    checking: { context: { guidance: 'checking' } },
    'camera-lost': { context: { reason: 'cameraLost' } },
  },
  cameraLost: { '': { context: { reason: 'cameraLost' } } },
  mismatch: { '': { context: { reason: 'faceMismatch', holder } } },
  manual: {
    '': { context: { holder, reason: 'consentRefused' } },
    'portrait-missing': { context: { holder, reason: 'portraitMissing' } },
    'camera-lost': { context: { holder, reason: 'cameraLost' } },
    'decided-before': { context: { holder, reason: 'padFlat', decidedBefore: true } },
    'tries-over': { context: { holder, reason: 'noFaceSeen', decidedBefore: true } },
  },
  officer: {
    '': { context: { holder } },
    second: { context: { holder, officer: 2, officersUntil: FAR } },
    'wrong-pin': { context: { holder, officerFault: 'officerUnknown' } },
    'by-card': { context: { holder }, byCard: true },
    'card-refused': { context: { holder, officerFault: 'staffCardUnknown' }, byCard: true },
    'lay-card': { context: { holder }, byCard: true, checking: true },
    same: { context: { holder, review, officersUntil: FAR, reason: 'consentRefused' }, part: OfficerSame },
    'same-unsure': { context: { holder, review, officersUntil: FAR, reason: 'faceUnsure' }, part: OfficerSame },
    'same-mismatch': { context: { holder, review, officersUntil: FAR, reason: 'faceMismatch' }, part: OfficerSame },
    'same-attack': {
      context: { holder, review: { ...review, live: null }, officersUntil: FAR, reason: 'padScreen' },
      part: OfficerSame,
    },
    ground: { context: { holder, officersUntil: FAR }, part: OfficerGround },
    checking: { context: { holder, officersUntil: FAR }, checking: true, part: OfficerGround },
  },
  refused: { '': {} },
  result: { '': {} },
  ticket: {
    '': { context: { ticket } },
    kept: { context: { ticket: { ...ticket, outcome: 'kept', number: 'T-A003' } } },
    unprinted: { context: { ticket: { ...ticket, outcome: 'kept', number: 'T-A003', printFault: 'printerPaperOut' } } },
  },
  problem: { '': { context: { reason: 'storeFailed' } } },
  ended: { '': {} },
} as const satisfies Record<CheckInState, Variants>;

export const contextOf = ({ context = {} }: CheckInSample): CheckInContext => ({ ...blank(), ...context });
