import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignChip, CHIP_SIZE, fitSimilarity } from './alignment.ts';
import { CARD_HEIGHT, CARD_WIDTH, cutCard } from './card-layout.ts';
import { poseOf } from './landmarks.ts';
import { measureLight } from './measure.ts';
import { apply, letterbox, mirror, type Pixels, type Point, sample, scaleOf, withMargin } from './pixels.ts';

const similarity = fc.record({
  a: fc.double({ min: 0.2, max: 5, noNaN: true }),
  b: fc.double({ min: -5, max: 5, noNaN: true }),
  tx: fc.double({ min: -300, max: 300, noNaN: true }),
  ty: fc.double({ min: -300, max: 300, noNaN: true }),
});

/** A symmetrical face of 68 points: eyes 60 apart, nose tip and mouth on the middle line. */
function face(): Point[] {
  const points: Point[] = Array.from({ length: 68 }, () => ({ x: 100, y: 100 }));
  const ring = (from: number, count: number, x: number, y: number, radius: number) => {
    for (let i = 0; i < count; i += 1) {
      const angle = (2 * Math.PI * i) / count;
      points[from + i] = { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
    }
  };
  ring(36, 6, 70, 80, 6);
  ring(42, 6, 130, 80, 6);
  ring(48, 20, 100, 140, 15);
  points[30] = { x: 100, y: 112 };
  points[60] = { x: 88, y: 140 };
  points[64] = { x: 112, y: 140 };
  points[62] = { x: 100, y: 138 };
  points[66] = { x: 100, y: 142 };
  return points;
}

const turn = (points: readonly Point[], degrees: number): Point[] => {
  const angle = (degrees * Math.PI) / 180;
  return points.map(({ x, y }) => ({
    x: x * Math.cos(angle) - y * Math.sin(angle),
    y: x * Math.sin(angle) + y * Math.cos(angle),
  }));
};

function gradient(width: number, height: number): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i += 1) data.fill(i % width, i * 3, i * 3 + 3);
  return { width, height, channels: 3, data };
}

describe('alignment', () => {
  it('finds the rotation, scale and shift between two sets of points again', () => {
    fc.assert(
      fc.property(similarity, (map) => {
        const from = [
          { x: 0, y: 0 },
          { x: 90, y: 10 },
          { x: 40, y: 120 },
          { x: -30, y: 60 },
        ];
        const found = fitSimilarity(
          from,
          from.map((point) => apply(map, point.x, point.y)),
        );
        for (const key of ['a', 'b', 'tx', 'ty'] as const) expect(found[key]).toBeCloseTo(map[key], 6);
      }),
    );
  });

  it('follows the face however it is moved, turned and scaled', () => {
    fc.assert(
      fc.property(similarity, (map) => {
        const chip = Array.from({ length: 68 }, (_, i) => ({ x: 40 + ((i * 37) % 70), y: 40 + ((i * 53) % 70) }));
        const there = chip.map((point) => apply(map, point.x, point.y));
        const one = alignChip(chip);
        const other = alignChip(there);
        expect(scaleOf(other)).toBeCloseTo(scaleOf(one) * scaleOf(map), 5);
        const centre = apply(one, CHIP_SIZE / 2, CHIP_SIZE / 2);
        const expected = apply(map, centre.x, centre.y);
        const actual = apply(other, CHIP_SIZE / 2, CHIP_SIZE / 2);
        expect(actual.x).toBeCloseTo(expected.x, 4);
        expect(actual.y).toBeCloseTo(expected.y, 4);
      }),
    );
  });

  it('shows more of the surroundings at a larger zoom, around the same centre', () => {
    const near = alignChip(face());
    const far = alignChip(face(), CHIP_SIZE, 0.25, 1.08);
    expect(scaleOf(far) / scaleOf(near)).toBeCloseTo(1.08, 6);
    expect(apply(far, 75, 75).x).toBeCloseTo(apply(near, 75, 75).x, 6);
  });
});

describe('pose', () => {
  it('of a frontal face is straight', () => {
    const pose = poseOf(face());
    expect(pose.interEye).toBeCloseTo(60, 6);
    expect(pose.yaw).toBeCloseTo(0, 6);
    expect(pose.roll).toBeCloseTo(0, 6);
    expect(pose.pitch).toBeCloseTo(32 / 60, 1);
    expect(pose.mouthOpening).toBeCloseTo(4 / 24, 6);
  });

  it('does not take a tilted head for a turned one', () => {
    fc.assert(
      fc.property(fc.double({ min: -60, max: 60, noNaN: true }), (degrees) => {
        const pose = poseOf(turn(face(), degrees));
        expect(pose.yaw).toBeCloseTo(0, 6);
        expect(pose.roll).toBeCloseTo(degrees, 6);
      }),
    );
  });

  it('of a head turned to a side shows in the nose', () => {
    const points = face();
    points[30] = { x: 112, y: 112 };
    expect(poseOf(points).yaw).toBeCloseTo(0.2, 6);
  });
});

