/** Finding faces and their landmarks in a picture, in pixels of that picture. */
import type { Detection, Networks } from './networks.ts';
import { apply, letterbox, type Pixels, type Point, sample, scaleOf, withMargin } from './pixels.ts';

export interface FoundFace {
  readonly box: Detection;
  readonly points: readonly Point[];
}

const LANDMARK_SIZE = 112;
const CERTAIN = 0.5;
const LIKELY = 0.4;
/** Only for pictures that are known to show a face and in which nothing was found otherwise. */
const FAINT = 0.25;

/**
 * Faces of a camera picture, the largest first: TinyFaceDetector at 224 (37 ms), and at 320 when that sees nobody.
 * Once somebody is seen for certain, a second face is believed sooner: a by-stander must not be overlooked.
 */
export async function detectInFrame(networks: Networks, frame: Pixels): Promise<Detection[]> {
  for (const size of [224, 320]) {
    const found = await detectTiny(networks, frame, size, LIKELY);
    if (found.some((face) => face.score >= CERTAIN)) return found;
  }
  return [];
}

/**
 * The face of a portrait or photo. Its edge is continued first, because the detector misses faces that fill the
 * picture; then small inputs to large, then the thorough network, then fainter answers.
 */
export async function findInPortrait(networks: Networks, portrait: Pixels): Promise<FoundFace | null> {
  const margin = Math.round(Math.max(portrait.width, portrait.height) / 3);
  const padded = withMargin(portrait, margin);
  const box = await searchPortrait(networks, padded);
  if (box === undefined) return null;
  const points = await landmarksOf(networks, padded, box);
  const back = (point: Point) => ({ x: point.x - margin, y: point.y - margin });
  return { box: { ...box, x: box.x - margin, y: box.y - margin }, points: points.map(back) };
}

async function searchPortrait(networks: Networks, padded: Pixels): Promise<Detection | undefined> {
  const attempts = [
    () => detectTiny(networks, padded, 224, CERTAIN),
    () => detectTiny(networks, padded, 160, CERTAIN),
    () => detectTiny(networks, padded, 416, CERTAIN),
    () => detectSsd(networks, padded, CERTAIN),
    () => detectTiny(networks, padded, 224, FAINT),
    () => detectSsd(networks, padded, FAINT),
  ];
  for (const attempt of attempts) {
    const [largest] = await attempt();
    if (largest !== undefined) return largest;
  }
  return undefined;
}

/** The 68 landmarks of the face in `box`. */
export async function landmarksOf(networks: Networks, picture: Pixels, box: Detection): Promise<Point[]> {
  const scale = Math.max(box.width, box.height) / LANDMARK_SIZE;
  const map = {
    a: scale,
    b: 0,
    tx: box.x + box.width / 2 - (LANDMARK_SIZE * scale) / 2,
    ty: box.y + box.height / 2 - (LANDMARK_SIZE * scale) / 2,
  };
  const cutout = { size: LANDMARK_SIZE, data: sample(picture, map, LANDMARK_SIZE, LANDMARK_SIZE) };
  const points = await networks.landmarks(cutout);
  cutout.data.fill(0);
  return points.map((point) => apply(map, point.x, point.y));
}

const detectTiny = (networks: Networks, picture: Pixels, size: number, atLeast: number) =>
  detectScaled(picture, size, (cutout) => networks.detect(cutout, atLeast));

const detectSsd = (networks: Networks, picture: Pixels, atLeast: number) =>
  detectScaled(picture, 512, (cutout) => networks.detectThoroughly(cutout, atLeast));

async function detectScaled(
  picture: Pixels,
  size: number,
  detect: (cutout: { size: number; data: Float32Array }) => Promise<Detection[]>,
): Promise<Detection[]> {
  const { cutout, map } = letterbox(picture, size);
  const found = await detect(cutout);
  cutout.data.fill(0);
  const scale = scaleOf(map);
  return found
    .map((box) => {
      const corner = apply(map, box.x, box.y);
      return { x: corner.x, y: corner.y, width: box.width * scale, height: box.height * scale, score: box.score };
    })
    .sort((one, other) => other.width * other.height - one.width * one.height);
}
