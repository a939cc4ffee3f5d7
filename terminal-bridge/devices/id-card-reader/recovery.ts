/** The ladder that a failing reader climbs. It never ends: out of service, it is still looked for. */
export type RecoveryStep = 'retry' | 'reset' | 'reopen' | 'out-of-service';

const LADDER: readonly RecoveryStep[] = ['retry', 'retry', 'reset', 'reopen'];

export class RecoveryLadder {
  #failures = 0;

  /** Counts one more failure in a row and says what to do about it. */
  failed(): RecoveryStep {
    return LADDER[this.#failures++] ?? 'out-of-service';
  }

  /** Nothing answers on a line that was just opened: retrying on it is over. */
  failedAfterOpening(): RecoveryStep {
    this.#failures = Math.max(this.#failures, LADDER.indexOf('reopen'));
    return this.failed();
  }

  recovered(): void {
    this.#failures = 0;
  }
}
