/** Straight upright edges beside a face: the border of a sheet, the bezel of a screen. */

export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly luma: Float32Array;
}

export interface StraightEdge {
  /** Pixels of `grey`, at half the height of the strip. */
  readonly x: number;
  /** Share of the rows in which it is seen, 0–1. */
  readonly cover: number;
}

/** A step in luma, over three pixels, that counts as an edge. */
const STEP = 9;
/** Leaning this much at most, pixels per row. */
const SLOPES = [-0.16, -0.12, -0.08, -0.04, 0, 0.04, 0.08, 0.12, 0.16];

/** The best edge among the columns `from` to `to` over the rows `top` to `bottom`; all steps in the same direction. */
export function straightEdge(grey: Grey, from: number, to: number, top: number, bottom: number): StraightEdge {
  const [y0, y1] = [Math.max(0, Math.round(top)), Math.min(grey.height, Math.round(bottom))];
  const rows = y1 - y0;
  let best: StraightEdge = { x: from, cover: 0 };
  if (rows < 8) return best;
  for (let x = Math.max(3, Math.round(from)); x < Math.min(grey.width - 3, to); x += 1) {
    for (const slope of SLOPES) {
      let up = 0;
      let down = 0;
      for (let y = y0; y < y1; y += 1) {
        const step = stepAt(grey, Math.round(x + slope * (y - (y0 + y1) / 2)), y);
        if (step > STEP) up += 1;
        else if (step < -STEP) down += 1;
      }
      const cover = Math.max(up, down) / rows;
      if (cover > best.cover) best = { x, cover };
    }
  }
  return best;
}

function stepAt({ width, luma }: Grey, x: number, y: number): number {
  if (x < 1 || x >= width - 1) return 0;
  return (luma[y * width + x + 1] ?? 0) - (luma[y * width + x - 1] ?? 0);
}
