/** The code scanner as the rest of the bridge sees it: shows what a phone shows, as an opaque text. */
import type { Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { Device } from '../device.ts';

/** What is being done while somebody holds up a phone. `fault` says what to do differently. */
export interface ScanProgress {
  readonly stage: 'waiting' | 'scanning' | 'again';
  readonly fault?: FaultName;
  /** Something stood before the window; a look that came to nothing mostly means that nobody held up a phone. */
  readonly seen?: boolean;
}

export interface QrScanner extends Device {
  /**
   * The next code that is shown: printable ASCII, 1 to 512 characters, not to be looked into and never logged. Keeps
   * trying through dark screens, other codes and a scanner that comes and goes, telling `onProgress`, until `signal`
   * aborts (`codeTimeout`). A code shown before the call is not kept; a later call ends an earlier one with
   * `codeTimeout`.
   */
  scan(signal: AbortSignal, onProgress?: (progress: ScanProgress) => void): Promise<Result<string, FaultName>>;
}
