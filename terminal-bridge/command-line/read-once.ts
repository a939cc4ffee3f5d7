/** One card or code from a device that a command has opened: the loop of every `anban … read`. */
import type { Clock } from '@anban/foundation/clock';
import { fail, type Result } from '@anban/foundation/result';
import type { Device } from '../devices/device.ts';
import { FAULTS, type FaultName } from '../protocol/faults.ts';

/** What devices tell of a read. `waiting`: for a card or code, or for the device when `fault` says so. */
export interface Told {
  readonly stage: 'waiting' | 'reading' | 'scanning' | 'again';
  readonly fault?: FaultName | undefined;
}

export interface ReadOnce<T> {
  /** Is closed at the end. */
  readonly device: Device;
  readonly read: (signal: AbortSignal, onProgress: (told: Told) => void) => Promise<Result<T, FaultName>>;
  readonly clock: Clock;
  /** Seconds. */
  readonly timeout: number;
  /** In the progress: what is waited for, and where. */
  readonly words: { readonly thing: string; readonly device: string };
  /** Ends the wait early, as Ctrl-C does. */
  readonly interrupt: AbortSignal;
  /** Takes a line of progress. Default: standard error. */
  readonly say?: (line: string) => void;
}

const OVER: ReadonlySet<FaultName> = new Set(['cardTimeout', 'codeTimeout']);

/**
 * Tells the progress line by line. When the time is over the fault is the reason that was left: what
 * is wrong with the device, else what was wrong with the last card or code, else that none came.
 */
export async function readOnce<T>(options: ReadOnce<T>): Promise<Result<T, FaultName>> {
  const { device, clock, interrupt, say = toStandardError } = options;
  const stop = new AbortController();
  const cancel = clock.after(options.timeout * 1000, () => stop.abort());
  let left: FaultName | undefined;
  const result = await options.read(AbortSignal.any([stop.signal, interrupt]), (told) => {
    if (told.stage === 'waiting' || told.fault !== undefined) left = told.fault;
    say(lineOf(told, options.words));
  });
  cancel();
  const reason = device.status.reason ?? left;
  await device.close();
  return !result.ok && OVER.has(result.fault) ? fail(reason ?? result.fault) : result;
}

const toStandardError = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

function lineOf({ stage, fault }: Told, { thing, device }: { thing: string; device: string }): string {
  const why = fault === undefined ? '' : ` (${fault}: ${FAULTS[fault].hint})`;
  if (stage === 'waiting') return fault === undefined ? `waiting for ${thing}` : `waiting for ${device}${why}`;
  if (stage === 'again') return `trying again${why}`;
  return stage === 'reading' ? 'reading' : `waiting for ${thing}`;
}

/** Runs `work` with a signal that Ctrl-C or an ended session aborts, so that what it holds is closed in order. */
export async function interruptible<T>(work: (interrupt: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
