/** The smallest rectangle around points, however it is turned. */
import type { Point } from './gray.ts';

export interface Rectangle {
  readonly centre: Point;
  /** The longer side. */
  readonly long: number;
  readonly short: number;
  /** By how much the sheet is turned from the nearest upright or lying position, degrees, −45 to 45, clockwise. */
  readonly angle: number;
  /** The longer side lies rather than stands. */
  readonly lying: boolean;
  readonly area: number;
}

const cross = (o: Point, a: Point, b: Point): number => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);

/** Andrew's monotone chain, anticlockwise. */
export function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      for (;;) {
        const [a, b] = [chain.at(-2), chain.at(-1)];
        if (a === undefined || b === undefined || cross(a, b, point) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half([...sorted].reverse())];
}

export function areaOf(hull: readonly Point[]): number {
  const twice = hull.reduce((sum, a, i) => {
    const b = hull[(i + 1) % hull.length] ?? a;
    return sum + a.x * b.y - b.x * a.y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** One of its sides lies on a side of the hull. Null for fewer than three points that span no area. */
export function smallestRectangle(hull: readonly Point[]): Rectangle | null {
  let best: Rectangle | null = null;
  for (const [i, a] of hull.entries()) {
    const b = hull[(i + 1) % hull.length] ?? a;
    const turn = Math.atan2(b.y - a.y, b.x - a.x);
    const found = rectangleAt(hull, turn);
    if (found.area > 0 && (best === null || found.area < best.area)) best = found;
  }
  return best;
}

function rectangleAt(hull: readonly Point[], turn: number): Rectangle {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const along = hull.map(({ x, y }) => x * cos + y * sin);
  const across = hull.map(({ x, y }) => y * cos - x * sin);
  const [u0, u1, v0, v1] = [Math.min(...along), Math.max(...along), Math.min(...across), Math.max(...across)];
  const [width, height] = [u1 - u0, v1 - v0];
  const [u, v] = [(u0 + u1) / 2, (v0 + v1) / 2];
  const degrees = (turn * 180) / Math.PI;
  const quarters = Math.round(degrees / 90);
  // After an odd number of quarter turns, what runs along the side stands.
  const alongLies = quarters % 2 === 0;
  return {
    centre: { x: u * cos - v * sin, y: u * sin + v * cos },
    long: Math.max(width, height),
    short: Math.min(width, height),
    angle: degrees - quarters * 90,
    lying: alongLies === width >= height,
    area: width * height,
  };
}
