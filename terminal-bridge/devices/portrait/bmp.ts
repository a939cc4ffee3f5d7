/** Windows bitmaps as the portrait decoders write them: 24 bits, uncompressed, rows padded to 4 bytes, bottom row first. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { RgbImage } from './decoder.ts';

const HEADERS = 54;
const UNCOMPRESSED = 0;
const LARGEST_SIDE = 1024;

/** The pixels of `bmp`, top row first; `malformed` for anything but a complete 24-bit bitmap. */
export function parseBmp(bmp: Uint8Array): Result<RgbImage, 'malformed'> {
  if (bmp.length < HEADERS || bmp[0] !== 0x42 || bmp[1] !== 0x4d) return fail('malformed');
  const view = new DataView(bmp.buffer, bmp.byteOffset, bmp.byteLength);
  const pixels = view.getUint32(10, true);
  const [width, signedHeight] = [view.getInt32(18, true), view.getInt32(22, true)];
  const height = Math.abs(signedHeight);
  if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE) return fail('malformed');
  if (view.getUint16(28, true) !== 24 || view.getUint32(30, true) !== UNCOMPRESSED) return fail('malformed');
  const stride = Math.ceil((width * 3) / 4) * 4;
  if (pixels < HEADERS || pixels + stride * height > bmp.length) return fail('malformed');

  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = pixels + stride * (signedHeight > 0 ? height - 1 - y : y);
    for (let x = 0; x < width; x++) {
      const [from, to] = [row + 3 * x, 3 * (y * width + x)];
      data[to] = bmp[from + 2] ?? 0;
      data[to + 1] = bmp[from + 1] ?? 0;
      data[to + 2] = bmp[from] ?? 0;
    }
  }
  return ok({ width, height, data });
}
