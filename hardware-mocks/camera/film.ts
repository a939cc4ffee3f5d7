/** A scene in motion: a loop of JPEG pictures in which a person sways a little and a sensor makes noise. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { type Condition, SCENE } from './scene.ts';

/** Pictures in the loop: 1.6 s at 15 a second. */
export const LOOP = 24;
const QUALITY = 85;
const TURN = (2 * Math.PI) / LOOP;
/** How a person moves before a camera, pixels and parts. */
const SWAY = { x: 3.2, y: 1.8, zoom: 0.012 };
/** How the light flickers, and what the sensor adds (standard deviation, of 255). */
const FLICKER = 0.02;
const NOISE = { normal: 2.5, dark: 6 };
const LIGHT: Readonly<Partial<Record<Condition, number>>> = { dark: 0.34, bright: 1.65 };
const BLUR_PX = 5;

export interface FilmOptions {
  readonly room: Canvas;
  readonly people: Canvas;
  readonly condition: Condition;
  readonly width: number;
  readonly height: number;
}

/** Makes each picture when it is first asked for, and keeps it. */
export class Film {
  readonly #options: FilmOptions;
  readonly #pictures: (Promise<Buffer> | undefined)[] = [];

  constructor(options: FilmOptions) {
    this.#options = options;
  }

  /** The nth JPEG picture; the loop is seamless. */
  picture(n: number): Promise<Buffer> {
    const at = n % LOOP;
    const known = this.#pictures[at];
    if (known !== undefined) return known;
    const making = this.#make(at);
    this.#pictures[at] = making;
    return making;
  }

  #make(n: number): Promise<Buffer> {
    const { room, people, condition, width, height } = this.#options;
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    const zoom = 1 + SWAY.zoom * Math.sin(n * TURN);
    context.scale(width / SCENE.width, height / SCENE.height);
    context.drawImage(room, 0, 0);
    if (condition === 'blurred') context.filter = `blur(${BLUR_PX}px)`;
    context.translate(SCENE.width / 2, SCENE.height / 2);
    context.translate(SWAY.x * Math.sin(n * TURN + 1), SWAY.y * Math.sin(2 * n * TURN));
    context.scale(zoom, zoom);
    context.drawImage(people, -SCENE.width / 2, -SCENE.height / 2);
    context.filter = 'none';
    const pixels = context.getImageData(0, 0, width, height);
    const light = (LIGHT[condition] ?? 1) * (1 + FLICKER * Math.sin(3 * n * TURN));
    expose(pixels.data, light, condition === 'dark' ? NOISE.dark : NOISE.normal, n);
    context.putImageData(pixels, 0, 0);
    return canvas.encode('jpeg', QUALITY);
  }
}

/** Light and noise, in place. Each picture reads the same grain from another place on. */
function expose(rgba: Uint8ClampedArray, light: number, noise: number, n: number): void {
  let grain = (n * 48611) % GRAIN.length;
  for (let i = 0; i < rgba.length; i++) {
    if (i % 4 === 3) continue;
    rgba[i] = (rgba[i] ?? 0) * light + (GRAIN[grain] ?? 0) * noise;
    grain = grain + 1 < GRAIN.length ? grain + 1 : 0;
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
