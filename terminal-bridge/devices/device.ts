/** What every device of the terminal has in common for the rest of the bridge. */
import type { FaultName } from '../protocol/faults.ts';
import type { DeviceStatus } from '../protocol/state.ts';

/** For staff: what is connected, as far as it tells. Null: it does not tell. */
export interface DeviceInfo {
  readonly model: string | null;
  /** Where it is connected: a path, an address, a reader's name. */
  readonly connection: string | null;
  /** Serial number; of an ID card reader the 管理号 of its SAM. */
  readonly serialNumber: string | null;
  readonly firmware: string | null;
}

/** Of a device that tells nothing, or has not been found yet. */
export const NOTHING_TOLD: DeviceInfo = { model: null, connection: null, serialNumber: null, firmware: null };

export interface Device {
  readonly status: DeviceStatus;
  /** Absent where there is nothing to tell. May change when the device is found anew. */
  readonly info?: DeviceInfo;
  /** Called on every change of status; the answer unsubscribes. */
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  /**
   * Has the device show now that it works: what is wrong, or null. With `signal` aborted it answers at once, with the
   * fault of a device that did not answer. Absent where a test has other means (cameras).
   */
  check?(signal: AbortSignal): Promise<FaultName | null>;
  close(): Promise<void>;
}

/** Nothing to tell: the same status, for the same reason, with the same warning. */
export const sameStatus = (one: DeviceStatus, other: DeviceStatus): boolean =>
  one.status === other.status && one.reason === other.reason && one.warning === other.warning;
