/** Pictures as both engines get them. */

import { cutCard } from '../../terminal-bridge/matching/engine/card-layout.ts';
import { findInPortrait } from '../../terminal-bridge/matching/engine/find-face.ts';
import { loadNetworks, type Networks } from '../../terminal-bridge/matching/engine/networks.ts';
import type { Pixels } from '../../terminal-bridge/matching/engine/pixels.ts';
import { throughCard } from '../../terminal-bridge/matching/evaluation/compress.ts';
import type { BenchPixels } from './face-messages.ts';

let networks: Promise<Networks> | null = null;

/** The photo as a card portrait, cut and compressed. Throws without a face. */
export async function cardOf(photo: Pixels): Promise<BenchPixels> {
  networks ??= loadNetworks();
  const face = await findInPortrait(await networks, photo);
  if (face === null) throw new Error('no face in the photo');
  return rgb(await throughCard(cutCard(photo, face.points)));
}

/** Three bytes a pixel, in memory of its own. */
export function rgb({ width, height, channels, data }: Pixels): BenchPixels {
  const plain = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i += 1)
    for (let c = 0; c < 3; c += 1) plain[i * 3 + c] = data[i * channels + c] ?? 0;
  return { width, height, channels: 3, data: plain };
}
