/** Builds the kiosk page into kiosk/dist (a third of a second: always fresh, never guessed). */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { layClips, listClips } from './voice-clips.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export async function buildKiosk(): Promise<void> {
  await asDelivered(() => build({ root: `${ROOT}kiosk`, configFile: `${ROOT}kiosk/vite.config.ts`, logLevel: 'warn' }));
  // The build empties its folder. Clips that were made before come back at once; `anban voice make` makes the others.
  layClips(await listClips(ROOT), `${ROOT}kiosk/dist`);
}

/**
 * The same for a test by itself. `npm test` has built the page before all of them (`ANBAN_KIOSK_BUILT`): built again, it
 * would go for a moment from under the others that run at the same time.
 */
export async function ensureKiosk(): Promise<void> {
  if (process.env.ANBAN_KIOSK_BUILT === undefined) await buildKiosk();
}

/** Under a test runner NODE_ENV is `test`, and vite would pack the libraries' development code: other than what is delivered. */
export async function asDelivered<T>(work: () => Promise<T>): Promise<T> {
  const { NODE_ENV: before } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}
