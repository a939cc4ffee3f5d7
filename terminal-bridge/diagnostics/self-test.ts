/** What a device can be asked to show: a good status, and where it costs nothing, work. */
import type { Clock } from '@anban/foundation/clock';
import type { Camera } from '../devices/camera/camera.ts';
import type { Device } from '../devices/device.ts';
import type { SheetCamera } from '../devices/document-camera/document-camera.ts';
import type { PagePrinter } from '../devices/page-printer/printer.ts';
import type { SelfTestAnswer } from '../protocol/diagnostics.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { DeviceName } from '../protocol/state.ts';
import { isWell } from './device-report.ts';

/** Long enough for a driver to have asked its device anew. */
const SETTLE_MS = 1000;
const CAMERA_MS = 3000;
const PICTURES = 3;

type Plain = Exclude<DeviceName, 'camera' | 'pagePrinter' | 'documentCamera'>;
export type TestedDevices = Readonly<Record<Plain, Device>> & {
  readonly camera: Camera;
  readonly pagePrinter: Pick<PagePrinter, 'status' | 'check'>;
  readonly documentCamera: Pick<SheetCamera, 'status' | 'glance'>;
};

/**
 * `passed`: the device answered during the test. Readers and printer are asked by their drivers several times in the
 * second that is waited for; the page printer is asked now; the camera has to send three pictures within three seconds,
 * the document camera one.
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
  if (name === 'documentCamera') {
    const picture = await within(CAMERA_MS, clock, signal, (over) => devices.documentCamera.glance(over));
    return picture === null ? answer('failed', 'documentCameraLost') : answer('passed', null);
  }
  if (name === 'pagePrinter') {
    const fault = await devices.pagePrinter.check();
    return answer(fault === null ? 'passed' : 'failed', fault);
  }
  await pause(clock, SETTLE_MS, signal);
  const { status, reason } = devices[name].status;
  return isWell({ status }) ? answer('passed', null) : answer('failed', reason ?? null);
}

async function sendsPictures(camera: Camera, clock: Clock, signal: AbortSignal): Promise<boolean> {
  return within(CAMERA_MS, clock, signal, async (over) => {
    let seen = 0;
    for await (const _frame of camera.frames(over)) {
      seen += 1;
      if (seen >= PICTURES) return true;
    }
    return false;
  });
}

/** Work that is told to end after `ms`, or when `signal` aborts. */
async function within<T>(
  ms: number,
  clock: Clock,
  signal: AbortSignal,
  work: (over: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const cancel = clock.after(ms, () => over.abort());
  try {
    return await work(AbortSignal.any([signal, over.signal]));
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
