/** The last errors of every device, for staff who come after them. In memory only: the log has them for good. */
import type { Clock } from '@anban/foundation/clock';
import type { Device } from '../devices/device.ts';
import type { FaultName } from '../protocol/faults.ts';
import { DEVICE_NAMES, type DeviceName, type DeviceStatus } from '../protocol/state.ts';

const KEPT = 5;

export interface PastError {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly fault: FaultName;
}

export class DeviceHistory {
  readonly #errors = new Map<DeviceName, readonly PastError[]>();
  readonly #offs: readonly (() => void)[];

  /** Follows the devices until closed; one that is unwell now counts. */
  constructor(devices: Readonly<Record<DeviceName, Device>>, clock: Clock) {
    this.#offs = DEVICE_NAMES.map((name) => {
      let last: FaultName | undefined;
      const look = ({ reason }: DeviceStatus) => {
        if (reason !== undefined && reason !== last) this.#add(name, { at: clock.now(), fault: reason });
        last = reason;
      };
      look(devices[name].status);
      return devices[name].onStatus(look);
    });
  }

  /** Newest first. */
  of(name: DeviceName): readonly PastError[] {
    return this.#errors.get(name) ?? [];
  }

  close(): void {
    for (const off of this.#offs) off();
  }

  #add(name: DeviceName, error: PastError): void {
    this.#errors.set(name, [error, ...this.of(name)].slice(0, KEPT));
  }
}
