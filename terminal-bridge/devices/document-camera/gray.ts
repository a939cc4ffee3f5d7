/** A grey picture, one byte a pixel, row by row. */
export interface Gray {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** 0 outside. */
export const at = ({ data, width, height }: Gray, x: number, y: number): number =>
  x < 0 || y < 0 || x >= width || y >= height ? 0 : (data[Math.trunc(y) * width + Math.trunc(x)] ?? 0);

/** How often each value of a byte occurs. */
export function histogram(values: ArrayLike<number>): Uint32Array {
  const counts = new Uint32Array(256);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

/** The value below which `share` (0 to 1) of those counted in a histogram lie. */
export function percentileIn(counts: Uint32Array, share: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (let value = 0; value < 256; value++) {
    seen += counts[value] ?? 0;
    if (seen >= total * share) return value;
  }
  return 255;
}

/** The value below which `share` (0 to 1) of the values lie. */
export const percentile = (values: ArrayLike<number>, share: number): number => percentileIn(histogram(values), share);
