/**
 * Everything the bridge may write to its log. A field that is not named here cannot be written: no name, no number,
 * no image, no free text. `fault` is a name of `protocol/faults.ts`, `status` an HTTP status or a device status.
 */
import type { Catalogue, EventLog } from '@anban/foundation/event-log';
import { READER_EVENTS } from './devices/id-card-reader/events.ts';

export const BRIDGE_EVENTS = {
  ...READER_EVENTS,
  'bridge-starting': { meaning: 'the process begins', level: 'info', fields: ['profile'] },
  'bridge-ready': { meaning: 'the page can be opened', level: 'info', fields: ['port'] },
  'bridge-stopping': { meaning: 'asked to end', level: 'info', fields: [] },
  'service-manager-unreachable': {
    meaning: 'systemd waits for signs of life, but libsystemd.so.0 cannot be loaded: it will end the bridge',
    level: 'error',
    fields: [],
  },
  'watchdog-withheld': {
    meaning: 'the gateway did not answer in time: no sign of life was given to systemd',
    level: 'error',
    fields: [],
  },
  'page-restart-asked': { meaning: 'the browser is to be started again', level: 'warn', fields: [] },
  'page-restart-impossible': { meaning: 'the browser cannot be started again', level: 'warn', fields: ['why'] },
  'page-silent': {
    meaning: 'the page has given no sign of life: it has crashed or hangs; its visit is ended',
    level: 'error',
    fields: [],
  },
  'maintenance-set': {
    meaning: 'staff took the terminal out of service, or back into it',
    level: 'warn',
    fields: ['on', 'officerId'],
  },
  'playlist-fetched': { meaning: 'a new publicity playlist is stored', level: 'info', fields: ['items'] },
  'playlist-refused': { meaning: 'a playlist or one of its pictures was not taken', level: 'warn', fields: ['why'] },
  'device-status': { meaning: 'a device changed its state', level: 'info', fields: ['device', 'status', 'fault'] },
  'device-start-failed': {
    meaning: 'a device could not be created; the rest goes on without it',
    level: 'error',
    fields: ['device', 'error'],
  },
  'matcher-refused': {
    meaning: 'face matching is off and every visit takes the manual route',
    level: 'warn',
    fields: ['why'],
  },
  'matcher-worker-lost': {
    meaning: 'a thread of the face engine died; it is started again',
    level: 'error',
    fields: ['why'],
  },
  'enrolment-missing': { meaning: 'not enrolled, and no one-time code is configured', level: 'warn', fields: [] },
  'enrolment-refused': { meaning: 'the centre refused the one-time code', level: 'error', fields: ['status', 'name'] },
  'terminal-enrolled': { meaning: 'the centre knows our key', level: 'info', fields: ['terminalId', 'siteCode'] },
  'centre-connected': { meaning: 'the centre answers', level: 'info', fields: [] },
  'centre-unreachable': { meaning: 'the centre does not answer', level: 'warn', fields: [] },
  'centre-refused': {
    meaning: 'the centre answers but refuses us: clock, key or enrolment',
    level: 'error',
    fields: ['path', 'status', 'name'],
  },
  'roster-fetched': {
    meaning: 'a new roster is stored',
    level: 'info',
    fields: ['sessions', 'entries', 'officers'],
  },
  'roster-refused': { meaning: 'the centre sent a roster of another shape or region', level: 'error', fields: [] },
  'record-delivered': { meaning: 'the centre has a record', level: 'info', fields: ['recordId', 'kind', 'outcome'] },
  'record-parked': {
    meaning: 'ALARM: the centre refuses a record and every later one waits behind it; staff must look',
    level: 'error',
    fields: ['recordId', 'kind', 'sequence', 'status', 'name'],
  },
  'record-refused': {
    meaning: 'ALARM: the centre keeps a record but refuses what it says; staff must look',
    level: 'error',
    fields: ['recordId', 'kind', 'sequence', 'status', 'name'],
  },
  'chain-rewound': { meaning: 'records are sent again from here', level: 'warn', fields: ['sequence', 'records'] },
  'visit-begun': { meaning: 'a person starts', level: 'info', fields: ['visitId'] },
  'document-read': {
    meaning: 'a card was read and looked up',
    level: 'info',
    fields: ['visitId', 'admission', 'fault'],
  },
  'identity-checked': {
    meaning: 'a decision whether person and card belong together',
    level: 'info',
    fields: ['visitId', 'method', 'decision', 'reason'],
  },
  'checked-in': { meaning: 'a check-in is safe', level: 'info', fields: ['visitId', 'outcome', 'fault'] },
  'visit-ended': { meaning: 'everything of the visit is wiped', level: 'info', fields: ['visitId', 'why'] },
  'assistance-begun': {
    meaning: 'a helper signed in and guides the person',
    level: 'info',
    fields: ['visitId', 'officerId'],
  },
  'assistance-ended': {
    meaning: 'the helper has gone, or the visit is over',
    level: 'info',
    fields: ['visitId', 'officerId', 'why'],
  },
  'assistance-told': { meaning: 'the centre knows who helped', level: 'info', fields: ['assistanceId', 'ended'] },
  'assistance-refused': {
    meaning: 'the centre does not take who helped; it is told again every minute',
    level: 'error',
    fields: ['assistanceId', 'status', 'name'],
  },
  'step-failed': { meaning: 'a step was refused', level: 'info', fields: ['visitId', 'step', 'fault'] },
  'officer-signed-in': {
    meaning: 'an officer sees portrait and person side by side, to decide',
    level: 'info',
    fields: ['visitId', 'officerId'],
  },
  'officer-locked': { meaning: 'too many wrong PINs for one staff number', level: 'warn', fields: [] },
  'diagnostics-opened': { meaning: 'staff opened the diagnostics', level: 'info', fields: ['officerId'] },
  'staff-card-refused': { meaning: 'nobody could sign in with this card and PIN', level: 'warn', fields: ['why'] },
  'help-called': { meaning: 'staff were called', level: 'info', fields: ['reason', 'told'] },
  'late-print': {
    meaning: 'a job given up while the page printer was away had ended before it was withdrawn: see its tray',
    level: 'warn',
    fields: [],
  },
  'paper-low': { meaning: 'the receipt roll is near its end', level: 'warn', fields: [] },
  'client-claimed': { meaning: 'a page drives the terminal', level: 'info', fields: [] },
  'client-released': { meaning: 'the page that drove the terminal has gone', level: 'info', fields: [] },
  'client-refused': { meaning: 'a connection was refused or closed', level: 'warn', fields: ['why'] },
  'recording-started': {
    meaning: 'the first seconds of an examination recording are on the disk',
    level: 'info',
    fields: ['recordingId', 'by'],
  },
  'recording-refused': { meaning: 'no examination recording could be started', level: 'error', fields: ['fault'] },
  'recording-gap': {
    meaning: 'a stretch of an examination recording is not as it should be',
    level: 'warn',
    fields: ['recordingId', 'cause', 'ms'],
  },
  'recording-failed': {
    meaning: 'ALARM: an examination recording had to be ended, or cannot be read',
    level: 'error',
    fields: ['recordingId', 'why', 'error'],
  },
  'recording-resumed': {
    meaning: 'a recording that this process did not end was found at the start',
    level: 'warn',
    fields: ['recordingId', 'ms', 'goesOn'],
  },
  'recording-ended': { meaning: 'its list is closed', level: 'info', fields: ['recordingId', 'why', 'entries'] },
  'recording-list-delivered': {
    meaning: 'the centre has the hash list',
    level: 'info',
    fields: ['recordingId', 'entries'],
  },
  'recording-list-refused': {
    meaning: 'ALARM: the centre does not take a hash list; staff must look',
    level: 'error',
    fields: ['recordingId', 'entries', 'status', 'name'],
  },
  'recording-deleted': { meaning: 'deleted by the retention rule', level: 'info', fields: ['recordingId', 'segments'] },
  'store-failed': { meaning: 'the own store cannot be written', level: 'error', fields: ['error'] },
  'unexpected-error': { meaning: 'a defect of the program', level: 'error', fields: ['where', 'error', 'at'] },
} as const satisfies Catalogue;

export type BridgeLog = EventLog<typeof BRIDGE_EVENTS>;

/** Name and code of an error, never its message: a message could quote data. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}

/** The place in the program where an error was made, without its message. */
export function errorPlace(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return (
    error.stack
      ?.split('\n')
      .find((line) => /^ +at .*:\d+:\d+\)?$/.test(line))
      ?.trim() ?? null
  );
}
