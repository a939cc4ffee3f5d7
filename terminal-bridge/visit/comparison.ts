/**
 * What an officer who signed in sees: the document's portrait beside the live picture, from this process's memory, under
 * an address that nobody can guess, never cached, gone after `COMPARISON_MS`, with the decision and with the visit.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import type { Camera, Frame } from '../devices/camera/camera.ts';
import type { RgbImage } from '../devices/portrait/decoder.ts';
import { COMPARISON_PATH } from '../protocol/envelope.ts';
import { COMPARISON_MS } from '../protocol/messages.ts';
import type { FrameShelf } from './frame-shelf.ts';

export interface ComparisonAddresses {
  readonly portrait: string | null;
  readonly live: string | null;
}

interface Open {
  readonly token: string;
  readonly portrait: Buffer | null;
  readonly live: boolean;
  close(): void;
}

export class Comparison {
  readonly #camera: Camera;
  readonly #clock: Clock;
  /** The live picture of the comparison that is open, and its end. */
  readonly frames = new Emitter<Frame | 'end'>();
  #open: Open | null = null;

  constructor(camera: Camera, clock: Clock) {
    this.#camera = camera;
    this.#clock = clock;
  }

  /** Ends the one before. `shelf`: null where the person did not agree to the camera. */
  open(portrait: RgbImage | null, shelf: FrameShelf | null): ComparisonAddresses {
    this.close();
    const token = randomBytes(24).toString('base64url');
    const closing = new AbortController();
    const bmp = portrait === null ? null : bmpOf(portrait);
    const live = shelf !== null && this.#camera.status.status === 'ready';
    const cancel = this.#clock.after(COMPARISON_MS, () => this.close());
    this.#open = {
      token,
      portrait: bmp,
      live,
      close: () => {
        cancel();
        closing.abort();
        bmp?.fill(0);
        this.frames.emit('end');
      },
    };
    if (live) void this.#look(shelf, closing.signal);
    const address = (name: string) => `${COMPARISON_PATH}/${token}/${name}`;
    return { portrait: bmp === null ? null : address('portrait.bmp'), live: live ? address('live.mjpeg') : null };
  }

  /** BMP bytes, or null when nothing is open under this token. A copy: what is sent outlives the comparison by a moment. */
  portrait(token: string): Buffer | null {
    const open = this.#open;
    return open === null || open.token !== token || open.portrait === null ? null : Buffer.from(open.portrait);
  }

  showsLive(token: string): boolean {
    return this.#open?.token === token && this.#open.live;
  }

  close(): void {
    const open = this.#open;
    this.#open = null;
    open?.close();
  }

  /** A camera that fails meanwhile leaves the officer with the person themselves. */
  async #look(shelf: FrameShelf, signal: AbortSignal): Promise<void> {
    for await (const frame of this.#camera.frames(signal)) {
      shelf.put(frame);
      if (signal.aborted) return;
      this.frames.emit(frame);
    }
  }
}

const HEADER_BYTES = 54;

/** 24-bit BMP, rows from the bottom, each padded to four bytes. */
function bmpOf({ width, height, data }: RgbImage): Buffer {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bmp = Buffer.alloc(HEADER_BYTES + row * height);
  bmp.write('BM', 'latin1');
  bmp.writeUInt32LE(bmp.length, 2);
  bmp.writeUInt32LE(HEADER_BYTES, 10);
  bmp.writeUInt32LE(40, 14);
  bmp.writeInt32LE(width, 18);
  bmp.writeInt32LE(height, 22);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * 3;
      const to = HEADER_BYTES + (height - 1 - y) * row + x * 3;
      bmp[to] = data[from + 2] ?? 0;
      bmp[to + 1] = data[from + 1] ?? 0;
      bmp[to + 2] = data[from] ?? 0;
    }
  }
  return bmp;
}
