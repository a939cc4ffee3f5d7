/**
 * A studio's clips of the voice, kept where an update does not reach (`<stateDir>/voice/recorded/<language>/<id>.opus` or
 * `.wav`), in front of those that came with the page: the list of clips names them, and their files are served first.
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import express, { type Router } from 'express';
import { z } from 'zod';

const TYPES = ['.opus', '.wav'];
/** As `anban voice make` writes it: language → id of the clip → name of its file. */
const Manifest = z.object({ clips: z.record(z.string(), z.record(z.string(), z.string())) });
type Clips = z.infer<typeof Manifest>['clips'];

/** For the address `/voice`. `recorded` may be absent; it is read anew for each page, since clips may have come meanwhile. */
export function recordedVoice(recorded: string, kioskDir: string): Router {
  const router = express.Router();
  const serveRecorded = express.static(recorded, { index: false, maxAge: 0 });
  router.get('/manifest.json', async (_request, response) => {
    const clips = merge(await generatedClips(kioskDir), await recordedClips(recorded));
    response.set('cache-control', 'no-store').json({ clips });
  });
  router.use((request, response, next) => {
    if (!TYPES.includes(extname(request.path))) return next();
    serveRecorded(request, response, next);
  });
  return router;
}

function merge(generated: Clips, recorded: Clips): Clips {
  const languages = new Set([...Object.keys(generated), ...Object.keys(recorded)]);
  return Object.fromEntries([...languages].map((code) => [code, { ...generated[code], ...recorded[code] }]));
}

async function generatedClips(kioskDir: string): Promise<Clips> {
  try {
    const manifest = Manifest.safeParse(JSON.parse(await readFile(join(kioskDir, 'voice/manifest.json'), 'utf8')));
    return manifest.success ? manifest.data.clips : {};
  } catch {
    return {};
  }
}

async function recordedClips(folder: string): Promise<Clips> {
  const clips: Clips = {};
  for (const code of await namesIn(folder)) {
    const files = (await namesIn(join(folder, code))).filter((name) => TYPES.includes(extname(name)));
    if (files.length > 0)
      clips[code] = Object.fromEntries(files.map((name) => [name.slice(0, -extname(name).length), name]));
  }
  return clips;
}

/** Nothing there is nothing recorded. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
}
