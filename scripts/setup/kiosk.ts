/** Builds the kiosk page into kiosk/dist (a third of a second: always fresh, never guessed). */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { layClips, listClips } from './voice-clips.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export async function buildKiosk(): Promise<void> {
  await build({ root: `${ROOT}kiosk`, configFile: `${ROOT}kiosk/vite.config.ts`, logLevel: 'warn' });
  // The build empties its folder. Clips that were made before come back at once; `anban voice make` makes the others.
  layClips(await listClips(ROOT), `${ROOT}kiosk/dist`);
}
