/** Camera frames to pixels with the fastest decoder at hand (6 ms for 640×480), within limits. */
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { jpegSize } from '../../devices/camera/jpeg.ts';
import type { Pixels } from './pixels.ts';

/** Longest side that is looked at; larger frames are shrunk while they are drawn. */
const LONGEST = 1280;
/** Refused before decoding: no camera of ours is larger, and a forged header could ask for gigabytes. */
const MOST_PIXELS = 4096 * 2304;

/** RGBA pixels, or null when the bytes are no JPEG that can be decoded. The caller wipes `data`. */
export async function decodeFrame(jpeg: Uint8Array): Promise<Pixels | null> {
  const size = jpegSize(jpeg);
  if (size === null || size.width * size.height > MOST_PIXELS) return null;
  const scale = Math.min(1, LONGEST / Math.max(size.width, size.height));
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  try {
    const image = await loadImage(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength));
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    context.clearRect(0, 0, width, height);
    return { width, height, channels: 4, data };
  } catch {
    return null;
  }
}
