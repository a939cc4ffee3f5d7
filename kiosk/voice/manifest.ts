/** Which clips there are on this terminal: `voice/manifest.json`, laid beside the page by the set-up. */
import * as z from 'zod/mini';
import { CLIP_FOLDER } from './player.ts';

/** Language → id of the clip → name of its file in the folder of the language. */
const Manifest = z.object({ clips: z.record(z.string(), z.record(z.string(), z.string())) });
export type Manifest = z.infer<typeof Manifest>;

export const NO_VOICE: Manifest = { clips: {} };

/** Read anew for each page, since a studio's clips may have come meanwhile. No manifest is no voice. */
export async function fetchManifest(): Promise<Manifest> {
  try {
    const response = await fetch(`${CLIP_FOLDER}/manifest.json`);
    const manifest = Manifest.safeParse(response.ok ? await response.json() : null);
    return manifest.success ? manifest.data : NO_VOICE;
  } catch {
    return NO_VOICE;
  }
}

export const speaks = ({ clips }: Manifest, language: string): boolean => Object.keys(clips[language] ?? {}).length > 0;
