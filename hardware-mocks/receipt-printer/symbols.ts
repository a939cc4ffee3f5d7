/** The bar and QR codes that the printer draws itself (GS k, GS ( k), as pictures. */
import bwip from 'bwip-js/node';
import { PAPER_WIDTH, type Raster } from './paper.ts';

type Picture = Omit<Raster, 'x' | 'kind'>;

/** GS k m (form B; form A is 65 lower) → the symbology's name in bwip-js and on the text rendering. */
const BARCODES = [
  'upca',
  'upce',
  'ean13',
  'ean8',
  'code39',
  'interleaved2of5',
  'rationalizedCodabar',
  'code93',
  'code128',
];

function blank(width: number, height: number): Uint8Array {
  return new Uint8Array(Math.ceil(width / 8) * height);
}

function blacken(bits: Uint8Array, width: number, x: number, y: number): void {
  const index = y * Math.ceil(width / 8) + (x >> 3);
  bits[index] = (bits[index] ?? 0) | (0x80 >> (x & 7));
}

/** Bars and gaps alternate, beginning with a bar; each width counts in modules. */
function bars(widths: readonly number[], module: number, height: number, label: string): Picture | undefined {
  const width = widths.reduce((sum, bar) => sum + bar, 0) * module;
  if (width === 0 || width > PAPER_WIDTH) return undefined;
  const bits = blank(width, height);
  let x = 0;
  widths.forEach((bar, index) => {
    const end = x + bar * module;
    for (; x < end; x += 1) {
      if (index % 2 === 0) for (let y = 0; y < height; y += 1) blacken(bits, width, x, y);
    }
  });
  return { width, height, bits, label };
}

/** CODE128 data of GS k: `{A`, `{B`, `{C` choose the set (code C: one byte per pair of digits), `{{` is a brace. */
export function code128Text(data: Uint8Array): string {
  let text = '';
  let pairs = false;
  for (let index = 0; index < data.length; index += 1) {
    const byte = data[index] ?? 0;
    const next = data[index + 1];
    if (byte === 0x7b && next !== undefined) {
      if (next === 0x7b) text += '{';
      if (next === 0x43) pairs = true;
      if (next === 0x41 || next === 0x42) pairs = false;
      index += 1;
    } else {
      text += pairs ? String(byte).padStart(2, '0') : String.fromCharCode(byte);
    }
  }
  return text;
}

/** What a barcode of GS k looks like; nothing when the data do not fit the symbology: the hardware prints nothing. */
export function barcode(m: number, data: Uint8Array, module: number, height: number): Picture | undefined {
  const name = BARCODES[m >= 65 ? m - 65 : m];
  if (name === undefined) return undefined;
  const text = name === 'code128' ? code128Text(data) : Buffer.from(data).toString('latin1');
  try {
    const [drawn] = bwip.raw({ bcid: name, text });
    return drawn !== undefined && 'sbs' in drawn ? bars(drawn.sbs, module, height, `${name}: ${text}`) : undefined;
  } catch {
    return undefined;
  }
}

const LEVELS = ['L', 'M', 'Q', 'H'];

/** A QR code of GS ( k; `module` in dots, `level` 48–51. */
export function qrCode(data: Uint8Array, module: number, level: number): Picture | undefined {
  const text = Buffer.from(data).toString('utf8');
  try {
    const [drawn] = bwip.raw('qrcode', text, `eclevel=${LEVELS[level - 48] ?? 'L'}`);
    if (drawn === undefined || !('pixs' in drawn)) return undefined;
    const width = drawn.pixx * module;
    if (width > PAPER_WIDTH) return undefined;
    const bits = blank(width, width);
    for (let y = 0; y < width; y += 1) {
      for (let x = 0; x < width; x += 1) {
        if (drawn.pixs[Math.floor(y / module) * drawn.pixx + Math.floor(x / module)]) blacken(bits, width, x, y);
      }
    }
    return { width, height: width, bits, label: `QR: ${text}` };
  } catch {
    return undefined;
  }
}
