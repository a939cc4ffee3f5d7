/** From one picture of the camera to the sheet alone, upright to the pixel, or to what is wrong with it. */
import { fail, ok, type Result } from '@anban/foundation/result';
import sharp, { type Sharp } from 'sharp';
import type { FaultName } from '../../protocol/faults.ts';
import { type FoundPage, findPage } from './find-page.ts';
import type { Gray } from './gray.ts';
import { faultOf, MOST_DPI, measure, type Quality } from './judge.ts';

/** In which the sheet is looked for. */
const SMALL_WIDTH = 640;
const JPEG_QUALITY = 88;

export interface Look {
  /** Null when no sheet was found. */
  readonly page: FoundPage | null;
  readonly quality: Quality | null;
  /** Null: it can be taken. */
  readonly fault: FaultName | null;
}

/** What is to be seen in a picture. `broken` when it is no picture. */
export async function lookAt(jpeg: Uint8Array): Promise<Result<Look, 'broken'>> {
  try {
    const small = await gray(sharp(jpeg).resize({ width: SMALL_WIDTH, withoutEnlargement: true }));
    const page = findPage(small);
    if (!page.ok) return ok({ page: null, quality: null, fault: page.fault });
    const quality = measure(await gray(sharp(jpeg)), small, page.value);
    return ok({ page: page.value, quality, fault: faultOf(quality, page.value) });
  } catch {
    return fail('broken');
  }
}

async function gray(image: Sharp): Promise<Gray> {
  const { data, info } = await image.greyscale().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export interface Still {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
  /** As written into the file, 200 to 300. */
  readonly dpi: number;
}

/** The sheet cut out and turned straight, at most 300 dpi. Whether it stands on its head nobody can tell here. */
export async function cutOut(jpeg: Uint8Array, { rectangle }: FoundPage, { dpi }: Quality): Promise<Still> {
  const { width: fullWidth = SMALL_WIDTH, height: fullHeight = SMALL_WIDTH } = await sharp(jpeg).metadata();
  const scale = fullWidth / Math.min(SMALL_WIDTH, fullWidth);
  const { centre, long, short, angle, lying } = rectangle;
  const turn = (-angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  // Not compressed on the way: that would cost time, and sharpness a second time.
  const turned = await sharp(jpeg).rotate(-angle, { background: '#fff' }).raw().toBuffer({ resolveWithObject: true });
  const x = centre.x * scale - fullWidth / 2;
  const y = centre.y * scale - fullHeight / 2;
  // The edge was found to within a pixel of the small picture: so much is left off, or a line of mat would stay.
  const sides = [long, short].map((side) => Math.round((side - 2) * scale));
  const [first = 1, second = 1] = lying ? sides : sides.reverse();
  const width = Math.min(turned.info.width, first);
  const height = Math.min(turned.info.height, second);
  const left = within(turned.info.width / 2 + x * cos - y * sin - width / 2, turned.info.width - width);
  const top = within(turned.info.height / 2 + x * sin + y * cos - height / 2, turned.info.height - height);
  const finer = Math.min(1, MOST_DPI / dpi);
  const density = Math.round(dpi * finer);
  const { width: turnedWidth, height: turnedHeight, channels } = turned.info;
  const still = await sharp(turned.data, { raw: { width: turnedWidth, height: turnedHeight, channels } })
    .extract({ left, top, width, height })
    .resize({ width: Math.round(width * finer) })
    .withMetadata({ density })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer({ resolveWithObject: true });
  return { jpeg: still.data, width: still.info.width, height: still.info.height, dpi: density };
}

const within = (value: number, most: number): number => Math.max(0, Math.min(Math.round(value), most));
