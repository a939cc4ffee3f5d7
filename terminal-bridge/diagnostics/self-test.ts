/** What a device can be asked to show: that it works now, not that it did some time ago. */
import type { Clock } from '@anban/foundation/clock';
import type { Camera, Frame } from '../devices/camera/camera.ts';
import type { Device } from '../devices/device.ts';
import type { SheetCamera } from '../devices/document-camera/document-camera.ts';
import type { SelfTestAnswer } from '../protocol/diagnostics.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { DeviceName } from '../protocol/state.ts';
import { isWell } from './device-report.ts';

/** Longer than a look of the code scanner, the slowest thing that a device may be busy with. */
const CHECK_MS = 10_000;
const CAMERA_MS = 5000;
/** More than a frozen camera is found out by (devices/camera/frozen.ts: eight equal ones in a row). */
const PICTURES = 10;

type Plain = Exclude<DeviceName, 'camera' | 'documentCamera'>;
export type TestedDevices = Readonly<Record<Plain, Pick<Device, 'status' | 'check'>>> & {
  readonly camera: Pick<Camera, 'status' | 'frames'>;
  readonly documentCamera: Pick<SheetCamera, 'status' | 'glance'>;
};

/**
 * `passed`: the device did something during the test, and is well after it. ID card reader and scanner answer a question;
 * the slot powers the card in it (without one it is `card-needed`: the smart card service answers, from memory); printers tell their condition; the photo decoder answers a blank block; the matcher looks for a
 * face in a grey picture; the camera sends ten pictures within five seconds, not all alike; the document camera one.
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
  const found = await faultOf(devices, name, clock, signal);
  const { status, reason } = devices[name].status;
  const fault = found ?? reason ?? null;
  if (found !== null || !isWell({ status })) return answer('failed', fault);
  return answer(name === 'socialSecurityReader' && status !== 'card-present' ? 'card-needed' : 'passed', null);
}

function faultOf(
  devices: TestedDevices,
  name: DeviceName,
  clock: Clock,
  signal: AbortSignal,
): Promise<FaultName | null> {
  if (name === 'camera') return within(CAMERA_MS, clock, signal, (over) => cameraFault(devices.camera, over));
  if (name === 'documentCamera')
    return within(CAMERA_MS, clock, signal, async (over) =>
      (await devices.documentCamera.glance(over)) === null ? 'documentCameraLost' : null,
    );
  const device = devices[name];
  return within(CHECK_MS, clock, signal, async (over) => (await device.check?.(over)) ?? null);
}

async function cameraFault(camera: TestedDevices['camera'], over: AbortSignal): Promise<FaultName | null> {
  let seen = 0;
  let alike = true;
  let before: Frame | null = null;
  for await (const frame of camera.frames(over)) {
    seen += 1;
    if (before !== null && !Buffer.from(before.jpeg).equals(frame.jpeg)) alike = false;
    before = frame;
    if (seen >= PICTURES) return alike ? 'cameraFrozen' : null;
  }
  return camera.status.reason ?? 'cameraLost';
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
