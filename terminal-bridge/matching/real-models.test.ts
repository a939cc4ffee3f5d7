/** The real networks on faces from the demonstration photos of the face-api package. Loading costs seconds: few tests. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { systemClock } from '@anban/foundation/clock';
import { createCanvas, type Image, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from '../devices/camera/camera.ts';
import { bandOf, type Calibration, DEFAULT_CALIBRATION, loadCalibration } from './bands.ts';
import { distance } from './engine/describe.ts';
import { RECOGNITION_WEIGHTS } from './engine/networks.ts';
import type { Pixels } from './engine/pixels.ts';
import { throughCard } from './evaluation/compress.ts';
import { createFaceMatcher, EngineFaceMatcher } from './face-matcher.ts';
import { EnginePool } from './pool.ts';

const DEMO = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');

/** Middle of a face and half the side of the square around it, in pixels of a photo. */
interface Place {
  readonly photo: number;
  readonly x: number;
  readonly y: number;
  readonly half: number;
}
const WOMAN: Place = { photo: 6, x: 1272, y: 448, half: 220 };
const OTHER_WOMAN: Place = { photo: 6, x: 354, y: 613, half: 220 };
/** One person in two photos of different months. */
const FRIEND_AT_TABLE: Place = { photo: 1, x: 1577, y: 328, half: 180 };
const FRIEND_IN_SPRING: Place = { photo: 3, x: 1180, y: 368, half: 220 };

const photos = new Map<number, Image>();

function draw(width: number, height: number, paint: (context: SKRSContext2D) => void): Pixels & { jpeg: Buffer } {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#b8b8b8';
  context.fillRect(0, 0, width, height);
  paint(context);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, channels: 4, data, jpeg: canvas.toBuffer('image/jpeg', 92) };
}

function photoOf({ photo }: Place): Image {
  const image = photos.get(photo);
  if (image === undefined) throw new Error('the photo was not loaded');
  return image;
}

const cutOut = (place: Place) =>
  draw(400, 400, (context) =>
    context.drawImage(
      photoOf(place),
      place.x - place.half,
      place.y - place.half,
      2 * place.half,
      2 * place.half,
      0,
      0,
      400,
      400,
    ),
  );

/** A camera frame of 640×480 with these people side by side, everybody swaying a little. */
const frameOf = (places: readonly Place[], sway: number) =>
  draw(640, 480, (context) => {
    const width = 640 / places.length;
    places.forEach((place, i) => {
      const size = Math.min(480, width + 60);
      const { x, y, half } = place;
      context.drawImage(
        photoOf(place),
        x - half,
        y - half,
        2 * half,
        2 * half,
        i * width + (width - size) / 2 + sway,
        (480 - size) / 2 + sway,
        size,
        size,
      );
    });
  }).jpeg;

describe('the real engine', () => {
  let pool: EnginePool;
  let matcher: EngineFaceMatcher;
  let calibration: Calibration;

  beforeAll(async () => {
    for (const number of [1, 3, 6]) photos.set(number, await loadImage(join(DEMO, `sample${number}.jpg`)));
    calibration = loadCalibration(DEFAULT_CALIBRATION, RECOGNITION_WEIGHTS);
    pool = await EnginePool.start({ workers: 1, clock: systemClock });
    matcher = new EngineFaceMatcher(pool, calibration, systemClock);
  });
  afterAll(() => pool.close());

  async function bandBetween(one: Pixels, other: Pixels): Promise<string> {
    const [a, b] = [await pool.describePortrait(one), await pool.describePortrait(other)];
    return a === null || b === null ? 'no face' : bandOf(distance(a, b), calibration);
  }

  /** The person's photo on a chip, as `match` gets it. */
  async function chipOf(place: Place) {
    const card = await pool.cutCard(cutOut(place));
    if (card === null) throw new Error('no face in the photo');
    const { width, height, data } = await throughCard(card);
    return { width, height, data: Uint8Array.from(data) };
  }

  async function* film(places: readonly Place[]): AsyncGenerator<Frame> {
    for (let i = 0; i < 8; i += 1) yield { jpeg: frameOf(places, (i % 4) * 1.5), at: i * 200 };
  }
  const options = () => ({ signal: new AbortController().signal, deadlineMs: 20_000, onGuidance: () => {} });

  it('does not call one person in two photos somebody else', async () => {
    expect(await bandBetween(cutOut(FRIEND_AT_TABLE), cutOut(FRIEND_IN_SPRING))).not.toBe('no-match');
  });

  it('lets the holder of the card pass, and nobody else', async () => {
    const portrait = await chipOf(WOMAN);
    expect(await matcher.match(portrait, film([WOMAN]), options())).toMatchObject({ outcome: 'pass' });
    expect(await matcher.match(portrait, film([OTHER_WOMAN]), options())).toMatchObject({ outcome: 'no-match' });
  });

  it('sees two persons in one frame, and nobody on a wall or in broken bytes', async () => {
    const crowd = await pool.observe(frameOf([WOMAN, OTHER_WOMAN], 0));
    expect(crowd).toEqual({ persons: 2, advice: 'one-person-only', descriptor: null });
    expect(await pool.observe(frameOf([], 0))).toMatchObject({ persons: 0, descriptor: null });
    expect(await pool.observe(frameOf([WOMAN], 0).subarray(0, 500))).toMatchObject({ persons: 0, descriptor: null });
    expect(await pool.describePortrait(draw(102, 126, () => {}))).toBeNull();
  });
});

describe('the start', () => {
  it('is refused in words when WebAssembly is not what runs', async () => {
    await expect(createFaceMatcher({ workers: 1, wasmFolder: '/no/such/folder' })).rejects.toThrow(
      'face matching needs the WebAssembly backend from /no/such/folder',
    );
  });

  it('is refused in words when the calibration is not there', async () => {
    await expect(createFaceMatcher({ calibrationFile: '/no/such/calibration.json' })).rejects.toThrow(
      'calibration.json',
    );
  });
});
