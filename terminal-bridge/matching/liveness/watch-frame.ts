/** From pixels and landmarks to signs. Runs in the worker; what it makes of the pixels is wiped before it answers. */
import { centreOf, LEFT_EYE, MOUTH, RIGHT_EYE } from '../engine/landmarks.ts';
import { frameLuma, measureFace } from '../engine/measure.ts';
import type { Detection } from '../engine/networks.ts';
import type { Pixels, Point } from '../engine/pixels.ts';
import { type Grey, straightEdge } from './edges.ts';
import type { FaceSigns, Signs } from './signs.ts';
import { lonePeak, PATCH } from './spectrum.ts';

const THUMBNAIL = { width: 32, height: 24 } as const;
/** Width at which edges are looked for: a bezel is still several pixels wide, noise is averaged out. */
const EDGE_WIDTH = 160;

/** `face`: the one person's, or null. */
export function signsOf(
  frame: Pixels,
  persons: number,
  face: { readonly box: Detection; readonly points: readonly Point[] } | null,
): Signs {
  const luma = frameLuma(frame);
  return {
    width: frame.width,
    height: frame.height,
    persons,
    luma,
    thumbnail: thumbnailOf(frame),
    face: face === null ? null : faceSigns(frame, luma, face.box, face.points),
  };
}

function faceSigns(frame: Pixels, luma: number, box: Detection, points: readonly Point[]): FaceSigns {
  const measures = measureFace(frame, box, points);
  const patch = facePatch(frame, points);
  const small = shrink(frame, EDGE_WIDTH, Math.round((frame.height * EDGE_WIDTH) / frame.width));
  const scale = frame.width / EDGE_WIDTH;
  const [left, right] = [box.x / scale, (box.x + box.width) / scale];
  const [top, bottom] = [(box.y - 0.1 * box.height) / scale, (box.y + 1.1 * box.height) / scale];
  const found = {
    left: straightEdge(small, left - (right - left) * 1.4, left - 1, top, bottom),
    right: straightEdge(small, right + 1, right + (right - left) * 1.4, top, bottom),
  };
  const share = (box.width * box.height) / (frame.width * frame.height);
  const rest = share < 0.9 ? Math.max(1, (luma - measures.luma * share) / (1 - share)) : luma;
  const signs = {
    points: Float32Array.from(points.flatMap(({ x, y }) => [x, y])),
    measures,
    eyeDetail: Math.min(detail(frame, points, LEFT_EYE), detail(frame, points, RIGHT_EYE)) / Math.max(1, measures.luma),
    mouthDetail: detail(frame, points, MOUTH) / Math.max(1, measures.luma),
    lipRedness: redness(frame, points.slice(...MOUTH)) - redness(frame, cheeks(points)),
    peak: lonePeak(patch),
    edges: {
      left: { x: found.left.x * scale, cover: found.left.cover },
      right: { x: found.right.x * scale, cover: found.right.cover },
    },
    contrast: spread(patch),
    glow: measures.luma / rest,
  };
  patch.fill(0);
  small.luma.fill(0);
  return signs;
}

const lumaAt = ({ data, width, channels }: Pixels, x: number, y: number): number => {
  const at = (y * width + x) * channels;
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
};
const within = (value: number, size: number) => Math.min(size - 1, Math.max(0, Math.round(value)));

/** The middle of the face at the frame's own resolution: any scaling would move or remove the peaks. */
function facePatch(frame: Pixels, points: readonly Point[]): Float32Array {
  const nose = points[30] ?? { x: frame.width / 2, y: frame.height / 2 };
  const patch = new Float32Array(PATCH * PATCH);
  for (let y = 0; y < PATCH; y += 1)
    for (let x = 0; x < PATCH; x += 1)
      patch[y * PATCH + x] = lumaAt(
        frame,
        within(nose.x + x - PATCH / 2, frame.width),
        within(nose.y + y - PATCH / 2, frame.height),
      );
  return patch;
}

function spread(patch: Float32Array): number {
  const sorted = patch.slice().sort();
  const result = (sorted[Math.floor(sorted.length * 0.98)] ?? 0) - (sorted[Math.floor(sorted.length * 0.02)] ?? 0);
  sorted.fill(0);
  return result;
}

/** Standard deviation of luma around an eye or the mouth. */
function detail(frame: Pixels, points: readonly Point[], part: readonly [number, number]): number {
  const { x, y } = centreOf(points, part);
  const outline = points.slice(...part);
  const half = (Math.max(...outline.map((p) => p.x)) - Math.min(...outline.map((p) => p.x))) / 2;
  let [sum, squares, count] = [0, 0, 0];
  for (let dy = -half * 0.6; dy <= half * 0.6; dy += 1) {
    for (let dx = -half; dx <= half; dx += 1) {
      const value = lumaAt(frame, within(x + dx, frame.width), within(y + dy, frame.height));
      sum += value;
      squares += value * value;
      count += 1;
    }
  }
  return count === 0 ? 0 : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

/** Half-way from the jaw to the nose on both sides. */
function cheeks(points: readonly Point[]): Point[] {
  const nose = points[30];
  if (nose === undefined) return [];
  return [2, 3, 13, 14].flatMap((index) => {
    const jaw = points[index];
    return jaw === undefined ? [] : [{ x: (jaw.x + nose.x) / 2, y: (jaw.y + nose.y) / 2 }];
  });
}

/** Mean of (R−G)/(R+G+B) in squares of five pixels around the points. */
function redness(frame: Pixels, points: readonly Point[]): number {
  let [sum, count] = [0, 0];
  for (const point of points) {
    for (let dy = -2; dy <= 2; dy += 1) {
      for (let dx = -2; dx <= 2; dx += 1) {
        const at =
          (within(point.y + dy, frame.height) * frame.width + within(point.x + dx, frame.width)) * frame.channels;
        const [r, g, b] = [frame.data[at] ?? 0, frame.data[at + 1] ?? 0, frame.data[at + 2] ?? 0];
        sum += (r - g) / Math.max(1, r + g + b);
        count += 1;
      }
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Luma at `width`×`height`, each pixel the mean of about nine that fall into it. */
function shrink(frame: Pixels, width: number, height: number): Grey {
  const luma = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (const dy of [0.17, 0.5, 0.83])
        for (const dx of [0.17, 0.5, 0.83])
          sum += lumaAt(
            frame,
            Math.floor(((x + dx) * frame.width) / width),
            Math.floor(((y + dy) * frame.height) / height),
          );
      luma[y * width + x] = sum / 9;
    }
  return { width, height, luma };
}

function thumbnailOf(frame: Pixels): Float32Array {
  const { width, height } = THUMBNAIL;
  const thumbnail = new Float32Array(width * height);
  const [sx, sy] = [frame.width / width, frame.height / height];
  const step = Math.max(1, Math.floor(sx / 7));
  let mean = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let [sum, count] = [0, 0];
      for (let v = Math.floor(y * sy); v < (y + 1) * sy; v += step)
        for (let u = Math.floor(x * sx); u < (x + 1) * sx; u += step) {
          sum += lumaAt(frame, within(u, frame.width), within(v, frame.height));
          count += 1;
        }
      thumbnail[y * width + x] = sum / count;
      mean += sum / count / thumbnail.length;
    }
  thumbnail.forEach((value, i) => {
    thumbnail[i] = value - mean;
  });
  return thumbnail;
}
