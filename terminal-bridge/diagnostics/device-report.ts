/** One line of the report for each device. */
import type { Device } from '../devices/device.ts';
import type { DeviceReport } from '../protocol/diagnostics.ts';
import { FAULTS } from '../protocol/faults.ts';
import { DEVICE_NAMES, type DeviceName } from '../protocol/state.ts';
import type { DeviceHistory } from './history.ts';

const WELL: readonly string[] = ['ready', 'card-present', 'busy', 'absent'];

export function deviceReports(devices: Readonly<Record<DeviceName, Device>>, history: DeviceHistory): DeviceReport[] {
  return DEVICE_NAMES.map((name) => {
    const { status, info } = devices[name];
    return {
      name,
      status: status.status,
      reason: status.reason ?? null,
      code: status.reason === undefined ? null : FAULTS[status.reason].code,
      warning: status.warning ?? null,
      model: info?.model ?? null,
      connection: info?.connection ?? null,
      serialNumber: info?.serialNumber ?? null,
      firmware: info?.firmware ?? null,
      errors: history
        .of(name)
        .map(({ at, fault }) => ({ at: new Date(at).toISOString(), fault, code: FAULTS[fault].code })),
    };
  });
}

/** A device that is not configured is not missed. */
export const isWell = ({ status }: Pick<DeviceReport, 'status'>): boolean => WELL.includes(status);
