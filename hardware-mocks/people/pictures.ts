/** The source pictures, read from the npm package at run time and kept in memory. No picture is in the repository. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Image, loadImage } from '@napi-rs/canvas';

const PACKAGE = dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'));
const loaded = new Map<string, Promise<Image>>();

/** The picture `demo/<file>` of the package. */
export function picture(file: string): Promise<Image> {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const loading = loadImage(join(PACKAGE, 'demo', file));
  loaded.set(file, loading);
  return loading;
}
