/** A network camera: MJPEG over HTTP, with people to stand before it and faults on demand. */
import { facesOf } from '../people/faces.ts';
import { PEOPLE } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import { Film } from './film.ts';
import { type Condition, drawScene, type Scene } from './scene.ts';
import { MjpegServer } from './stream.ts';
import { playVideo } from './video.ts';

export { CONDITIONS, type Condition, type Scene } from './scene.ts';

export interface CameraOptions {
  /** 0 takes a free port; `url` tells which. */
  readonly port: number;
  readonly host?: string;
  /** Default 640 by 480. */
  readonly width?: number;
  readonly height?: number;
  /** Pictures a second. Default 15. */
  readonly fps?: number;
  /** Who can stand before the camera. Default: the sample people. */
  readonly people?: readonly Person[];
  /** A video file shown in a loop in place of any scene; needs ffmpeg. */
  readonly video?: string;
}

export interface CameraState {
  readonly plugged: boolean;
  readonly show: Scene;
  readonly condition: Condition;
  /** Connections are cut and refused. */
  readonly dropped: boolean;
}

export class CameraEmulator {
  readonly #options: CameraOptions;
  readonly #host: string;
  readonly #server: MjpegServer;
  readonly #listeners = new Set<() => void>();
  #port: number;
  #state: CameraState = { plugged: false, show: { kind: 'nobody' }, condition: 'normal', dropped: false };
  #film: Promise<Film> | undefined;
  #ticker: NodeJS.Timeout | undefined;
  #stopVideo: (() => void) | undefined;
  #busy = false;
  #count = 0;
  #last: Buffer | undefined;

  constructor(options: CameraOptions) {
    this.#options = options;
    this.#port = options.port;
    this.#host = options.host ?? '127.0.0.1';
    this.#server = new MjpegServer({
      host: this.#host,
      snapshot: () => this.#now(),
      onWatched: (watched) => (watched ? this.#run() : this.#rest()),
    });
  }

  /** Where the stream is. Before `start`, with the port asked for. `/snapshot.jpg` beside it is one picture. */
  get url(): string {
    return `http://${this.#host}:${this.#port}/stream.mjpeg`;
  }

  get state(): CameraState {
    return this.#state;
  }

  /** Plugs the camera in. Rejects with the error of `listen` (EADDRINUSE) when the port is taken. */
  async start(): Promise<void> {
    await this.replug();
  }

  /** Puts somebody before the camera. Throws when nobody has that id, or no face belongs to it. */
  show(scene: Scene): void {
    if (scene.kind === 'person') this.#faceOf(scene.id);
    if (scene.kind === 'two') scene.ids.map((id) => this.#faceOf(id));
    this.#film = undefined;
    this.#change({ show: scene });
  }

  setCondition(condition: Condition): void {
    this.#film = undefined;
    this.#change({ condition });
  }

  /** Cuts the connections and refuses new ones until `restore`. */
  drop(): void {
    this.#server.cut(true);
    this.#change({ dropped: true });
  }

  restore(): void {
    this.#server.cut(false);
    this.#change({ dropped: false });
  }

  /** Nobody listens on the port any more. */
  async unplug(): Promise<void> {
    if (!this.#state.plugged) return;
    this.#rest();
    await this.#server.close();
    this.#change({ plugged: false });
  }

  async replug(): Promise<void> {
    if (this.#state.plugged) return;
    this.#port = await this.#server.listen(this.#port);
    this.#change({ plugged: true, dropped: false });
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

  #change(part: Partial<CameraState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }

  /** While somebody watches, and only then. */
  #run(): void {
    const { video, fps = 15 } = this.#options;
    if (video !== undefined) this.#stopVideo = playVideo(video, fps, (jpeg) => this.#take(jpeg));
    else this.#ticker = setInterval(() => void this.#tick(), 1000 / fps);
  }

  #rest(): void {
    clearInterval(this.#ticker);
    this.#stopVideo?.();
    this.#stopVideo = undefined;
  }

  /** The first picture of a scene takes longer than the others: ticks that come meanwhile are left out. */
  async #tick(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    const jpeg = await this.#now().finally(() => {
      this.#busy = false;
    });
    this.#server.send(jpeg);
  }

  #take(jpeg: Buffer): void {
    if (this.#state.condition !== 'frozen') this.#last = jpeg;
    this.#server.send(this.#last ?? jpeg);
  }

  /** The picture of this moment; a frozen camera gives the last one again and again. */
  async #now(): Promise<Buffer> {
    if (this.#last !== undefined && (this.#state.condition === 'frozen' || this.#options.video !== undefined)) {
      return this.#last;
    }
    this.#film ??= this.#shoot();
    const jpeg = await (await this.#film).picture(this.#count++);
    this.#last = jpeg;
    return jpeg;
  }

  async #shoot(): Promise<Film> {
    const { show, condition } = this.#state;
    const { width = 640, height = 480 } = this.#options;
    const drawn = await drawScene(show, condition, (id) => this.#faceOf(id));
    return new Film({ ...drawn, condition, width, height });
  }

  #faceOf(id: string): string {
    const person = (this.#options.people ?? PEOPLE).find((one) => one.id === id);
    if (person === undefined) throw new Error(`Nobody has the id ${id}`);
    const face = person.face ?? person.id;
    facesOf(face);
    return face;
  }
}
