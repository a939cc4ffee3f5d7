/** The source pictures, read from the npm package at run time and kept in memory. No picture is in the repository. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Image, loadImage } from '@napi-rs/canvas';
import sharp from 'sharp';
import { MARKED_PICTURE } from './faces.ts';
import { retouch } from './retouch.ts';

const PACKAGE = dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'));
const loaded = new Map<string, Promise<Image>>();

/** The picture `demo/<file>` of the package, without the marks where it has any. */
export function picture(file: string): Promise<Image> {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const loading = load(join(PACKAGE, 'demo', file), file === MARKED_PICTURE);
  loaded.set(file, loading);
  return loading;
}

async function load(path: string, marked: boolean): Promise<Image> {
  if (!marked) return loadImage(path);
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  retouch({ data, width, height });
  return loadImage(
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer(),
  );
}
