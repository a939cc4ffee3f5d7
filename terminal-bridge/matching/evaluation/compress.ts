/**
 * What the chip's compression does to a portrait. The real one (WLT, 1024 bytes) is the vendors' secret. WebP at no
 * more than 1024 bytes stands in for it: on the same pairs it costs about as many false refusals as AVIF does.
 */
import sharp from 'sharp';
import type { Pixels } from '../engine/pixels.ts';

export const CARD_BYTES = 1024;

/** The portrait after compression to at most `limit` bytes at the best quality that fits. */
export async function throughCard(portrait: Pixels, limit = CARD_BYTES): Promise<Pixels> {
  const compressed = await bestThatFits(portrait, limit);
  const { data, info } = await sharp(compressed).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, data };
}

async function bestThatFits(portrait: Pixels, limit: number): Promise<Buffer> {
  const { width, height, channels } = portrait;
  const raw = { width, height, channels };
  let best: Buffer | null = null;
  let low = 1;
  let high = 100;
  while (low <= high) {
    const quality = Math.floor((low + high) / 2);
    const bytes = await sharp(portrait.data, { raw }).webp({ quality, effort: 6, smartSubsample: true }).toBuffer();
    if (bytes.length <= limit) {
      best = bytes;
      low = quality + 1;
    } else high = quality - 1;
  }
  if (best !== null) return best;
  // A very busy picture: less detail, as any codec at this size would leave.
  const softened = await sharp(portrait.data, { raw }).blur(1.2).raw().toBuffer();
  return softened.equals(Uint8Array.from(portrait.data))
    ? Promise.reject(new Error(`a portrait cannot be compressed to ${limit} bytes`))
    : bestThatFits({ ...portrait, data: softened }, limit);
}
