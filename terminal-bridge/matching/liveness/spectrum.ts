/**
 * Moiré: a screen's grid beats with the sensor's and leaves a lone peak in the spectrum, where skin has a smooth slope.
 * Screens finer than the lens resolves leave none: absence proves nothing.
 */

const SIZE = 128;
/** Rings of the spectrum that are looked at, in cycles per 128 pixels: slower is the face itself, faster is noise. */
const RING = { least: 10, most: 60 } as const;
const TWIDDLE = Float64Array.from({ length: SIZE }, (_, i) =>
  i < SIZE / 2 ? Math.cos((2 * Math.PI * i) / SIZE) : -Math.sin((2 * Math.PI * (i - SIZE / 2)) / SIZE),
);

/** `luma` is `PATCH`×`PATCH`, taken at the frame's own resolution. Natural pictures: below about 2; moiré: above 3. */
export function lonePeak(luma: Float32Array): number {
  const logs = logSpectrum(luma);
  let highest = 0;
  const rim = new Float32Array(RIM.length);
  for (let ky = -RING.most; ky <= RING.most; ky += 1) {
    for (let kx = 0; kx <= RING.most; kx += 1) {
      const radius = Math.hypot(kx, ky);
      if (radius < RING.least || radius > RING.most || ofJpeg(kx, ky)) continue;
      const value = valueAt(logs, kx, ky);
      // Sorting is what costs: only where even the lowest neighbour leaves room for a higher peak.
      if (value - lookAround(logs, kx, ky, rim) <= highest) continue;
      highest = Math.max(highest, value - (rim.sort()[RIM.length >> 1] ?? 0));
    }
  }
  return highest;
}
export const PATCH = SIZE;

/** JPEG works in blocks of eight pixels, whose borders have peaks of their own. */
const ofJpeg = (kx: number, ky: number): boolean => near(kx) && near(ky);
const near = (k: number): boolean => Math.abs(k - 16 * Math.round(k / 16)) <= 1;

/** Where around a place the median is taken: the rim of a square of 13. */
const RIM: readonly (readonly [number, number])[] = [
  ...[-6, -3, 0, 3, 6].flatMap((d) => [[d, -6] as const, [d, 6] as const]),
  ...[-3, 0, 3].flatMap((d) => [[-6, d] as const, [6, d] as const]),
];
const WRAP = SIZE - 1;

/** A 3×3 mean, because a peak spreads over its neighbours. */
function valueAt(logs: Float32Array, kx: number, ky: number): number {
  let value = 0;
  for (let dy = -1; dy <= 1; dy += 1) {
    const row = ((ky + dy) & WRAP) * SIZE;
    for (let dx = -1; dx <= 1; dx += 1) value += logs[row + ((kx + dx) & WRAP)] ?? 0;
  }
  return value / 9;
}

/** Fills `rim` with what lies around a place; answers the lowest of it. */
function lookAround(logs: Float32Array, kx: number, ky: number, rim: Float32Array): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < RIM.length; i += 1) {
    const [dx, dy] = RIM[i] ?? [0, 0];
    const value = logs[((ky + dy) & WRAP) * SIZE + ((kx + dx) & WRAP)] ?? 0;
    rim[i] = value;
    if (value < lowest) lowest = value;
  }
  return lowest;
}

function logSpectrum(luma: Float32Array): Float32Array {
  const re = new Float64Array(SIZE * SIZE);
  const im = new Float64Array(SIZE * SIZE);
  const window = Float64Array.from({ length: SIZE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / SIZE));
  for (let i = 0; i < re.length; i += 1)
    re[i] = (luma[i] ?? 0) * (window[i % SIZE] ?? 0) * (window[Math.floor(i / SIZE)] ?? 0);
  for (let row = 0; row < SIZE; row += 1) transform(re, im, row * SIZE, 1);
  for (let column = 0; column < SIZE; column += 1) transform(re, im, column, SIZE);
  const logs = Float32Array.from(re, (value, i) => 0.5 * Math.log(value * value + (im[i] ?? 0) ** 2 + 1));
  re.fill(0);
  im.fill(0);
  return logs;
}

/** Radix-2 FFT in place over one line. */
function transform(re: Float64Array, im: Float64Array, start: number, stride: number): void {
  for (let i = 1, j = 0; i < SIZE; i += 1) {
    let bit = SIZE >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      swap(re, start + i * stride, start + j * stride);
      swap(im, start + i * stride, start + j * stride);
    }
  }
  for (let length = 2; length <= SIZE; length *= 2) {
    const half = length / 2;
    for (let block = 0; block < SIZE; block += length) {
      for (let k = 0; k < half; k += 1) {
        const step = (k * SIZE) / length;
        const [c, s] = [TWIDDLE[step] ?? 0, TWIDDLE[step + SIZE / 2] ?? 0];
        const p = start + (block + k) * stride;
        const q = p + half * stride;
        const [a, b] = [re[q] ?? 0, im[q] ?? 0];
        const [x, y] = [a * c - b * s, a * s + b * c];
        re[q] = (re[p] ?? 0) - x;
        im[q] = (im[p] ?? 0) - y;
        re[p] = (re[p] ?? 0) + x;
        im[p] = (im[p] ?? 0) + y;
      }
    }
  }
}

function swap(list: Float64Array, i: number, j: number): void {
  const held = list[i] ?? 0;
  list[i] = list[j] ?? 0;
  list[j] = held;
}
