/**
 * The camera's pictures of one visit, kept only to be overwritten: a little later than the moment in which they are used,
 * for a slow viewer may still be reading them, and all of them with the visit's end.
 */
import type { Frame } from '../devices/camera/camera.ts';

/** At 15 pictures a second this is two seconds. */
const MOST = 30;

export class FrameShelf {
  #frames: Frame[] = [];
  #over = false;

  get size(): number {
    return this.#frames.length;
  }

  put(frame: Frame): void {
    if (this.#over) return void frame.jpeg.fill(0);
    this.#frames.push(frame);
    if (this.#frames.length > MOST) this.#frames.shift()?.jpeg.fill(0);
  }

  /** What comes afterwards is overwritten at once. */
  wipe(): void {
    this.#over = true;
    for (const { jpeg } of this.#frames) jpeg.fill(0);
    this.#frames = [];
  }
}