describe('sampling', () => {
  const still = { a: 1, b: 0, tx: 0, ty: 0 };

  it('gives the picture itself when nothing moves', () => {
    const picture = gradient(16, 8);
    expect([...sample(picture, still, 16, 8)]).toEqual([...picture.data]);
  });

  it('averages when it shrinks', () => {
    const half = sample(gradient(16, 8), { ...still, a: 2 }, 8, 4);
    expect(half[0]).toBeCloseTo(0.5, 5);
    expect(half[3]).toBeCloseTo(2.5, 5);
  });

  it('reads RGBA and RGB alike', () => {
    const { width, height, data } = gradient(6, 5);
    const rgba = new Uint8Array(width * height * 4);
    for (let i = 0; i < width * height; i += 1) rgba.set([...data.subarray(i * 3, i * 3 + 3), 9], i * 4);
    const map = { a: 0.7, b: 0.2, tx: 1, ty: -1 };
    const three = sample({ width, height, channels: 3, data }, map, 8, 8);
    expect(sample({ width, height, channels: 4, data: rgba }, map, 8, 8)).toEqual(three);
  });

  it('never leaves the range of the picture, wherever it points', () => {
    fc.assert(
      fc.property(similarity, (map) => {
        for (const value of sample(gradient(7, 9), map, 5, 5)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(6.001);
        }
      }),
    );
  });

  it('letterboxes a wide picture and knows the way back', () => {
    const { cutout, map } = letterbox(gradient(64, 32), 32);
    expect(cutout.data[0]).toBe(0);
    expect(apply(map, 16, 16)).toEqual({ x: 32, y: 16 });
    expect(apply(map, 0, 8)).toEqual({ x: 0, y: 0 });
  });

  it('letterboxes as it samples, however large the picture', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 300 }), fc.integer({ min: 20, max: 300 }), (width, height) => {
        const picture = gradient(width, height);
        const { cutout, map } = letterbox(picture, 32);
        const expected = sample(picture, map, 32, 32, 0);
        expect(cutout.data.every((value, i) => Math.abs(value - (expected[i] ?? 0)) < 0.001)).toBe(true);
      }),
    );
  });

  it('mirrors, and twice is as before', () => {
    const cutout = { size: 4, data: Float32Array.from({ length: 48 }, (_, i) => i) };
    expect(mirror(cutout).data[0]).toBe(9);
    expect(mirror(mirror(cutout)).data).toEqual(cutout.data);
  });

  it('continues the edge', () => {
    const wide = withMargin(gradient(3, 2), 2);
    expect([...wide.data.subarray(0, wide.width * 3)].filter((_, i) => i % 3 === 0)).toEqual([0, 0, 0, 1, 2, 2, 2]);
  });
});

describe('a card portrait', () => {
  it('has the eyes 26 pixels apart at 45 % of its height', () => {
    const photo: Pixels = { width: 200, height: 200, channels: 3, data: new Uint8Array(200 * 200 * 3) };
    for (const [x, y] of [
      [70, 80],
      [130, 80],
    ] as const)
      for (let dy = -3; dy <= 3; dy += 1)
        for (let dx = -3; dx <= 3; dx += 1)
          photo.data.fill(255, ((y + dy) * 200 + x + dx) * 3, ((y + dy) * 200 + x + dx) * 3 + 3);
    const card = cutCard(photo, face());
    expect([card.width, card.height]).toEqual([CARD_WIDTH, CARD_HEIGHT]);
    const at = (x: number, y: number) => card.data[(y * CARD_WIDTH + x) * 3];
    expect(at(38, 56)).toBe(255);
    expect(at(64, 56)).toBe(255);
    expect(at(51, 56)).toBe(0);
  });
});

describe('light', () => {
  const flat = (value: number) => new Float32Array(96 * 96 * 3).fill(value);

  it('is told in one number for a flat grey', () => {
    expect(measureLight(flat(100), 96)).toMatchObject({ bright: 0, dark: 0, imbalance: 0 });
    expect(measureLight(flat(100), 96).luma).toBeCloseTo(100, 3);
    expect(measureLight(flat(100), 96).sharpness).toBeCloseTo(0, 3);
    expect(measureLight(flat(255), 96).bright).toBe(1);
    expect(measureLight(flat(0), 96)).toMatchObject({ dark: 1, imbalance: 0 });
  });

  it('from one side shows as imbalance', () => {
    const face = flat(50).map((value, i) => (Math.floor(i / 3) % 96 < 48 ? 150 : value));
    expect(measureLight(face, 96).imbalance).toBeCloseTo(0.5, 5);
  });

  it('of a picture with edges is sharper than without', () => {
    const striped = flat(50).map((value, i) => (Math.floor(i / 3) % 4 < 2 ? 150 : value));
    expect(measureLight(striped, 96).sharpness).toBeGreaterThan(1000);
  });
});
