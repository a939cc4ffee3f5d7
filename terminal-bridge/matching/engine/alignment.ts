/**
 * The face as the recognition network was taught to see it: dlib's `get_face_chip_details`, 150 pixels, padding 0.25.
 * The public crop of face-api is another one and costs a factor five in false refusals.
 */
import { type Cutout, type Pixels, type Point, type Similarity, sample } from './pixels.ts';

export const CHIP_SIZE = 150;
const CHIP_PADDING = 0.25;

/** dlib's mean face, points 17 to 67 of the 68, in a unit square (image_transforms/interpolation.h). */
const MEAN_FACE_X = [
  0.000213256, 0.0752622, 0.18113, 0.29077, 0.393397, 0.586856, 0.689483, 0.799124, 0.904991, 0.98004, 0.490127,
  0.490127, 0.490127, 0.490127, 0.36688, 0.426036, 0.490127, 0.554217, 0.613373, 0.121737, 0.187122, 0.265825, 0.334606,
  0.260918, 0.182743, 0.645647, 0.714428, 0.793132, 0.858516, 0.79751, 0.719335, 0.254149, 0.340985, 0.428858, 0.490127,
  0.551395, 0.639268, 0.726104, 0.642159, 0.556721, 0.490127, 0.423532, 0.338094, 0.290379, 0.428096, 0.490127,
  0.552157, 0.689874, 0.553364, 0.490127, 0.42689,
];
const MEAN_FACE_Y = [
  0.106454, 0.038915, 0.0187482, 0.0344891, 0.0773906, 0.0773906, 0.0344891, 0.0187482, 0.038915, 0.106454, 0.203352,
  0.307009, 0.409805, 0.515625, 0.587326, 0.609345, 0.628106, 0.609345, 0.587326, 0.216423, 0.178758, 0.179852,
  0.231733, 0.245099, 0.244077, 0.231733, 0.179852, 0.178758, 0.216423, 0.244077, 0.245099, 0.780233, 0.745405,
  0.727388, 0.742578, 0.727388, 0.745405, 0.780233, 0.864805, 0.902192, 0.909281, 0.902192, 0.864805, 0.784792,
  0.778746, 0.785343, 0.778746, 0.784792, 0.824182, 0.831803, 0.824182,
];

const FIRST = 17;
/** dlib leaves out the eyebrows (17–26) and the lower lip (55–59): they move with the expression. */
const isRigid = (index: number) => index > 26 && (index < 55 || index > 59);

/**
 * Where each pixel of the chip lies in the picture. `zoom` over 1 shows more of the surroundings.
 * `points` are the 68 landmarks in pixels of the picture.
 */
export function alignChip(points: readonly Point[], size = CHIP_SIZE, padding = CHIP_PADDING, zoom = 1): Similarity {
  const from: Point[] = [];
  const to: Point[] = [];
  points.forEach((point, index) => {
    const x = MEAN_FACE_X[index - FIRST];
    const y = MEAN_FACE_Y[index - FIRST];
    if (x === undefined || y === undefined || !isRigid(index)) return;
    const place = (value: number) => ((padding + value) / (2 * padding + 1) - 0.5) * (size / zoom) + size / 2;
    from.push({ x: place(x), y: place(y) });
    to.push(point);
  });
  return fitSimilarity(from, to);
}

/** dlib's chip out of a picture, RGB 0–255. */
export function cutChip(picture: Pixels, points: readonly Point[], zoom = 1): Cutout {
  const map = alignChip(points, undefined, undefined, zoom);
  return { size: CHIP_SIZE, data: sample(picture, map, CHIP_SIZE, CHIP_SIZE) };
}

/** The rotation, scale and shift that bring `from` nearest to `to` (least squares). */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  const f = mean(from);
  const t = mean(to);
  let along = 0;
  let across = 0;
  let spread = 0;
  from.forEach((point, index) => {
    const target = to[index];
    if (target === undefined) throw new Error('the two lists of points differ in length');
    const [x, y, u, v] = [point.x - f.x, point.y - f.y, target.x - t.x, target.y - t.y];
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  });
  const a = along / spread;
  const b = across / spread;
  return { a, b, tx: t.x - a * f.x + b * f.y, ty: t.y - b * f.x - a * f.y };
}

function mean(points: readonly Point[]): Point {
  const sum = points.reduce((total, point) => ({ x: total.x + point.x, y: total.y + point.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
