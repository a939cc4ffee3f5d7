/** What the steps need of each picture: the descriptors of single views, computed once and combined in many ways. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { z } from 'zod';
import { CHIP_SIZE } from '../engine/alignment.ts';
import { cutCard } from '../engine/card-layout.ts';
import { describeViews, PORTRAIT_VIEWS } from '../engine/describe.ts';
import type { Embedder } from '../engine/embedder.ts';
import { findInPortrait } from '../engine/find-face.ts';
import type { Networks } from '../engine/networks.ts';
import { type Pixels, type Point, sample } from '../engine/pixels.ts';
import { throughCard } from './compress.ts';
import { readPicture } from './picture.ts';

const Vector = z.array(z.number());
const Looks = z.object({
  /** The box around the landmarks, without turning it upright: what a careless crop gives. Empty if not asked for. */
  box: Vector,
  /** As `PORTRAIT_VIEWS` orders them: zoom 1, its mirror image, and so on. */
  views: z.array(Vector),
  /** The picture smoothed and enlarged first; zoom 1 and its mirror image. */
  restored: z.array(Vector),
});
/** Descriptors of one picture. */
export type Looks = z.infer<typeof Looks>;
const Cache = z.record(z.string(), Looks.nullable());

/** Descriptors on disk between runs, if a file is given, for its owner only. They are personal data: delete it when done. */
export class LooksCache {
  readonly #file: string | undefined;
  readonly #known: Map<string, Looks | null>;

  constructor(file: string | undefined) {
    this.#file = file;
    const raw: unknown = file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    this.#known = new Map(Object.entries(Cache.parse(raw)));
  }

  async get(key: string, make: () => Promise<Looks | null>): Promise<Looks | null> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = await make();
    this.#known.set(key, made);
    return made;
  }

  save(): void {
    if (this.#file !== undefined)
      writeFileSync(this.#file, JSON.stringify(Object.fromEntries(this.#known)), { mode: 0o600 });
  }
}

/** What looks: face-api finds the face for every engine; `embedder` tells who it is. */
export interface Looker {
  readonly networks: Networks;
  readonly embedder: Embedder;
  /** Also describe the careless crop, which only face-api's network is given. */
  readonly box: boolean;
}

/** Null when no face is found. Throws `PictureError`. */
export async function lookAt(looker: Looker, file: string, chip: boolean): Promise<Looks | null> {
  const picture = await readPicture(file);
  if (!chip) return looksOf(looker, picture);
  const face = await findInPortrait(looker.networks, picture);
  return face === null ? null : looksOf(looker, await throughCard(cutCard(picture, face.points)));
}

async function looksOf({ networks, embedder, box }: Looker, picture: Pixels): Promise<Looks | null> {
  const face = await findInPortrait(networks, picture);
  if (face === null) return null;
  const plain = (descriptors: readonly Float32Array[]) => descriptors.map((one) => [...one]);
  const smooth = await restore(picture);
  const again = await findInPortrait(networks, smooth);
  return {
    box: box ? [...(await networks.descriptor(boxAround(picture, face.points)))] : [],
    views: plain(await describeViews(embedder, picture, face.points, PORTRAIT_VIEWS)),
    restored: again === null ? [] : plain(await describeViews(embedder, smooth, again.points, { zooms: [1] })),
  };
}

function boxAround(picture: Pixels, points: readonly Point[]) {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = (Math.max(right - left, bottom - top) * 1.2) / CHIP_SIZE;
  const half = (CHIP_SIZE / 2) * scale;
  const map = { a: scale, b: 0, tx: (left + right) / 2 - half, ty: (top + bottom) / 2 - half };
  return { size: CHIP_SIZE, data: sample(picture, map, CHIP_SIZE, CHIP_SIZE) };
}

/** Blocks smoothed away while enlarging fourfold: the best of four restorations that were tried. */
async function restore(picture: Pixels): Promise<Pixels> {
  const { width, height, channels, data } = picture;
  const result = await sharp(data, { raw: { width, height, channels } })
    .removeAlpha()
    .resize(width * 4, height * 4, { kernel: 'mitchell' })
    .blur(2.4)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: result.info.width, height: result.info.height, channels: 3, data: result.data };
}
