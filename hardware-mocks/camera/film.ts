/** A scene in motion: pictures in which a person sways a little and a sensor makes noise, no two of them alike. */
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { ATTITUDES, type Attitude, type Pose, towards } from '../people/posed.ts';
import { drawArtefact, isHeld, type Presentation } from './presentation.ts';
import { type Condition, SCENE } from './scene.ts';

/** Pictures in a film that is played in a loop: 1.6 s at 15 a second. */
export const LOOP = 24;
const QUALITY = 85;
/** How a person moves before a camera, pixels and parts. */
const SWAY = { x: 3.2, y: 1.8, zoom: 0.012 };
/** How the light flickers, and what the sensor adds (standard deviation, of 255). */
const FLICKER = 0.02;
const NOISE = { normal: 2.5, dark: 6 };
const LIGHT: Readonly<Partial<Record<Condition, number>>> = { dark: 0.34, bright: 1.65 };
const BLUR_PX = 5;
/** How much of a movement is made in a second: a turn takes half of one. */
const MOVES_PER_S = 2.1;

export interface FilmOptions {
  readonly room: Canvas;
  /** Everybody, when the one person is in this attitude. */
  readonly people: (attitude: Attitude) => Promise<Canvas>;
  /** Whose face an artefact shows; null: nobody's, there is none. */
  readonly face: string | null;
  readonly condition: Condition;
  readonly presentation: Presentation;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

export class Film {
  readonly #options: FilmOptions;
  readonly #loop: Buffer[] = [];
  #attitude: Attitude = ATTITUDES.front;

  constructor(options: FilmOptions) {
    this.#options = options;
  }

  /**
   * The nth picture, JPEG, so many seconds after the one before, while the person wants to be in `pose`. A looped or
   * injected film shows what it once took.
   */
  async picture(n: number, pose: Pose = 'front', seconds = 1 / this.#options.fps): Promise<Buffer> {
    const { presentation } = this.#options;
    const canned = presentation === 'loop' || presentation === 'injected';
    this.#attitude = towards(this.#attitude, ATTITUDES[canned ? 'front' : pose], MOVES_PER_S * seconds);
    if (!canned) return this.#make(n);
    const known = this.#loop[n % LOOP];
    if (known !== undefined) return known;
    const made = await this.#make(n, (2 * Math.PI * n) / LOOP);
    this.#loop[n % LOOP] = made;
    return made;
  }

  async #make(n: number, phase?: number): Promise<Buffer> {
    const { room, people, face, condition, presentation, width, height, fps } = this.#options;
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    context.scale(width / SCENE.width, height / SCENE.height);
    context.drawImage(room, 0, 0);
    if (isHeld(presentation) && face !== null) {
      context.resetTransform();
      await drawArtefact(context, presentation, face, { t: n / fps, attitude: this.#attitude });
    } else {
      if (condition === 'blurred') context.filter = `blur(${BLUR_PX}px)`;
      sway(context, phase, n / fps);
      context.drawImage(await people(this.#attitude), -SCENE.width / 2, -SCENE.height / 2);
      context.filter = 'none';
    }
    const pixels = context.getImageData(0, 0, width, height);
    const flicker = 1 + FLICKER * Math.sin(phase === undefined ? (n / fps) * 11.9 : 3 * phase);
    expose(pixels.data, (LIGHT[condition] ?? 1) * flicker, condition === 'dark' ? NOISE.dark : NOISE.normal, n);
    context.putImageData(pixels, 0, 0);
    return canvas.encode('jpeg', QUALITY);
  }
}

/** A loop sways in whole turns, so that its seam is not seen; life never comes back to where it was. */
function sway(context: SKRSContext2D, phase: number | undefined, t: number): void {
  const [x, y, zoom] =
    phase === undefined
      ? [
          (Math.sin(3.1 * t + 1) + Math.sin(1.37 * t)) / 1.5,
          (Math.sin(5.3 * t) + Math.sin(2.11 * t)) / 1.5,
          (Math.sin(2.3 * t) + Math.sin(0.91 * t)) / 1.5,
        ]
      : [Math.sin(phase + 1), Math.sin(2 * phase), Math.sin(phase)];
  context.translate(SCENE.width / 2, SCENE.height / 2);
  context.translate(SWAY.x * x, SWAY.y * y);
  context.scale(1 + SWAY.zoom * zoom, 1 + SWAY.zoom * zoom);
}

/** Light and noise, in place. Each picture reads the same grain from another place on. */
function expose(rgba: Uint8ClampedArray, light: number, noise: number, n: number): void {
  let grain = (n * 48611) % GRAIN.length;
  for (let i = 0; i < rgba.length; i += 4) {
    for (let c = 0; c < 3; c++) {
      rgba[i + c] = (rgba[i + c] ?? 0) * light + (GRAIN[grain] ?? 0) * noise;
      grain = grain + 1 < GRAIN.length ? grain + 1 : 0;
    }
  }
}

/** Standard normal noise, the same in every run (Mulberry32, sums of four uniform numbers). */
const GRAIN: Float32Array = (() => {
  let seed = 20261;
  const uniform = (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return Float32Array.from({ length: 99991 }, () => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3));
})();
