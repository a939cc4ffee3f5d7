/**
 * How long each ESC/POS command is: the one table that the parser follows.
 * Source: Epson "ESC/POS Command Reference" for TM printers, with the Kanji commands (FS) of the Chinese models.
 */

/** One thing the host told the printer. `params` are the bytes that follow the command's name, data included. */
export type Command =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'command'; readonly name: CommandName; readonly params: Uint8Array }
  /** Bytes that are no command, or a command too large to be kept: passed over. */
  | { readonly kind: 'discarded'; readonly count: number };

/**
 * How many parameter bytes the command needs, judged by those that have come so far. The answer may grow while the
 * header is incomplete; it is final as soon as it is no longer larger than what has come.
 */
type Length = (come: Uint8Array) => number;

const fixed =
  (count: number): Length =>
  () =>
    count;

/** `header` bytes, then as many as `size` reads from the header. */
const sized =
  (header: number, size: (header: Uint8Array) => number): Length =>
  (come) =>
    come.length < header ? header : header + size(come);

const at = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;

/** Little-endian 16 bits. */
export const u16 = (bytes: Uint8Array, index: number): number => at(bytes, index) + at(bytes, index + 1) * 256;
const u32 = (bytes: Uint8Array, index: number): number => u16(bytes, index) + u16(bytes, index + 2) * 65536;

/** Up to and with a NUL, at most `most` bytes. */
const terminated =
  (most: number): Length =>
  (come) => {
    const end = come.indexOf(0);
    return end >= 0 ? Math.min(end + 1, most) : Math.min(come.length + 1, most);
  };

/** GS k: form A (m = 0–6) ends with NUL, form B (m ≥ 65) carries its length. */
const barcode: Length = (come) => {
  if (come.length === 0) return 1;
  return at(come, 0) >= 65 ? sized(2, (header) => at(header, 1))(come) : 1 + terminated(256)(come.subarray(1));
};

/** GS V: m alone cuts; m ≥ 65 is followed by how far to feed first. */
const cut: Length = (come) => (come.length > 0 && at(come, 0) >= 65 ? 2 : 1);

/** ESC *: m nL nH, then one byte per column (8 dots) or three (24 dots). */
const bitImage: Length = sized(3, (header) => u16(header, 1) * (at(header, 0) >= 32 ? 3 : 1));

/** ESC &: y c1 c2, then for each code one width byte and y × width bytes. */
const userCharacters: Length = (come) => {
  if (come.length < 3) return 3;
  let length = 3;
  for (let code = at(come, 1); code <= at(come, 2); code += 1) {
    if (come.length <= length) return length + 1;
    length += 1 + at(come, 0) * at(come, length);
  }
  return length;
};

/** FS q: n pictures, each xL xH yL yH and x × y × 8 bytes. */
const storedImages: Length = (come) => {
  let length = 1;
  for (let picture = 0; picture < at(come, 0); picture += 1) {
    if (come.length < length + 4) return length + 4;
    length += 4 + u16(come, length) * u16(come, length + 2) * 8;
  }
  return length;
};

const parenthesis = sized(2, (header) => u16(header, 0));
const realTimeRequest: Length = (come) => (at(come, 0) === 7 || at(come, 0) === 8 ? 2 : 1);
const realTimeAction: Length = (come) => {
  if (come.length === 0) return 1;
  return at(come, 0) === 8 ? 8 : at(come, 0) === 7 ? 2 : 3;
};

