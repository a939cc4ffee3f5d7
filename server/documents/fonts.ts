/** The fonts of documents, and which characters they have: a name that cannot be printed must be known, not boxes. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const PACKAGE = '@expo-google-fonts/noto-sans-sc';

/** Of the package and therefore the same on every machine (SIL Open Font License 1.1). */
export function ownFonts(): readonly string[] {
  const folder = join(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`), '..');
  return ['400Regular', '700Bold'].map((weight) => join(folder, weight, `NotoSansSC_${weight}.ttf`));
}

/** Debian's fonts-noto-cjk, with the rare characters of names, where it is installed. */
const DEBIAN = ['Regular', 'Bold'].map((weight) => `/usr/share/fonts/opentype/noto/NotoSansCJK-${weight}.ttc`);
export const rareFonts = (): readonly string[] => DEBIAN.filter((file) => existsSync(file));

/** The characters of the first face of a TrueType or OpenType file or collection. Throws on a file that is no font. */
export function charactersOf(file: string): (codePoint: number) => boolean {
  const bytes = readFileSync(file);
  const start = bytes.toString('latin1', 0, 4) === 'ttcf' ? bytes.readUInt32BE(12) : 0;
  const groups = cmapGroups(bytes, tableOffset(bytes, start, 'cmap'));
  return (codePoint) => hasCharacter(groups, codePoint);
}

type Group = readonly [first: number, last: number];

function tableOffset(bytes: Buffer, start: number, tag: string): number {
  for (let i = 0; i < bytes.readUInt16BE(start + 4); i += 1) {
    const entry = start + 12 + i * 16;
    if (bytes.toString('latin1', entry, entry + 4) === tag) return bytes.readUInt32BE(entry + 8);
  }
  throw new Error(`no ${tag} table in the font`);
}

/** Only format 12 (all of Unicode), which every font with rare Chinese characters has. */
function cmapGroups(bytes: Buffer, cmap: number): readonly Group[] {
  for (let i = 0; i < bytes.readUInt16BE(cmap + 2); i += 1) {
    const table = cmap + bytes.readUInt32BE(cmap + 4 + i * 8 + 4);
    if (bytes.readUInt16BE(table) !== 12) continue;
    return Array.from({ length: bytes.readUInt32BE(table + 12) }, (_, group): Group => {
      const at = table + 16 + group * 12;
      return [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
    });
  }
  throw new Error('the font has no table of all Unicode characters');
}

/** Groups are sorted (OpenType, cmap format 12). */
function hasCharacter(groups: readonly Group[], codePoint: number): boolean {
  let low = 0;
  let high = groups.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = groups[middle] ?? [0, -1];
    if (codePoint < first) high = middle - 1;
    else if (codePoint > last) low = middle + 1;
    else return true;
  }
  return false;
}
