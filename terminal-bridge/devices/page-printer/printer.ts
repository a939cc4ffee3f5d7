/** The A4 page printer: prints a PDF, follows it to the end, says honestly whether it came out. */
import type { Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { DeviceWarning } from '../../protocol/state.ts';
import type { Device } from '../device.ts';

/** `waiting`: sent, not begun. `stopped`: the printer waits for somebody (`fault`); it goes on by itself afterwards. */
export interface PrintProgress {
  readonly stage: 'sending' | 'waiting' | 'printing' | 'stopped';
  readonly fault?: FaultName;
}

export interface PrintOptions {
  /** Shown on the printer's display and in its list, with some letters more; never a person's name. */
  readonly name: string;
  readonly copies?: number;
  /** After this the job is withdrawn, ms. Default two minutes. */
  readonly deadlineMs?: number;
  /** Withdraws the job. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PrintProgress) => void;
}

export interface PagePrinter extends Device {
  readonly warnings: readonly DeviceWarning[];
  /** Asks the printer now; what is wrong, or null: it can print. Answers within 3 s. */
  check(): Promise<FaultName | null>;
  /**
   * Resolves when the last page is out, or with what is wrong. A fault that stands before the job begins (`pagePrinter…`)
   * refuses it at once; one that comes meanwhile is waited out until the deadline, which names it. `printRefused`,
   * `printTimeout`, `printCancelled` are the others. Jobs follow one another.
   */
  print(pdf: Uint8Array, options: PrintOptions): Promise<Result<void, FaultName>>;
}
