/** Every clip of every language, from the dictionaries of the kiosk: what `anban voice` lists and makes. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { DICTIONARIES } from '../../kiosk/i18n/dictionaries.ts';
import { isWritten, WRITTEN_LANGUAGES } from '../../kiosk/i18n/written-languages.ts';
import { type ClipText, clipTextsOf, SPELLING } from '../../kiosk/voice/clip-texts.ts';

export interface SpokenLanguage {
  /** Folder of its clips. */
  readonly code: string;
  /** Of espeak-ng. */
  readonly voice: string;
  readonly clips: readonly ClipText[];
}

const Pack = z.object({
  default: z.object({ voice: z.string(), texts: z.record(z.string(), z.record(z.string(), z.string())) }),
});

/** The written languages, and one for each file in `kiosk/i18n/languages`. */
export async function spokenLanguages(root: string): Promise<readonly SpokenLanguage[]> {
  const written = Object.entries(WRITTEN_LANGUAGES).map(([code, { voice }]) => {
    const texts = Object.entries(DICTIONARIES).map(([name, dictionary]): [string, Readonly<Record<string, string>>] => [
      name,
      isWritten(code) ? dictionary[code] : {},
    ]);
    return language(code, voice, Object.fromEntries(texts));
  });
  const folder = join(root, 'kiosk/i18n/languages');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.ts')) : [];
  const added = files.map(async (file) => {
    const pack = Pack.parse(await import(pathToFileURL(join(folder, file)).href)).default;
    return language(file.slice(0, -'.ts'.length), pack.voice, pack.texts);
  });
  return [...written, ...(await Promise.all(added))];
}

function language(
  code: string,
  voice: string,
  texts: Readonly<Record<string, Readonly<Record<string, string>>>>,
): SpokenLanguage {
  const clips = Object.entries(texts).flatMap(([name, dictionary]) =>
    Object.entries(dictionary).flatMap(([key, text]) => clipTextsOf(`${name}.${key}`, text)),
  );
  return { code, voice, clips: [...clips, ...SPELLING] };
}
