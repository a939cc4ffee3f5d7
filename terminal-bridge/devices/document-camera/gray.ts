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

/** The value below which `share` (0 to 1) of the values lie. */
export function percentile(values: Iterable<number>, share: number): number {
  const counts = new Uint32Array(256);
  let total = 0;
  for (const value of values) {
    counts[value] = (counts[value] ?? 0) + 1;
    total += 1;
  }
  let seen = 0;
  for (let value = 0; value < 256; value++) {
    seen += counts[value] ?? 0;
    if (seen >= total * share) return value;
  }
  return 255;
}
