/**
 * Is it flat? Two views of a flat picture differ by a homography, however it is held (a bent one nearly so); two views
 * of a head that turns do not: the nose goes further than the rim. Landmarks of the 68-point scheme.
 */

/** Points that do not move with the expression: brows, nose, eyes; and the rim of the face down to the ears. */
const RIGID = [0, 1, 2, 14, 15, 16, ...range(17, 48)];

/** Root mean square distance, over the distance of the eyes, that is left when `from` is brought onto `to`. */
export interface Residuals {
  /** By shift, turn and one scale: what motion in the picture plane explains. */
  readonly similarity: number;
  /** By a homography: what any motion of something flat explains. */
  readonly homography: number;
}

/** `from`, `to`: x and y of 68 landmarks in turn. */
export function residualsOf(from: Float32Array, to: Float32Array): Residuals {
  const a = normalise(from);
  const b = normalise(to);
  return { similarity: rest(a, b, fit(a, b, false)), homography: rest(a, b, fit(a, b, true)) };
}

type Pair = readonly [number, number];

/** Shifted to the middle and scaled to the distance of the eyes. */
function normalise(points: Float32Array): Pair[] {
  const at = (i: number): Pair => [points[2 * i] ?? 0, points[2 * i + 1] ?? 0];
  const [lx, ly] = at(36);
  const [rx, ry] = at(45);
  const size = Math.hypot(rx - lx, ry - ly) || 1;
  const chosen = RIGID.map(at);
  const mx = chosen.reduce((sum, [x]) => sum + x, 0) / chosen.length;
  const my = chosen.reduce((sum, [, y]) => sum + y, 0) / chosen.length;
  return chosen.map(([x, y]): Pair => [(x - mx) / size, (y - my) / size]);
}

/** Least squares over the linear form; null when the points do not determine it. */
function fit(from: readonly Pair[], to: readonly Pair[], projective: boolean): (p: Pair) => Pair {
  const rows: number[][] = [];
  const values: number[] = [];
  from.forEach(([x, y], i) => {
    const [u, v] = to[i] ?? [0, 0];
    if (projective) {
      rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]);
    } else rows.push([x, -y, 1, 0], [y, x, 0, 1]);
    values.push(u, v);
  });
  const h = solve(rows, values);
  if (!projective) {
    const [a = 1, b = 0, tx = 0, ty = 0] = h;
    return ([x, y]) => [a * x - b * y + tx, b * x + a * y + ty];
  }
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, k = 0] = h;
  return ([x, y]) => {
    const w = g * x + k * y + 1;
    return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
  };
}

function rest(from: readonly Pair[], to: readonly Pair[], map: (p: Pair) => Pair): number {
  const sum = from.reduce((total, point, i) => {
    const [x, y] = map(point);
    const [u, v] = to[i] ?? [0, 0];
    return total + (x - u) ** 2 + (y - v) ** 2;
  }, 0);
  return Math.sqrt(sum / from.length);
}

/** Normal equations by Gauss with pivoting; small ridge against degenerate landmarks. */
function solve(rows: readonly number[][], values: readonly number[]): number[] {
  const n = rows[0]?.length ?? 0;
  const m = Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (_, j) =>
      rows.reduce((s, row) => s + (row[i] ?? 0) * (row[j] ?? 0), i === j ? 1e-9 : 0),
    ),
    rows.reduce((s, row, k) => s + (row[i] ?? 0) * (values[k] ?? 0), 0),
  ]);
  for (let i = 0; i < n; i += 1) {
    const pivot = m
      .slice(i)
      .reduce((best, row, k) => (Math.abs(row[i] ?? 0) > Math.abs(m[best]?.[i] ?? 0) ? i + k : best), i);
    const [one, other] = [m[i], m[pivot]];
    if (one === undefined || other === undefined) return [];
    m[i] = other;
    m[pivot] = one;
    const head = other[i] ?? 1;
    m.forEach((row, k) => {
      if (k === i) return;
      const factor = (row[i] ?? 0) / (head === 0 ? 1e-12 : head);
      for (let j = i; j <= n; j += 1) row[j] = (row[j] ?? 0) - factor * (other[j] ?? 0);
    });
  }
  return m.map((row, i) => (row[n] ?? 0) / (row[i] || 1e-12));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
