/** Everything the centre writes to its log. No event has a field for a name, a number, a PIN or an image. */
import { createEventLog, type EventLog } from '@anban/foundation/event-log';

const info = (meaning: string, ...fields: string[]) => ({ meaning, level: 'info' as const, fields });
const warn = (meaning: string, ...fields: string[]) => ({ meaning, level: 'warn' as const, fields });
const error = (meaning: string, ...fields: string[]) => ({ meaning, level: 'error' as const, fields });

export const SERVER_EVENTS = {
  'server-ready': info('the centre answers on this port', 'port'),
  'server-stopping': info('a signal asked the process to end', 'signal'),
  'server-stopped': info('everything was put away'),
  request: info('one request was answered', 'method', 'path', 'status', 'ms', 'terminal'),
  'request-aborted': info('the caller went away before its request was whole', 'method', 'path'),
  'request-failed': error('a bug or a lost database ended a request', 'method', 'path', 'error', 'sqlstate'),
  'database-created': info('a new embedded database was laid out', 'directory'),
  'database-started': info('the embedded database runs', 'port'),
  'database-adopted': info('an embedded database left alive by a killed process is used again', 'port'),
  'database-left-running': info('another process still uses the embedded database', 'connections'),
  'database-relocated': warn('the database user cannot reach the data folder; this one is used', 'directory'),
  'database-set-aside': warn('a database whose keys and password are gone was moved here', 'directory'),
  'database-unreachable': error('the database does not answer', 'error', 'sqlstate'),
  'database-recovered': info('the database answers again'),
  'schema-migrated': info('the tables were brought up to date', 'migrations'),
  'signature-refused': warn('a request of a terminal was not believed', 'reason', 'terminal'),
  'e-card-refused': warn('the code of an electronic social security card was not accepted', 'reason', 'terminal'),
  'ssc-refused': warn('a social security card was not resolved to its holder', 'reason', 'terminal'),
  'record-refused': warn('a record was not accepted', 'name', 'terminal', 'kind'),
  'terminal-enrolled': info('a terminal registered its key', 'terminal', 'site', 'series'),
  'sign-in-refused': warn('a wrong number or PIN, or a locked officer', 'reason'),
  'checkpoint-made': info('the heads of the audit log were signed', 'region', 'number'),
  'checkpoints-exported': info('checkpoints that were missing in the file outside were written there', 'checkpoints'),
  'checkpoint-failed': error('the heads of the audit log could not be signed', 'error'),
  'case-round-failed': error('limits and documents could not be looked after; it is tried again', 'error'),
  'notices-wait': warn('nobody is configured to carry notices to people (notices): they are kept and wait'),
  'notice-failed': warn('a notice was not sent and will be tried again', 'notice', 'template', 'failure', 'attempts'),
  'notice-stuck': error(
    'a notice failed again and again: somebody must look',
    'notice',
    'template',
    'failure',
    'attempts',
  ),
  'document-failed': warn(
    'a document could not be made and will be tried again',
    'document',
    'kind',
    'failure',
    'attempts',
  ),
  'document-stuck': error(
    'a document failed again and again: somebody must look',
    'document',
    'kind',
    'failure',
    'attempts',
  ),
} as const;

export type ServerLog = EventLog<typeof SERVER_EVENTS>;

type Destination = Parameters<typeof createEventLog>[2];

export const createServerLog = (destination?: Destination): ServerLog =>
  createEventLog('server', SERVER_EVENTS, destination);

/** A log that writes nowhere, for commands and tests. */
export const silentLog: ServerLog = { write: () => undefined };
