/** The pictures a host sends: GS v 0, GS 8 L / GS ( L, ESC *. Dots of any density become dots of the paper. */
import { u16 } from './commands.ts';
import { PAPER_WIDTH, type Raster } from './paper.ts';

type Picture = Omit<Raster, 'x' | 'kind'>;

const isBlack = (bits: Uint8Array, rowBytes: number, x: number, y: number): boolean =>
  ((bits[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;

/** Dots repeated `timesX` and `timesY`, cut off at the edge of the paper. */
function enlarge(
  width: number,
  height: number,
  timesX: number,
  timesY: number,
  black: (x: number, y: number) => boolean,
): Picture {
  const wide = Math.min(PAPER_WIDTH, width * timesX);
  const rowBytes = Math.ceil(wide / 8);
  const bits = new Uint8Array(rowBytes * height * timesY);
  for (let y = 0; y < height * timesY; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      if (!black(Math.floor(x / timesX), Math.floor(y / timesY))) continue;
      const index = y * rowBytes + (x >> 3);
      bits[index] = (bits[index] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { width: wide, height: height * timesY, bits };
}

/** GS v 0: m xL xH yL yH d…; bit 0 of m doubles the width, bit 1 the height. `params` begin with the `0`. */
export function rasterImage(params: Uint8Array): Picture | undefined {
  const rowBytes = u16(params, 2);
  const height = u16(params, 4);
  if (rowBytes === 0 || height === 0) return undefined;
  const mode = params[1] ?? 0;
  const bits = params.subarray(6);
  const black = (x: number, y: number): boolean => isBlack(bits, rowBytes, x, y);
  return enlarge(rowBytes * 8, height, mode & 1 ? 2 : 1, mode & 2 ? 2 : 1, black);
}

/**
 * GS 8 L and GS ( L, function 112: store a one-bit picture. `body` begins with m (48): m fn a bx by c xL xH yL yH d…
 * Only colour 1 (49, black) is there to be stored.
 */
export function storedGraphics(body: Uint8Array): Picture | undefined {
  const [, , tone, timesX = 1, timesY = 1] = body;
  const width = u16(body, 6);
  const height = u16(body, 8);
  if (tone !== 48 || width === 0 || height === 0) return undefined;
  const rowBytes = Math.ceil(width / 8);
  const bits = body.subarray(10);
  if (bits.length < rowBytes * height) return undefined;
  const times = (n: number): number => (n === 2 ? 2 : 1);
  return enlarge(width, height, times(timesX), times(timesY), (x, y) => isBlack(bits, rowBytes, x, y));
}

/** ESC *: columns of 8 or 24 dots, top dot in the highest bit; even m is single density, twice as wide. */
export function bitImage(params: Uint8Array): Picture | undefined {
  const mode = params[0] ?? 0;
  const width = u16(params, 1);
  if (width === 0 || ![0, 1, 32, 33].includes(mode)) return undefined;
  const columnBytes = mode >= 32 ? 3 : 1;
  const data = params.subarray(3);
  const black = (x: number, y: number): boolean => ((data[x * columnBytes + (y >> 3)] ?? 0) & (0x80 >> (y & 7))) !== 0;
  return enlarge(width, columnBytes * 8, mode & 1 ? 1 : 2, columnBytes === 1 ? 3 : 1, black);
}
