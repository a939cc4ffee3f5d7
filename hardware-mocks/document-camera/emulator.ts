/** A document camera: MJPEG over HTTP of a sheet on a mat, with everything that people do wrong with sheets. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { MjpegServer } from '../camera/stream.ts';
import { addGrain, drawSight, type Sight } from './page.ts';

export interface DocumentCameraOptions {
  /** 0 takes a free port; `url` tells which. */
  readonly port: number;
  readonly host?: string;
  /** Default 3264 by 2448, eight megapixels. */
  readonly width?: number;
  readonly height?: number;
  /** Pictures a second. Default 4. */
  readonly fps?: number;
}

export interface DocumentCameraState {
  readonly plugged: boolean;
  readonly sight: Sight;
}

const QUALITY = 88;
/**
 * So many pictures are taken of a sight; then they come again. No two in a row are alike, as of a living camera, and a
 * terminal on trial does not spend half a processor on drawing what nobody looks at.
 */
const PICTURES = 4;

interface Taken {
  readonly sight: Sight;
  readonly canvas: Canvas;
  readonly pictures: Promise<Buffer>[];
}

export class DocumentCameraEmulator {
  readonly #options: DocumentCameraOptions;
  readonly #server: MjpegServer;
  readonly #listeners = new Set<() => void>();
  #port: number;
  #state: DocumentCameraState = { plugged: false, sight: 'nothing' };
  #ticker: NodeJS.Timeout | undefined;
  #busy = false;
  #count = 0;
  #taken: Taken | undefined;

  constructor(options: DocumentCameraOptions) {
    this.#options = options;
    this.#port = options.port;
    this.#server = new MjpegServer({
      host: this.#host,
      snapshot: () => this.#picture(),
      onWatched: (watched) => {
        clearInterval(this.#ticker);
        if (watched) this.#ticker = setInterval(() => void this.#tick(), 1000 / (options.fps ?? 4));
      },
    });
  }

  /** Where the stream is; `/snapshot.jpg` beside it is one picture. */
  get url(): string {
    return `http://${this.#host}:${this.#port}/stream.mjpeg`;
  }

  get state(): DocumentCameraState {
    return this.#state;
  }

  /** Plugs it in. Rejects with the error of `listen` (EADDRINUSE) when the port is taken. */
  async start(): Promise<void> {
    await this.replug();
  }

  show(sight: Sight): void {
    this.#change({ sight });
  }

  async unplug(): Promise<void> {
    if (!this.#state.plugged) return;
    clearInterval(this.#ticker);
    await this.#server.close();
    this.#change({ plugged: false });
  }

  async replug(): Promise<void> {
    if (this.#state.plugged) return;
    this.#port = await this.#server.listen(this.#port);
    this.#change({ plugged: true });
  }

  /** Called after every change of `state`. Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.unplug();
    this.#listeners.clear();
  }

  get #host(): string {
    return this.#options.host ?? '127.0.0.1';
  }

  #change(part: Partial<DocumentCameraState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }

  async #tick(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    const jpeg = await this.#picture().finally(() => {
      this.#busy = false;
    });
    this.#server.send(jpeg);
  }

  #picture(): Promise<Buffer> {
    const { width = 3264, height = 2448 } = this.#options;
    const { sight } = this.#state;
    if (this.#taken?.sight !== sight) {
      this.#taken = { sight, canvas: drawSight(sight, { width, height }), pictures: [] };
    }
    const { canvas, pictures } = this.#taken;
    const next = this.#count++ % PICTURES;
    const picture = pictures[next] ?? grainy(canvas, next);
    pictures[next] = picture;
    return picture;
  }
}

function grainy(sight: Canvas, grain: number): Promise<Buffer> {
  const canvas = createCanvas(sight.width, sight.height);
  canvas.getContext('2d').drawImage(sight, 0, 0);
  addGrain(canvas, grain);
  return canvas.encode('jpeg', QUALITY);
}
