/**
 * Tickets among the codes that the scanner sees: taken out for whoever waits for one, so that no ticket is ever sent to an
 * issuer of electronic cards as one of its codes.
 */
import { Emitter } from '@anban/foundation/emitter';
import type { Result } from '@anban/foundation/result';
import { TICKET_PREFIX } from '@anban/server/contract/room-entry';
import type { FaultName } from '../../protocol/faults.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import { type DeviceInfo, NOTHING_TOLD } from '../device.ts';
import type { QrScanner, ScanProgress } from './scanner.ts';

export class TicketCodes implements QrScanner {
  readonly #scanner: QrScanner;
  readonly #seen = new Emitter<string>();
  readonly #foreign = new Emitter<void>();

  constructor(scanner: QrScanner) {
    this.#scanner = scanner;
  }

  get status(): DeviceStatus {
    return this.#scanner.status;
  }

  get info(): DeviceInfo {
    return this.#scanner.info ?? NOTHING_TOLD;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#scanner.onStatus(listener);
  }

  check(signal: AbortSignal): Promise<FaultName | null> {
    return this.#scanner.check?.(signal) ?? Promise.resolve(this.status.reason ?? null);
  }

  /** The next code that is no ticket. */
  async scan(
    signal: AbortSignal,
    onProgress: (progress: ScanProgress) => void = () => undefined,
  ): Promise<Result<string, FaultName>> {
    const told = (progress: ScanProgress) => {
      if (progress.fault === 'codeForeign' && progress.seen === true) this.#foreign.emit();
      onProgress(progress);
    };
    for (;;) {
      const scanned = await this.#scanner.scan(signal, told);
      if (!scanned.ok) return scanned;
      if (!scanned.value.startsWith(TICKET_PREFIX)) {
        this.#foreign.emit();
        return scanned;
      }
      this.#seen.emit(scanned.value);
    }
  }

  /**
   * The next ticket that somebody shows while anybody scans; null when `signal` aborts first. `onForeign`: a code was shown
   * that is no ticket, whoever else it may be for.
   */
  next(signal: AbortSignal, onForeign: () => void): Promise<string | null> {
    return new Promise((resolve) => {
      const offForeign = this.#foreign.on(onForeign);
      const end = (code: string | null) => {
        off();
        offForeign();
        signal.removeEventListener('abort', stop);
        resolve(code);
      };
      const stop = () => end(null);
      const off = this.#seen.on(end);
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    });
  }

  close(): Promise<void> {
    return this.#scanner.close();
  }
}
