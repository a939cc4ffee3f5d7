/** People for tests and measurements, cut out of the demonstration photos inside the face-api package. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas, type Image, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import type { Pixels } from '../engine/pixels.ts';

const DEMO = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');

/** Middle of a face and half the side of the square around it, in pixels of a photo. */
interface Place {
  readonly photo: number;
  readonly x: number;
  readonly y: number;
  readonly half: number;
}

const PLACES = {
  woman: { photo: 6, x: 1272, y: 448, half: 220 },
  otherWoman: { photo: 6, x: 354, y: 613, half: 220 },
  /** One person in two photos of different months. */
  friendAtTable: { photo: 1, x: 1577, y: 328, half: 180 },
  friendInSpring: { photo: 3, x: 1180, y: 368, half: 220 },
} as const satisfies Record<string, Place>;
export type DemoFace = keyof typeof PLACES;

export class DemoFaces {
  readonly #photos: ReadonlyMap<number, Image>;

  private constructor(photos: ReadonlyMap<number, Image>) {
    this.#photos = photos;
  }

  static async load(): Promise<DemoFaces> {
    const numbers = [...new Set(Object.values(PLACES).map((place) => place.photo))];
    const load = async (number: number) => [number, await loadImage(join(DEMO, `sample${number}.jpg`))] as const;
    return new DemoFaces(new Map(await Promise.all(numbers.map(load))));
  }

  /** A 400×400 photo of one person. */
  photo(face: DemoFace): Pixels {
    return draw(400, 400, (context) => this.#paint(context, face, 0, 0, 400)).pixels;
  }

  /** A JPEG frame of 640×480 with these people side by side, all moved by `sway` pixels; a grey wall without any. */
  frame(faces: readonly DemoFace[], sway: number): Buffer {
    const width = 640 / Math.max(1, faces.length);
    const size = Math.min(480, width + 60);
    return draw(640, 480, (context) => {
      faces.forEach((face, i) => {
        this.#paint(context, face, i * width + (width - size) / 2 + sway, (480 - size) / 2 + sway, size);
      });
    }).jpeg();
  }

  #paint(context: SKRSContext2D, face: DemoFace, x: number, y: number, size: number): void {
    const place = PLACES[face];
    const photo = this.#photos.get(place.photo);
    if (photo === undefined) throw new Error('the photo was not loaded');
    const { half } = place;
    context.drawImage(photo, place.x - half, place.y - half, 2 * half, 2 * half, x, y, size, size);
  }
}

/** A picture over a grey wall. */
export function draw(
  width: number,
  height: number,
  paint: (context: SKRSContext2D) => void,
): { readonly pixels: Pixels; jpeg(): Buffer } {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#b8b8b8';
  context.fillRect(0, 0, width, height);
  paint(context);
  const { data } = context.getImageData(0, 0, width, height);
  return { pixels: { width, height, channels: 4, data }, jpeg: () => canvas.toBuffer('image/jpeg', 92) };
}
