/** The real networks on real faces. Loading costs seconds: few tests. */
import { systemClock } from '@anban/foundation/clock';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from '../devices/camera/camera.ts';
import { bandOf, type Calibration, DEFAULT_CALIBRATION, loadCalibration } from './bands.ts';
import { measureOf } from './engine/metric.ts';
import { RECOGNITION_WEIGHTS } from './engine/networks.ts';
import { throughCard } from './evaluation/compress.ts';
import { createFaceMatcher, EngineFaceMatcher } from './face-matcher.ts';
import { EnginePool } from './pool.ts';
import { isCovered } from './quality-components.ts';
import { type DemoFace, DemoFaces, draw } from './testing/demo-faces.ts';

describe('the real engine', () => {
  let faces: DemoFaces;
  let pool: EnginePool;
  let matcher: EngineFaceMatcher;
  let calibration: Calibration;

  beforeAll(async () => {
    faces = await DemoFaces.load();
    calibration = loadCalibration(DEFAULT_CALIBRATION, RECOGNITION_WEIGHTS);
    pool = await EnginePool.start({ workers: 1, clock: systemClock });
    matcher = new EngineFaceMatcher(pool, calibration, systemClock);
  });
  afterAll(() => pool.close());

  async function bandBetween(one: DemoFace, other: DemoFace): Promise<string> {
    const a = await pool.describePortrait(faces.photo(one));
    const b = await pool.describePortrait(faces.photo(other));
    return a === null || b === null ? 'no face' : bandOf(measureOf(calibration)(a, b), calibration);
  }

  /** The person's photo on a chip, as `match` gets it. */
  async function chipOf(face: DemoFace) {
    const card = await pool.cutCard(faces.photo(face));
    if (card === null) throw new Error('no face in the photo');
    const { width, height, data } = await throughCard(card);
    return { width, height, data: Uint8Array.from(data) };
  }

  async function* film(...shown: DemoFace[]): AsyncGenerator<Frame> {
    for (let i = 0; i < 8; i += 1) yield { jpeg: faces.frame(shown, (i % 4) * 1.5), at: i * 200 };
  }
  const options = () => ({ signal: new AbortController().signal, deadlineMs: 20_000, onGuidance: () => {} });

  it('does not call one person in two photos somebody else', async () => {
    expect(await bandBetween('friendAtTable', 'friendInSpring')).not.toMatch(/no/);
  });

  it('lets the holder of the card pass, and nobody else', async () => {
    const portrait = await chipOf('woman');
    expect(await matcher.match(portrait, film('woman'), options())).toMatchObject({ outcome: 'pass' });
    expect(await matcher.match(portrait, film('otherWoman'), options())).toMatchObject({ outcome: 'no-match' });
  });

  it('sees two persons in one frame, and nobody on a wall or in broken bytes', async () => {
    const crowd = await pool.observe(faces.frame(['woman', 'otherWoman'], 0));
    expect(crowd).toEqual({ persons: 2, advice: 'one-person-only', descriptor: null });
    expect(await pool.observe(faces.frame([], 0))).toMatchObject({ persons: 0, descriptor: null });
    const broken = faces.frame(['woman'], 0).subarray(0, 500);
    expect(await pool.observe(broken)).toMatchObject({ persons: 0, descriptor: null });
    expect(await pool.describePortrait(draw(102, 126, () => {}).pixels)).toBeNull();
  });
});

describe('a mask', () => {
  // Bug: lips were set against the cheeks, and a mask that covers both made no difference between them.
  it('over mouth and cheeks is seen as a cover, on the same face that is bare without it', async () => {
    const faces = await DemoFaces.load();
    const pool = await EnginePool.start({ workers: 1, clock: systemClock });
    for (const who of ['woman', 'otherWoman'] as const) {
      const jpeg = faces.frame([who], 0);
      const bare = (await pool.watch(jpeg))?.face ?? null;
      if (bare === null) throw new Error('no face');
      const masked = (await pool.watch(await withMask(jpeg, bare.points)))?.face ?? null;
      if (masked === null) throw new Error('no face under the mask');
      expect([isCovered(bare), isCovered(masked)]).toEqual([false, true]);
    }
    await pool.close();
  });

  /** A white surgical mask from the bridge of the nose to below the chin, between the ears. */
  async function withMask(jpeg: Buffer, points: Float32Array): Promise<Buffer> {
    const canvas = createCanvas(640, 480);
    const context = canvas.getContext('2d');
    context.drawImage(await loadImage(jpeg), 0, 0);
    const at = (index: number): [number, number] => [points[2 * index] ?? 0, points[2 * index + 1] ?? 0];
    context.fillStyle = '#e6e8eb';
    context.beginPath();
    context.moveTo(...at(29));
    for (let index = 15; index >= 1; index -= 1) context.lineTo(...at(index));
    context.fill();
    return canvas.encode('jpeg', 90);
  }
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
