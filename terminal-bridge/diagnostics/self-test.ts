/** What a device can be asked to show: a good status, and where it costs nothing, work. */
import type { Clock } from '@anban/foundation/clock';
import type { Camera } from '../devices/camera/camera.ts';
import type { Device } from '../devices/device.ts';
import type { SelfTestAnswer } from '../protocol/diagnostics.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { DeviceName } from '../protocol/state.ts';
import { isWell } from './device-report.ts';

/** Long enough for a driver to have asked its device anew. */
const SETTLE_MS = 1000;
const CAMERA_MS = 3000;
const PICTURES = 3;

export type TestedDevices = Readonly<Record<Exclude<DeviceName, 'camera'>, Device>> & { readonly camera: Camera };

/**
 * `passed`: the device answered during the test. Readers and printer are asked by their drivers several times in the
 * second that is waited for; the camera has to send three pictures within three seconds.
 */
export async function selfTest(
  devices: TestedDevices,
  name: DeviceName,
  clock: Clock,
  signal: AbortSignal,
): Promise<SelfTestAnswer> {
  const startedAt = clock.now();
  const answer = (outcome: SelfTestAnswer['outcome'], fault: FaultName | null): SelfTestAnswer => ({
    outcome,
    fault,
    milliseconds: clock.now() - startedAt,
  });
  if (devices[name].status.status === 'absent') return answer('absent', null);
  if (name === 'camera') {
    if (await sendsPictures(devices.camera, clock, signal)) return answer('passed', null);
    return answer('failed', devices.camera.status.reason ?? 'cameraLost');
  }
  await pause(clock, SETTLE_MS, signal);
  const { status, reason } = devices[name].status;
  return isWell({ status }) ? answer('passed', null) : answer('failed', reason ?? null);
}

async function sendsPictures(camera: Camera, clock: Clock, signal: AbortSignal): Promise<boolean> {
  const over = new AbortController();
  const cancel = clock.after(CAMERA_MS, () => over.abort());
  let seen = 0;
  try {
    for await (const _frame of camera.frames(AbortSignal.any([signal, over.signal]))) {
      seen += 1;
      if (seen >= PICTURES) return true;
    }
    return false;
  } finally {
    cancel();
    over.abort();
  }
}

const pause = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const cancel = clock.after(ms, resolve);
    signal.addEventListener(
      'abort',
      () => {
        cancel();
        resolve();
      },
      { once: true },
    );
  });
