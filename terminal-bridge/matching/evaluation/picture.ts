/** Image files to pixels: whatever people have, upright, within limits. */
import { readFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Pixels } from '../engine/pixels.ts';

/** Larger pictures are shrunk: the detector looks at 500 pixels at most. */
const LONGEST = 1600;
const MOST_PIXELS = 80_000_000;

/** The picture cannot be used; the message names the file and says why. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
}

export async function readPicture(path: string): Promise<Pixels> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new PictureError(cause.code === 'ENOENT' ? `no such file: ${path}` : `cannot read ${path}: ${cause.code}`);
  });
  try {
    return isBmp(bytes) ? await decodeBmp(bytes) : await decode(bytes);
  } catch (cause) {
    throw new PictureError(
      `${path} is not a picture that can be read: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}

async function decode(bytes: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' })
    .autoOrient()
    .resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`${info.channels} channels`);
  return { width: info.width, height: info.height, channels: 3, data };
}

const isBmp = (bytes: Buffer) => bytes.subarray(0, 2).toString('latin1') === 'BM';

/** The card reader's own format, which sharp does not know. */
async function decodeBmp(bytes: Buffer): Promise<Pixels> {
  const image = await loadImage(bytes);
  if (image.width * image.height > MOST_PIXELS) throw new Error('too large');
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return { width: image.width, height: image.height, channels: 4, data };
}
