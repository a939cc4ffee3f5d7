/** A network camera: MJPEG over HTTP, with people to stand before it and faults on demand. */
import { facesOf } from '../people/faces.ts';
import { PEOPLE } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import { POSES, type Pose } from '../people/posed.ts';
import type { Film } from './film.ts';
import { PRESENTATIONS, type Presentation } from './presentation.ts';
import type { Condition, Scene } from './scene.ts';
import { shootFilm } from './shoot.ts';
import { streamSound } from './sound.ts';
import { MjpegServer } from './stream.ts';
import { playVideo } from './video.ts';

export { CONDITIONS, type Condition, type Scene } from './scene.ts';
export { POSES, type Pose, PRESENTATIONS, type Presentation };

/** No sensor of a terminal gives so many pictures a second. */
const INJECTED_FPS = 150;

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
  /** How the face of the one person comes before the lens. */
  readonly presentation: Presentation;
  /** What the person, or who holds the artefact, tries to do. */
  readonly pose: Pose;
  /** Connections are cut and refused. */
  readonly dropped: boolean;
}

export class CameraEmulator {
  readonly #options: CameraOptions;
  readonly #host: string;
  readonly #server: MjpegServer;
  readonly #listeners = new Set<() => void>();
  #port: number;
  #state: CameraState = {
    plugged: false,
    show: { kind: 'nobody' },
    condition: 'normal',
    presentation: 'live',
    pose: 'front',
    dropped: false,
  };
  #film: Promise<Film> | undefined;
  #ticker: NodeJS.Timeout | undefined;
  #stopVideo: (() => void) | undefined;
  #busy = false;
  #count = 0;
  #madeAt = performance.now();
  #last: Buffer | undefined;

  constructor(options: CameraOptions) {
    this.#options = options;
    this.#port = options.port;
    this.#host = options.host ?? '127.0.0.1';
    this.#server = new MjpegServer({
      host: this.#host,
      snapshot: () => this.#now(),
      sound: streamSound,
      onWatched: (watched) => (watched ? this.#run() : this.#rest()),
    });
  }

  /** Where the stream is; before `start`, with the port asked for. Beside it: a picture, `/snapshot.jpg`, and `/sound.wav`. */
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

  /** In person, or by an artefact. An injected stream comes faster than any sensor. */
  present(presentation: Presentation): void {
    this.#film = undefined;
    this.#change({ presentation });
    if (this.#ticker !== undefined) {
      this.#rest();
      this.#run();
    }
  }

  /** The person begins to move; half a second later they are in this pose and stay in it. */
  strike(pose: Pose): void {
    this.#change({ pose });
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
    else
      this.#ticker = setInterval(
        () => void this.#tick(),
        1000 / (this.#state.presentation === 'injected' ? INJECTED_FPS : fps),
      );
  }

  #rest(): void {
    clearInterval(this.#ticker);
    this.#ticker = undefined;
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
    // A machine too busy to draw every picture shows fewer, not people who move more slowly.
    const before = this.#madeAt;
    this.#madeAt = performance.now();
    const seconds = (this.#madeAt - before) / 1000;
    const jpeg = await (await this.#film).picture(this.#count++, this.#state.pose, seconds);
    this.#last = jpeg;
    return jpeg;
  }

  async #shoot(): Promise<Film> {
    const { show, condition, presentation } = this.#state;
    const { width = 640, height = 480, fps = 15 } = this.#options;
    const face = show.kind === 'person' ? this.#faceOf(show.id) : null;
    return shootFilm({ show, condition, presentation, face, faceOf: (id) => this.#faceOf(id), width, height, fps });
  }

  #faceOf(id: string): string {
    const person = (this.#options.people ?? PEOPLE).find((one) => one.id === id);
    if (person === undefined) throw new Error(`Nobody has the id ${id}`);
    const face = person.face ?? person.id;
    facesOf(face);
    return face;
  }
}
