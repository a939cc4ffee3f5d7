/** Watches devices for a time: one that works and then fails again is not ready, whatever it says in between. */
import type { Clock } from '@anban/foundation/clock';
import type { Device } from '../devices/device.ts';
import type { DeviceName } from '../protocol/state.ts';
import { isWell } from './device-report.ts';

type Watched = Readonly<Record<DeviceName, Pick<Device, 'status' | 'onStatus'>>>;

/** After `ms`: which devices failed after they had worked. To come to work only towards the end is no fault. */
export async function unsteady(
  devices: Watched,
  names: readonly DeviceName[],
  clock: Clock,
  ms: number,
): Promise<readonly DeviceName[]> {
  const fell = new Set<DeviceName>();
  const offs = names.map((name) => {
    let wasWell = isWell(devices[name].status);
    return devices[name].onStatus((status) => {
      if (wasWell && !isWell(status)) fell.add(name);
      wasWell = isWell(status);
    });
  });
  await new Promise<void>((resolve) => void clock.after(ms, resolve));
  for (const off of offs) off();
  return names.filter((name) => fell.has(name));
}
