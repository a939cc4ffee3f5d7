/** The source pictures, read from the npm package at run time and kept in memory. No picture is in the repository. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Canvas, createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { MARKED_PICTURE } from './faces.ts';
import { retouch } from './retouch.ts';

const PACKAGE = dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'));
const loaded = new Map<string, Promise<Image | Canvas>>();

/** The picture `demo/<file>` of the package, without the marks where it has any. */
export function picture(file: string): Promise<Image | Canvas> {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const loading = load(join(PACKAGE, 'demo', file), file === MARKED_PICTURE);
  loaded.set(file, loading);
  return loading;
}

async function load(path: string, marked: boolean): Promise<Image | Canvas> {
  const image = await loadImage(path);
  if (!marked) return image;
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, image.width, image.height);
  // Each `pixels.data` is a call into the canvas: taken once.
  retouch({ data: pixels.data, width: image.width, height: image.height });
  context.putImageData(pixels, 0, 0);
  return canvas;
}
