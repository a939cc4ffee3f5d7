/** One reader of the camera, several that look on: the matcher and the preview. Nothing is kept for later. */
import { Emitter } from '@anban/foundation/emitter';
import type { Frame } from '../devices/camera/camera.ts';

/** Passes every frame of `frames` on to `onlooker` while the one consumer takes them at its own pace, newest first. */
export async function* tee(frames: AsyncIterable<Frame>, onlooker: (frame: Frame) => void): AsyncGenerator<Frame> {
  const newest: { frame: Frame | null; ended: boolean; error: unknown } = { frame: null, ended: false, error: null };
  const arrived = new Emitter<void>();
  const pump = (async () => {
    for await (const frame of frames) {
      newest.frame = frame;
      onlooker(frame);
      arrived.emit();
    }
  })();
  pump
    .catch((error: unknown) => {
      newest.error = error;
    })
    .finally(() => {
      newest.ended = true;
      arrived.emit();
    });
  for (;;) {
    const { frame } = newest;
    newest.frame = null;
    if (frame !== null) yield frame;
    else if (newest.error !== null) throw newest.error;
    else if (newest.ended) return;
    else await next(arrived);
  }
}

function next(arrived: Emitter<void>): Promise<void> {
  return new Promise((resolve) => {
    const off = arrived.on(() => {
      off();
      resolve();
    });
  });
}
