/** A signature as data: pure, sizes in mm, times in ms since the first touch. */

export interface InkPoint {
  /** From the left and the top of the box. */
  readonly x: number;
  readonly y: number;
  readonly t: number;
  /** 0 to 1; 0.5 from a panel that feels none. */
  readonly pressure: number;
}

export type Stroke = readonly InkPoint[];

export interface Signature {
  readonly width: number;
  readonly height: number;
  readonly strokes: readonly Stroke[];
}

/** A dot, a tick or a tremble is no signature: the pen has travelled, and the writing has an extent. */
export const LEAST_INK_MM = 40;
export const LEAST_EXTENT_MM = 12;

/** Millimetres that the pen travelled on the glass. */
export const inkOf = (strokes: readonly Stroke[]): number =>
  strokes.reduce((sum, stroke) => sum + strokeLength(stroke), 0);

function strokeLength(stroke: Stroke): number {
  let length = 0;
  for (const [place, { x, y }] of stroke.entries()) {
    const before = stroke[place - 1];
    if (before !== undefined) length += Math.hypot(x - before.x, y - before.y);
  }
  return length;
}

export function isEnough(strokes: readonly Stroke[]): boolean {
  const points = strokes.flat();
  if (points.length === 0) return false;
  const extent = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  const widest = Math.max(extent(points.map(({ x }) => x)), extent(points.map(({ y }) => y)));
  return inkOf(strokes) >= LEAST_INK_MM && widest >= LEAST_EXTENT_MM;
}

/** Of a ballpoint pen, by how hard it is pressed. */
export const lineWidth = (pressure: number): number => 0.5 + 0.6 * Math.min(1, Math.max(0, pressure));
