/** The live preview: frames go through, none is kept; between two comparisons there is nothing to see. */
import type { ServerResponse } from 'node:http';
import type { Clock } from '@anban/foundation/clock';
import type { Emitter } from '@anban/foundation/emitter';
import type { Frame } from '../devices/camera/camera.ts';

const BOUNDARY = 'anban-preview';
const MOST_VIEWERS = 4;
/** A page may ask a little before the comparison begins; after this it gets nothing. */
const FIRST_FRAME_MS = 15_000;

export class Preview {
  readonly #frames: Emitter<Frame | 'end'>;
  readonly #clock: Clock;
  #viewers = 0;

  constructor(frames: Emitter<Frame | 'end'>, clock: Clock) {
    this.#frames = frames;
    this.#clock = clock;
  }

  /** Streams `multipart/x-mixed-replace` until the comparison or the page ends. */
  serve(response: ServerResponse): void {
    if (this.#viewers >= MOST_VIEWERS) {
      response.writeHead(503).end();
      return;
    }
    this.#viewers += 1;
    response.writeHead(200, {
      'content-type': `multipart/x-mixed-replace; boundary=${BOUNDARY}`,
      'cache-control': 'no-store',
    });
    response.write(`--${BOUNDARY}\r\n`);
    const cancel = this.#clock.after(FIRST_FRAME_MS, () => response.end());
    const off = this.#frames.on((frame) => {
      cancel();
      if (frame === 'end') response.end();
      // A viewer that is slow misses frames; they never pile up here.
      else if (!response.writableNeedDrain) writeFrame(response, frame);
    });
    response.on('error', () => response.destroy());
    response.once('close', () => {
      cancel();
      off();
      this.#viewers -= 1;
    });
  }
}

/** The boundary follows its picture at once: browsers show a part only when they have seen its end. */
function writeFrame(response: ServerResponse, { jpeg }: Frame): void {
  response.cork();
  response.write(`Content-Type: image/jpeg\r\nContent-Length: ${jpeg.byteLength}\r\n\r\n`);
  response.write(jpeg);
  response.write(`\r\n--${BOUNDARY}\r\n`);
  process.nextTick(() => response.uncork());
}
