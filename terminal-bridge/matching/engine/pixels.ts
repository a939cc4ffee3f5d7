/** Pixels as the networks and the quality measures need them. Pure, no library, no copy of the whole picture. */

/** 8-bit sRGB, row by row from the top; `channels` is 3 (RGB) or 4 (RGBA, alpha ignored). */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array | Uint8ClampedArray;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where an output pixel comes from: `x = a·u − b·v + tx`, `y = b·u + a·v + ty` (rotation, one scale, shift). */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/** RGB values 0–255 of a square cut-out, ready for a network. */
export interface Cutout {
  readonly size: number;
  readonly data: Float32Array;
}

/** What lies outside the picture: its edge continued, or one grey value. */
export type Outside = 'edge' | number;

export const apply = (map: Similarity, u: number, v: number): Point => ({
  x: map.a * u - map.b * v + map.tx,
  y: map.b * u + map.a * v + map.ty,
});

/** Source pixels per output pixel. */
export const scaleOf = (map: Similarity): number => Math.hypot(map.a, map.b);

/**
 * A `width`×`height` picture of what `map` points at, RGB float. Shrinking averages over the pixels that fall
 * together, because a network that meets aliasing answers about the aliasing; enlarging is bilinear.
 */
export function sample(
  source: Pixels,
  map: Similarity,
  width: number,
  height: number,
  outside: Outside = 'edge',
): Float32Array {
  const steps = Math.min(8, Math.max(1, Math.round(scaleOf(map))));
  const result = new Float32Array(width * height * 3);
  const pick = steps === 1 ? addBilinear : addNearest;
  const share = 1 / (steps * steps);
  for (let v = 0; v < height; v += 1) {
    for (let u = 0; u < width; u += 1) {
      const at = (v * width + u) * 3;
      for (let i = 0; i < steps; i += 1) {
        const dv = v + (i + 0.5) / steps;
        for (let j = 0; j < steps; j += 1) {
          const du = u + (j + 0.5) / steps;
          const x = map.a * du - map.b * dv + map.tx;
          const y = map.b * du + map.a * dv + map.ty;
          if (typeof outside === 'number' && (x < 0 || y < 0 || x >= source.width || y >= source.height)) {
            addGrey(result, at, outside * share);
          } else pick(source, x, y, result, at, share);
        }
      }
    }
  }
  return result;
}

/** The whole picture, shrunk or enlarged into a square with grey 0 around it, and the way back. */
export function letterbox(source: Pixels, size: number): { cutout: Cutout; map: Similarity } {
  const scale = Math.max(source.width, source.height) / size;
  const map = {
    a: scale,
    b: 0,
    tx: (source.width - size * scale) / 2,
    ty: (source.height - size * scale) / 2,
  };
  return { cutout: { size, data: sampleUpright(source, map, size) }, map };
}

/**
 * `sample` without rotation and with grey 0 outside: every frame goes through here whole, so the places in the source
 * are computed once per row and column and not once per pixel.
 */
function sampleUpright(source: Pixels, map: Similarity, size: number): Float32Array {
  const steps = Math.min(8, Math.max(1, Math.round(map.a)));
  if (steps === 1) return sample(source, map, size, size, 0);
  const { width, height, channels, data } = source;
  const columns = placesAlong(map.a, map.tx, size * steps, steps, width).map((x) => (x < 0 ? -1 : x * channels));
  const rows = placesAlong(map.a, map.ty, size * steps, steps, height);
  const share = 1 / (steps * steps);
  const result = new Float32Array(size * size * 3);
  for (let j = 0; j < rows.length; j += 1) {
    const y = rows[j] ?? -1;
    if (y < 0) continue;
    const line = y * width * channels;
    const into = Math.floor(j / steps) * size * 3;
    for (let i = 0; i < columns.length; i += 1) {
      const column = columns[i] ?? -1;
      if (column < 0) continue;
      const from = line + column;
      const to = into + Math.floor(i / steps) * 3;
      result[to] = (result[to] ?? 0) + (data[from] ?? 0) * share;
      result[to + 1] = (result[to + 1] ?? 0) + (data[from + 1] ?? 0) * share;
      result[to + 2] = (result[to + 2] ?? 0) + (data[from + 2] ?? 0) * share;
    }
  }
  return result;
}

/** The source pixel under each of `count` sample points along one axis; -1 outside. */
function placesAlong(scale: number, shift: number, count: number, steps: number, limit: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => {
    const place = Math.floor(scale * ((i + 0.5) / steps) + shift);
    return place < 0 || place >= limit ? -1 : place;
  });
}

export function mirror(cutout: Cutout): Cutout {
  const { size, data } = cutout;
  const result = new Float32Array(data.length);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = (y * size + size - 1 - x) * 3;
      const to = (y * size + x) * 3;
      result[to] = data[from] ?? 0;
      result[to + 1] = data[from + 1] ?? 0;
      result[to + 2] = data[from + 2] ?? 0;
    }
  }
  return { size, data: result };
}

/** The picture with its edge continued by `margin` pixels on every side: detectors miss faces that fill the frame. */
export function withMargin(source: Pixels, margin: number): Pixels {
  const width = source.width + 2 * margin;
  const height = source.height + 2 * margin;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const row = clamp(y - margin, source.height - 1) * source.width;
    for (let x = 0; x < width; x += 1) {
      const from = (row + clamp(x - margin, source.width - 1)) * source.channels;
      const to = (y * width + x) * 3;
      data[to] = source.data[from] ?? 0;
      data[to + 1] = source.data[from + 1] ?? 0;
      data[to + 2] = source.data[from + 2] ?? 0;
    }
  }
  return { width, height, channels: 3, data };
}

const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));

function addGrey(into: Float32Array, at: number, value: number): void {
  into[at] = (into[at] ?? 0) + value;
  into[at + 1] = (into[at + 1] ?? 0) + value;
  into[at + 2] = (into[at + 2] ?? 0) + value;
}

function addNearest(source: Pixels, x: number, y: number, into: Float32Array, at: number, share: number): void {
  const column = clamp(Math.floor(x), source.width - 1);
  const row = clamp(Math.floor(y), source.height - 1);
  const from = (row * source.width + column) * source.channels;
  for (let c = 0; c < 3; c += 1) into[at + c] = (into[at + c] ?? 0) + (source.data[from + c] ?? 0) * share;
}

function addBilinear(source: Pixels, x: number, y: number, into: Float32Array, at: number, share: number): void {
  const fx = clamp(x - 0.5, source.width - 1);
  const fy = clamp(y - 0.5, source.height - 1);
  const x0 = Math.floor(fx);
  const y0 = Math.floor(fy);
  const right = x0 + 1 < source.width ? source.channels : 0;
  const down = y0 + 1 < source.height ? source.width * source.channels : 0;
  const wx = fx - x0;
  const wy = fy - y0;
  const from = (y0 * source.width + x0) * source.channels;
  const d = source.data;
  for (let c = 0; c < 3; c += 1) {
    const p = from + c;
    const top = (d[p] ?? 0) * (1 - wx) + (d[p + right] ?? 0) * wx;
    const bottom = (d[p + down] ?? 0) * (1 - wx) + (d[p + down + right] ?? 0) * wx;
    into[at + c] = (into[at + c] ?? 0) + (top * (1 - wy) + bottom * wy) * share;
  }
}
