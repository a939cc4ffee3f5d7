/** From bytes to characters: the code pages of ESC t, the national sets of ESC R, GB 18030 in Kanji mode (FS &). */
import iconv from 'iconv-lite';

/** ESC t n → the encoding's name, for the pages that have one. Page 1 (Katakana, with the ruled lines) has its own. */
const PAGES = new Map<number, string>([
  [0, 'cp437'],
  [2, 'cp850'],
  [3, 'cp860'],
  [4, 'cp863'],
  [5, 'cp865'],
  [16, 'cp1252'],
  [17, 'cp866'],
  [18, 'cp852'],
  [19, 'cp858'],
]);
const RULED_PAGE = 1;
/** Page 1 from 0x80: blocks and ruled lines; half-width Katakana from 0xA1. */
const RULED = '▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯';

/** ESC R n: what stands in the places of `#$@[\]^`{|}~`. */
const NATIONAL_PLACES = '#$@[\\]^`{|}~';
const NATIONAL = [
  '#$@[\\]^`{|}~',
  '#$à°ç§^`éùè¨',
  '#$§ÄÖÜ^`äöüß',
  '£$@[\\]^`{|}~',
  '#$@ÆØÅ^`æøå~',
  '#¤ÉÄÖÅÜéäöåü',
  '#$@°\\é^ùàòèì',
  '₧$@¡Ñ¿^`¨ñ}~',
  '#$@[¥]^`{|}~',
  '#¤ÉÆØÅÜéæøåü',
  '#$ÉÆØÅÜéæøåü',
  '#$á¡Ñ¿é`íñóú',
  '#$á¡Ñ¿éüíñóú',
  '#$@[₩]^`{|}~',
  '#$ŽŠĐĆČžšđćč',
  '#¥@[\\]^`{|}~',
];

export type Mode = { readonly kanji: boolean; readonly page: number; readonly national: number };

/** A character and whether it is a two-byte one, printed twice as wide. */
export type Character = { readonly text: string; readonly wide: boolean };

const UNKNOWN = '?';

function single(byte: number, { page, national }: Mode): string {
  if (byte < 0x80) {
    const ascii = String.fromCharCode(byte);
    const place = NATIONAL_PLACES.indexOf(ascii);
    return place < 0 ? ascii : (NATIONAL[national]?.[place] ?? ascii);
  }
  if (page === RULED_PAGE) {
    if (byte < 0xa0) return RULED[byte - 0x80] ?? UNKNOWN;
    return byte > 0xa0 && byte < 0xe0 ? String.fromCharCode(0xff61 + byte - 0xa1) : ' ';
  }
  return iconv.decode(Buffer.of(byte), PAGES.get(page) ?? 'cp437');
}

const isLead = (byte: number): boolean => byte >= 0x81 && byte <= 0xfe;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** How many bytes the GB 18030 character at `index` has; 0 while that cannot be told. */
function kanjiLength(bytes: Uint8Array, index: number): number {
  const second = bytes[index + 1];
  if (second === undefined) return 0;
  if (!isDigit(second)) return 2;
  return bytes.length - index >= 4 ? 4 : 0;
}

/** The characters in `bytes`, and the bytes of a last one that is not complete. */
export function decode(bytes: Uint8Array, mode: Mode): { characters: Character[]; rest: Uint8Array } {
  const characters: Character[] = [];
  let index = 0;
  while (index < bytes.length) {
    const byte = bytes[index] ?? 0;
    if (!mode.kanji || !isLead(byte)) {
      characters.push({ text: single(byte, mode), wide: false });
      index += 1;
      continue;
    }
    const length = kanjiLength(bytes, index);
    if (length === 0) break;
    const text = iconv.decode(Buffer.from(bytes.subarray(index, index + length)), 'gb18030');
    characters.push({ text: text.length === 0 || text.includes('\uFFFD') ? UNKNOWN : text, wide: true });
    index += length;
  }
  return { characters, rest: bytes.slice(index) };
}