/** Every command the printer knows by name: a two-part name is prefix and letter, `GS (` and `GS v` carry one more. */
export const LENGTHS = {
  HT: fixed(0),
  LF: fixed(0),
  FF: fixed(0),
  CR: fixed(0),
  CAN: fixed(0),
  'DLE EOT': realTimeRequest,
  'DLE ENQ': fixed(1),
  'DLE DC4': realTimeAction,
  'ESC FF': fixed(0),
  'ESC SP': fixed(1),
  'ESC !': fixed(1),
  'ESC $': fixed(2),
  'ESC %': fixed(1),
  'ESC &': userCharacters,
  'ESC *': bitImage,
  'ESC -': fixed(1),
  'ESC 2': fixed(0),
  'ESC 3': fixed(1),
  'ESC =': fixed(1),
  'ESC ?': fixed(1),
  'ESC @': fixed(0),
  'ESC D': terminated(33),
  'ESC E': fixed(1),
  'ESC G': fixed(1),
  'ESC J': fixed(1),
  'ESC L': fixed(0),
  'ESC M': fixed(1),
  'ESC R': fixed(1),
  'ESC S': fixed(0),
  'ESC T': fixed(1),
  'ESC V': fixed(1),
  'ESC W': fixed(8),
  'ESC \\': fixed(2),
  'ESC a': fixed(1),
  'ESC c': fixed(2),
  'ESC d': fixed(1),
  'ESC i': fixed(0),
  'ESC m': fixed(0),
  'ESC p': fixed(3),
  'ESC r': fixed(1),
  'ESC t': fixed(1),
  'ESC u': fixed(1),
  'ESC v': fixed(0),
  'ESC {': fixed(1),
  'FS !': fixed(1),
  'FS &': fixed(0),
  'FS (': sized(3, (header) => u16(header, 1)),
  'FS -': fixed(1),
  'FS .': fixed(0),
  'FS 2': fixed(74),
  'FS ?': fixed(2),
  'FS C': fixed(1),
  'FS S': fixed(2),
  'FS W': fixed(1),
  'FS p': fixed(2),
  'FS q': storedImages,
  'GS !': fixed(1),
  'GS $': fixed(2),
  'GS (': (come) => (come.length === 0 ? 1 : 1 + parenthesis(come.subarray(1))),
  'GS *': sized(2, (header) => at(header, 0) * at(header, 1) * 8),
  'GS /': fixed(1),
  'GS 8': sized(5, (header) => u32(header, 1)),
  'GS :': fixed(0),
  'GS B': fixed(1),
  'GS H': fixed(1),
  'GS I': fixed(1),
  'GS L': fixed(2),
  'GS P': fixed(2),
  'GS T': fixed(1),
  'GS V': cut,
  'GS W': fixed(2),
  'GS \\': fixed(2),
  'GS ^': fixed(3),
  'GS a': fixed(1),
  'GS b': fixed(1),
  'GS c': fixed(0),
  'GS f': fixed(1),
  'GS g': fixed(4),
  'GS h': fixed(1),
  'GS j': fixed(1),
  'GS k': barcode,
  'GS r': fixed(1),
  'GS v': sized(6, (header) => u16(header, 2) * u16(header, 4)),
  'GS w': fixed(1),
  'GS z': fixed(3),
} as const satisfies Record<string, Length>;

export type CommandName = keyof typeof LENGTHS;

const isCommandName = (name: string): name is CommandName => Object.hasOwn(LENGTHS, name);

const CONTROLS = new Map<number, CommandName>([
  [0x09, 'HT'],
  [0x0a, 'LF'],
  [0x0c, 'FF'],
  [0x0d, 'CR'],
  [0x18, 'CAN'],
]);
const PREFIXES = new Map<number, string>([
  [0x10, 'DLE'],
  [0x1b, 'ESC'],
  [0x1c, 'FS'],
  [0x1d, 'GS'],
]);
const LETTERS = new Map<number, string>([
  [0x04, 'EOT'],
  [0x05, 'ENQ'],
  [0x0c, 'FF'],
  [0x14, 'DC4'],
  [0x20, 'SP'],
]);

/** What begins with this control byte: a whole command, the first half of a name, or nothing known. */
export function commandStart(
  byte: number,
): { readonly control: CommandName } | { readonly prefix: string } | undefined {
  const control = CONTROLS.get(byte);
  if (control !== undefined) return { control };
  const prefix = PREFIXES.get(byte);
  return prefix === undefined ? undefined : { prefix };
}

/** The command of that prefix and second byte, if there is one. */
export function commandNamed(prefix: string, byte: number): CommandName | undefined {
  const name = `${prefix} ${LETTERS.get(byte) ?? String.fromCharCode(byte)}`;
  return isCommandName(name) ? name : undefined;
}
