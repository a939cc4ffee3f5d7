/**
 * The ladder that every failing device climbs: retry, soft reset, reopen, out of service. It never ends: a device that
 * is out of service is still looked for, and comes back by itself.
 */
export type RecoveryStep = 'retry' | 'reset' | 'reopen' | 'out-of-service';

/** For a device on a line of its own that knows a command to start anew. */
const LINE_LADDER: readonly RecoveryStep[] = ['retry', 'retry', 'reset', 'reopen'];
/**
 * For a device on the network: a connection that failed is over, so that every further try opens another, and a soft
 * reset would throw away what another host prints. Some seconds pass before staff are called.
 */
export const NETWORK_LADDER: readonly RecoveryStep[] = ['reopen', 'reopen', 'reopen', 'reopen'];

export class RecoveryLadder {
  readonly #ladder: readonly RecoveryStep[];
  #failures = 0;

  /** `ladder`: what to do about the first failure in a row, the second, and so on; then the device is out of service. */
  constructor(ladder: readonly RecoveryStep[] = LINE_LADDER) {
    this.#ladder = ladder;
  }

  /** Counts one more failure in a row and says what to do about it. */
  failed(): RecoveryStep {
    return this.#ladder[this.#failures++] ?? 'out-of-service';
  }

  /** Nothing answers on a line that was just opened: retrying on it is over. */
  failedAfterOpening(): RecoveryStep {
    this.#failures = Math.max(this.#failures, this.#ladder.indexOf('reopen'));
    return this.failed();
  }

  recovered(): void {
    this.#failures = 0;
  }
}
