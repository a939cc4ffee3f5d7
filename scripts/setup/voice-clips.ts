/** Where the clips of the voice are kept, which there are, and how they come beside the page. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { ClipText } from '../../kiosk/voice/clip-texts.ts';
import { type SpokenLanguage, spokenLanguages } from './voice-texts.ts';

export interface VoiceFolders {
  /** A studio's clips: `<language>/<id>.opus` or `.wav`. They win over generated ones. */
  readonly recorded: string;
  /** Generated ones, named by a hash of what they say and the voice that says it. */
  readonly cache: string;
}

export const voiceFolders = (root: string): VoiceFolders => ({
  recorded: join(root, 'voice/recorded'),
  cache: join(root, '.anban/voice'),
});

export interface Clip extends ClipText {
  readonly language: string;
  readonly voice: string;
  readonly source: 'recorded' | 'generated' | 'missing';
  /** Where its sound is, or would be if it were generated. */
  readonly file: string;
}

/** Changes with the way in which clips are made, so that all are made anew. */
const RECIPE = 'espeak-ng -s 150 -z; opus 24k';
const RECORDED_TYPES = ['.opus', '.wav'];

export async function listClips(root: string, folders = voiceFolders(root)): Promise<readonly Clip[]> {
  const languages = await spokenLanguages(root);
  return languages.flatMap((language) => language.clips.map((clip) => locate(clip, language, folders)));
}

function locate(clip: ClipText, { code, voice }: SpokenLanguage, folders: VoiceFolders): Clip {
  const known = { ...clip, language: code, voice };
  const recorded = RECORDED_TYPES.map((type) => join(folders.recorded, code, clip.id + type)).find(existsSync);
  if (recorded !== undefined) return { ...known, source: 'recorded', file: recorded };
  const hash = createHash('sha256').update([RECIPE, voice, clip.text].join('\n')).digest('hex').slice(0, 24);
  const file = join(folders.cache, `${hash}.opus`);
  return { ...known, source: existsSync(file) ? 'generated' : 'missing', file };
}

/** Lays every clip that there is beside the built page in `page`, with the list that the page reads. */
export function layClips(clips: readonly Clip[], page: string): void {
  const home = join(page, 'voice');
  rmSync(home, { recursive: true, force: true });
  const laid: Record<string, Record<string, string>> = {};
  for (const { id, language, source, file } of clips) {
    if (source === 'missing') continue;
    const name = id + extname(file);
    mkdirSync(join(home, language), { recursive: true });
    place(file, join(home, language, name));
    laid[language] = { ...laid[language], [id]: name };
  }
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'manifest.json'), JSON.stringify({ clips: laid }));
}

/** Without a copy where both are on one disk. */
function place(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
