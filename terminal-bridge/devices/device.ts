/** What every device of the terminal has in common for the rest of the bridge. */
import type { DeviceStatus } from '../protocol/state.ts';

export interface Device {
  readonly status: DeviceStatus;
  /** Called on every change of status; the answer unsubscribes. */
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  close(): Promise<void>;
}
