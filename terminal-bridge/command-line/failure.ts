/** How every command of the bridge ends, and how it says that it did not do what it was asked for. */
import { FAULTS, type FaultName } from '../protocol/faults.ts';

/**
 * 0 done; 1 an expected failure; 2 wrong usage or malformed input; 3 the environment is not fit: a device that is not
 * there, does not answer, is held by another program or not for this user, software that is missing, a file that cannot
 * be written.
 */
export const EXIT = { done: 0, failed: 1, usage: 2, environment: 3 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** The one shape of failures, as at the centre: `{"error": {name, code, message, hint, details?}}`. */
export interface Failure {
  readonly name: string;
  /** Short, so that a phone call to support can begin with it. */
  readonly code: string;
  /** What did not happen, for a person. */
  readonly message: string;
  /** What staff can do. */
  readonly hint: string;
  /** Facts of this failure, documented with the command. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The device, and not the card, the code or the paper, is what is wrong. */
const OF_THE_ENVIRONMENT: ReadonlySet<FaultName> = new Set([
  'readerUnplugged',
  'readerSilent',
  'readerFault',
  'readerBusy',
  'readerDenied',
  'readerNotAuthorised',
  'readerLibraryMissing',
  'scannerUnplugged',
  'scannerSilent',
  'scannerBusy',
  'scannerDenied',
  'sscLibraryMissing',
  'sscServiceMissing',
  'sscReaderMissing',
  'sscReaderFailed',
  'documentCameraLost',
  'pagePrinterUnreachable',
]);

export const exitOf = (fault: FaultName): Exit => (OF_THE_ENVIRONMENT.has(fault) ? EXIT.environment : EXIT.failed);

export const failureOf = (fault: FaultName, message: string): Failure => ({ name: fault, message, ...FAULTS[fault] });

/** One JSON object on standard output, or a line on standard error. Answers the exit code. */
export function failed(json: boolean, exit: Exit, failure: Failure): Exit {
  const { name, code, message, hint, details } = failure;
  if (json) process.stdout.write(`${JSON.stringify({ error: { name, code, message, hint, details } })}\n`);
  else process.stderr.write(`${message}: ${name} (${code}): ${hint}\n`);
  return exit;
}
