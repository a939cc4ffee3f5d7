/** What can be told of a face in a frame before it is compared. Numbers only; `quality.ts` judges them. */
import type { Pose } from './landmarks.ts';
import { poseOf } from './landmarks.ts';
import type { Detection } from './networks.ts';
import { type Pixels, type Point, sample } from './pixels.ts';

export interface Light {
  /** Mean luma (ITU-R BT.601) of the face, 0–255. */
  readonly luma: number;
  /** Share of pixels at 250 or above, 0–1. */
  readonly bright: number;
  /** Share of pixels at 20 or below, 0–1. */
  readonly dark: number;
  /** |left − right| over the mean, 0–1: light from one side only. */
  readonly imbalance: number;
  /** Variance of the Laplacian over the face at 96 pixels. Blurred: below 60. */
  readonly sharpness: number;
}

export interface FaceMeasures extends Pose, Light {
  /** Of the detector, 0–1. */
  readonly score: number;
  /** Longer side of the face over the shorter side of the frame. */
  readonly fill: number;
  /** Smallest distance of the face from an edge of the frame, over the width of the face; negative: cut off. */
  readonly clearance: number;
  /** Face centre from frame centre, over the frame's size, the larger of both directions, 0–0.5. */
  readonly offCentre: number;
}

const FACE_SIZE = 96;

export function measureFace(frame: Pixels, box: Detection, points: readonly Point[]): FaceMeasures {
  const size = Math.max(box.width, box.height);
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const scale = size / FACE_SIZE;
  const map = { a: scale, b: 0, tx: centre.x - size / 2, ty: centre.y - size / 2 };
  const face = sample(frame, map, FACE_SIZE, FACE_SIZE);
  const light = measureLight(face, FACE_SIZE);
  face.fill(0);
  return {
    ...poseOf(points),
    ...light,
    score: box.score,
    fill: size / Math.min(frame.width, frame.height),
    clearance: Math.min(box.x, box.y, frame.width - box.x - box.width, frame.height - box.y - box.height) / box.width,
    offCentre: Math.max(Math.abs(centre.x / frame.width - 0.5), Math.abs(centre.y / frame.height - 0.5)),
  };
}

/** `face` is RGB float, `size`×`size`. */
export function measureLight(face: Float32Array, size: number): Light {
  const lumas = new Float32Array(size * size);
  let sum = 0;
  let left = 0;
  let bright = 0;
  let dark = 0;
  for (let i = 0; i < lumas.length; i += 1) {
    const value = luma(face[i * 3] ?? 0, face[i * 3 + 1] ?? 0, face[i * 3 + 2] ?? 0);
    lumas[i] = value;
    sum += value;
    if (i % size < size / 2) left += value;
    if (value >= 250) bright += 1;
    if (value <= 20) dark += 1;
  }
  const result = {
    luma: sum / lumas.length,
    bright: bright / lumas.length,
    dark: dark / lumas.length,
    imbalance: sum === 0 ? 0 : Math.abs(2 * left - sum) / sum,
    sharpness: laplacianVariance(lumas, size),
  };
  lumas.fill(0);
  return result;
}

/** Mean luma of a whole frame, from every eighth pixel in both directions. */
export function frameLuma(frame: Pixels): number {
  let sum = 0;
  let count = 0;
  for (let y = 4; y < frame.height; y += 8) {
    for (let x = 4; x < frame.width; x += 8) {
      const at = (y * frame.width + x) * frame.channels;
      sum += luma(frame.data[at] ?? 0, frame.data[at + 1] ?? 0, frame.data[at + 2] ?? 0);
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}

const luma = (red: number, green: number, blue: number) => 0.299 * red + 0.587 * green + 0.114 * blue;

function laplacianVariance(luma: Float32Array, size: number): number {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < size - 1; y += 1) {
    for (let x = 1; x < size - 1; x += 1) {
      const i = y * size + x;
      const around = (luma[i - 1] ?? 0) + (luma[i + 1] ?? 0) + (luma[i - size] ?? 0) + (luma[i + size] ?? 0);
      const value = around - 4 * (luma[i] ?? 0);
      sum += value;
      squares += value * value;
    }
  }
  const count = (size - 2) ** 2;
  return squares / count - (sum / count) ** 2;
}
