/**
 * The document camera: takes an A4 sheet once it lies still and can be read, and says what to do until then. It sits on
 * any `Camera`, which finds a lost device again by itself.
 */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import { aboutV4l2 } from '../camera/about.ts';
import type { Camera, Frame } from '../camera/camera.ts';
import { createCamera } from '../camera/create-camera.ts';
import { StreamCamera } from '../camera/stream-camera.ts';
import { v4l2Source } from '../camera/v4l2.ts';
import { type Device, type DeviceInfo, NOTHING_TOLD } from '../device.ts';
import type { OnDefect } from '../keep-running.ts';
import type { Quality } from './judge.ts';
import { cutOut, type Look, lookAt, type Still } from './take.ts';

export interface DocumentImage extends Still {
  readonly quality: Quality;
}

/** Two pictures of a sheet that lies still differ by less, of its long side. */
const STILL = 0.006;

export interface SheetCamera extends Device {
  /**
   * The sheet, in the first of two pictures in a row that show it alike and well. `onAdvice` is told what to do, each
   * time it changes. When `signal` aborts: the advice that was not followed, or `documentCameraLost`.
   */
  shoot(signal: AbortSignal, onAdvice?: (fault: FaultName) => void): Promise<Result<DocumentImage, FaultName>>;
  /** One picture as it comes; null when `signal` aborts first. */
  glance(signal: AbortSignal): Promise<Frame | null>;
}

export class DocumentCamera implements SheetCamera {
  readonly #camera: Camera;

  constructor(camera: Camera) {
    this.#camera = camera;
  }

  get info(): DeviceInfo {
    return this.#camera.info ?? NOTHING_TOLD;
  }

  get status(): DeviceStatus {
    return renamed(this.#camera.status);
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#camera.onStatus((status) => listener(renamed(status)));
  }

  close(): Promise<void> {
    return this.#camera.close();
  }

  async glance(signal: AbortSignal): Promise<Frame | null> {
    for await (const frame of this.#camera.frames(signal)) return frame;
    return null;
  }

  async shoot(
    signal: AbortSignal,
    onAdvice: (fault: FaultName) => void = () => undefined,
  ): Promise<Result<DocumentImage, FaultName>> {
    let advice: FaultName = 'documentCameraLost';
    // Where no advice was due until the time was over, with a camera that sends pictures.
    let unsaid: FaultName | null = null;
    let before: Look | null = null;
    const stopAdvice = this.onStatus(({ reason }) => {
      if (reason !== undefined) advise(reason);
    });
    function advise(fault: FaultName): void {
      if (fault !== advice) onAdvice(fault);
      advice = fault;
    }
    try {
      for await (const { jpeg } of this.#camera.frames(signal)) {
        unsaid ??= 'documentMissing';
        const look = await lookAt(jpeg);
        if (signal.aborted) break;
        if (!look.ok) continue;
        const { page, quality, fault } = look.value;
        if (fault !== null || page === null || quality === null) advise(fault ?? 'documentMissing');
        else if (before !== null && isStill(before, look.value))
          return ok({ ...(await cutOut(jpeg, page, quality)), quality });
        else if (before?.fault === null) advise('documentBlurred');
        // Seen once: whether it lies still is what is not known.
        else unsaid = 'documentBlurred';
        before = look.value;
      }
      const sends = advice === 'documentCameraLost' && this.status.reason === undefined;
      return fail(sends ? (unsaid ?? advice) : advice);
    } finally {
      stopAdvice();
    }
  }
}

function isStill({ page: a, fault }: Look, { page: b }: Look): boolean {
  if (a === null || b === null || fault !== null) return false;
  const [first, second] = [a.rectangle, b.rectangle];
  const moved = Math.hypot(first.centre.x - second.centre.x, first.centre.y - second.centre.y);
  return moved < STILL * first.long && Math.abs(first.angle - second.angle) < 1;
}

function renamed({ status, reason }: DeviceStatus): DeviceStatus {
  return reason === undefined ? { status } : { status, reason: 'documentCameraLost' };
}

/** Larger than A4 at 200 dpi in either direction; most document cameras have it. */
const V4L2_SIZE = '3264x2448';

/** `source`: http(s) address of MJPEG, or a V4L2 device. */
export function createDocumentCamera(
  source: string,
  deps: { readonly clock: Clock; readonly onDefect?: OnDefect },
): DocumentCamera {
  if (/^https?:/.test(source)) return new DocumentCamera(createCamera({ kind: 'mjpeg', url: source }, deps));
  const inputArgs = ['-f', 'v4l2', '-input_format', 'mjpeg', '-video_size', V4L2_SIZE, '-i', source];
  return new DocumentCamera(
    new StreamCamera(v4l2Source({ device: source, inputArgs }), { ...deps, about: aboutV4l2(source) }),
  );
}
