/** A bright sheet on the dark mat of a document camera: where it lies, or why it cannot be taken. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { type Gray, type Point, percentile } from './gray.ts';
import { areaOf, hullOf, type Rectangle, smallestRectangle } from './rectangle.ts';

export interface FoundPage {
  readonly rectangle: Rectangle;
  /** Brightness of paper and mat, 0 to 255. */
  readonly paper: number;
  readonly mat: number;
}

export type PageFault = 'documentMissing' | 'documentCutOff';

/** Paper must be so much brighter than the mat. */
const LEAST_CONTRAST = 40;
/** Between mat and paper: low, so that paper in a shadow still counts as paper. */
const PAPER_FROM = 0.3;
const LEAST_AREA = 0.12;
/** Of the rectangle around it: less is no rectangle (a hand on it, a corner folded over). */
const LEAST_FILL = 0.9;
/** A4 is 1.414; what is seen from the side is a little off. */
const SHAPE = { from: 1.25, to: 1.6 };
const EDGE = 2;

/** `picture`: some hundred pixels wide; the answer is in its pixels. */
export function findPage(picture: Gray): Result<FoundPage, PageFault> {
  const { width, height } = picture;
  const mat = percentile(ring(picture), 0.5);
  const brightest = percentile(picture.data, 0.95);
  if (brightest - mat < LEAST_CONTRAST) return fail(mat > 128 ? 'documentCutOff' : 'documentMissing');
  const edge = largestSpot(picture, mat + PAPER_FROM * (brightest - mat));
  const hull = hullOf(edge.points);
  const rectangle = smallestRectangle(hull);
  if (rectangle === null || areaOf(hull) < LEAST_AREA * width * height) return fail('documentMissing');
  if (edge.outside > (width + height) / 50) return fail('documentCutOff');
  const shape = rectangle.long / rectangle.short;
  const isSheet = areaOf(hull) / rectangle.area >= LEAST_FILL && shape >= SHAPE.from && shape <= SHAPE.to;
  return isSheet ? ok({ rectangle, paper: brightest, mat }) : fail('documentMissing');
}

/** The outermost pixels. */
function ring({ data, width, height }: Gray): number[] {
  const pixels: number[] = [];
  for (let x = 0; x < width; x++) pixels.push(data[x] ?? 0, data[(height - 1) * width + x] ?? 0);
  for (let y = 0; y < height; y++) pixels.push(data[y * width] ?? 0, data[y * width + width - 1] ?? 0);
  return pixels;
}

interface Spot {
  /** First and last pixel of each row. */
  readonly points: Point[];
  /** How many of its pixels lie on the edge of the picture. */
  readonly outside: number;
}

/** The largest connected spot of pixels from `threshold` on. */
function largestSpot(picture: Gray, threshold: number): Spot {
  const { width, height } = picture;
  const seen = new Uint8Array(width * height);
  const found = new Int32Array(width * height);
  let best: Spot = { points: [], outside: 0 };
  let most = 0;
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || (picture.data[start] ?? 0) < threshold) continue;
    const count = flood(picture, threshold, start, seen, found);
    if (count <= most) continue;
    most = count;
    best = outline(found.subarray(0, count), width, height);
  }
  return best;
}

/** Writes the pixels of the spot around `start` into `found`, marks them as seen, and answers how many they are. */
function flood({ data, width, height }: Gray, threshold: number, start: number, seen: Uint8Array, found: Int32Array) {
  let count = 0;
  const look = (place: number): void => {
    if (seen[place] === 1 || (data[place] ?? 0) < threshold) return;
    seen[place] = 1;
    found[count] = place;
    count += 1;
  };
  look(start);
  for (let next = 0; next < count; next++) {
    const here = found[next] ?? 0;
    const x = here % width;
    if (x > 0) look(here - 1);
    if (x < width - 1) look(here + 1);
    if (here >= width) look(here - width);
    if (here < width * (height - 1)) look(here + width);
  }
  return count;
}

function outline(pixels: Int32Array, width: number, height: number): Spot {
  const rows = new Map<number, { from: number; to: number }>();
  let outside = 0;
  for (const pixel of pixels) {
    const [x, y] = [pixel % width, Math.trunc(pixel / width)];
    if (x < EDGE || y < EDGE || x >= width - EDGE || y >= height - EDGE) outside += 1;
    const row = rows.get(y);
    if (row === undefined) rows.set(y, { from: x, to: x });
    else {
      row.from = Math.min(row.from, x);
      row.to = Math.max(row.to, x);
    }
  }
  const points = [...rows].flatMap(([y, { from, to }]) => [
    { x: from, y },
    { x: to + 1, y },
    { x: from, y: y + 1 },
    { x: to + 1, y: y + 1 },
  ]);
  return { points, outside };
}
