/** Each passive cue by itself, on pictures and landmarks made for it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../evaluation/intervals.ts';
import { straightEdge } from './edges.ts';
import { PassiveCues } from './passive.ts';
import { residualsOf } from './plane-fit.ts';
import { lonePeak, PATCH } from './spectrum.ts';
import { NOBODY, person } from './testing/signs.ts';

/** Skin as a sensor sees it: soft shades, and noise. */
function skin(random = seeded(7)): Float32Array {
  return Float32Array.from({ length: PATCH * PATCH }, (_, i) => {
    const [x, y] = [i % PATCH, Math.floor(i / PATCH)];
    return 120 + 30 * Math.sin(x / 30) + 20 * Math.cos(y / 25) + 8 * (random() + random() + random() - 1.5);
  });
}

describe('the grid of a screen', () => {
  it('leaves a lone peak where skin has none', () => {
    const grid = skin().map(
      (value, i) => value * (1 + 0.05 * Math.sin(1.07 * (i % PATCH) + 0.3 * Math.floor(i / PATCH))),
    );
    expect(lonePeak(skin())).toBeLessThan(1.7);
    expect(lonePeak(grid)).toBeGreaterThan(2.4);
  });

  it('is not seen in the blocks of a JPEG, eight pixels wide', () => {
    const blocks = skin().map((value, i) => value + ((i % PATCH) % 8 === 0 ? 6 : 0));
    expect(lonePeak(blocks)).toBeLessThan(2);
  });
});

describe('a straight edge beside the face', () => {
  const [width, height] = [160, 120];
  const grey = (of: (x: number, y: number) => number) => ({
    width,
    height,
    luma: Float32Array.from({ length: width * height }, (_, i) => of(i % width, Math.floor(i / width))),
  });

  it('is found upright or leaning a little, wherever it stands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 60 }), fc.double({ min: -0.15, max: 0.15, noNaN: true }), (at, slope) => {
        const sheet = grey((x, y) => (x < at + slope * (y - 60) ? 150 : 230));
        const found = straightEdge(sheet, 5, 75, 30, 90);
        return found.cover > 0.8 && Math.abs(found.x - at) <= 4;
      }),
    );
  });

  it('is not seen in a shoulder, whose edge runs away to the side, nor in an even wall', () => {
    const shoulder = grey((x, y) => (x < 20 + 0.9 * (y - 30) ? 150 : 90));
    expect(straightEdge(shoulder, 5, 75, 30, 90).cover).toBeLessThan(0.6);
    expect(
      straightEdge(
        grey(() => 140),
        5,
        75,
        30,
        90,
      ).cover,
    ).toBe(0);
  });
});

/** Landmarks of a head: an oval rim at the back, the nose in front; unit: distance of the eyes. */
function head(): (readonly [number, number, number])[] {
  return Array.from({ length: 68 }, (_, i) => {
    if (i < 17) {
      const angle = Math.PI * (i / 16);
      return [-1.1 * Math.cos(angle), 0.2 + 1.5 * Math.sin(angle), -0.8] as const;
    }
    if (i < 27) return [-0.9 + ((i - 17) / 9) * 1.8, -0.4, -0.1] as const;
    if (i < 31) return [0, 0.2 + (i - 27) * 0.2, 0.1 + (i - 27) * 0.1] as const;
    if (i < 36) return [-0.2 + (i - 31) * 0.1, 0.9, 0.2] as const;
    const side = i < 42 ? -0.5 : 0.5;
    const k = (i - 36) % 6;
    return [side + 0.2 * Math.cos((k * Math.PI) / 3), 0.08 * Math.sin((k * Math.PI) / 3), -0.1] as const;
  });
}

/** Seen from six eye distances away by somebody who turned this far; `flat`: it is a picture of the head. */
function seen(turn: number, flat: boolean): Float32Array {
  return Float32Array.from(
    head().flatMap(([x, y, z]) => {
      const depth = flat ? 0 : z;
      const [u, w] = [x * Math.cos(turn) + depth * Math.sin(turn), depth * Math.cos(turn) - x * Math.sin(turn)];
      const scale = (6 / (6 - w)) * 80;
      return [320 + u * scale, 240 + y * scale];
    }),
  );
}

describe('flat or not', () => {
  it('a picture that is tilted is explained by a homography, a head that turns is not', () => {
    for (const turn of [0.25, 0.4, -0.35]) {
      const picture = residualsOf(seen(0, true), seen(turn, true));
      const living = residualsOf(seen(0, false), seen(turn, false));
      expect(picture.homography / picture.similarity).toBeLessThan(0.1);
      expect(living.homography / living.similarity).toBeGreaterThan(0.45);
    }
  });
});

describe('the passive cues together', () => {
  const answer = (film: readonly Parameters<PassiveCues['see']>[0][]) => {
    const cues = new PassiveCues();
    for (const signs of film) cues.see(signs);
    return cues.answer;
  };
  const times = (count: number, of: (i: number) => ReturnType<typeof person>) =>
    Array.from({ length: count }, (_, i) => of(i));

  it('need six frames with a straight face before they say anything', () => {
    expect(answer(times(5, () => person()))).toBe('too-little');
    expect(
      answer([...times(5, () => person()), ...times(20, () => NOBODY), ...times(9, () => person({ yaw: 0.3 }))]),
    ).toBe('too-little');
    expect(answer(times(6, () => person()))).toBe('living');
  });

  it('know a screen by its grid, or by a border that shines by itself', () => {
    expect(answer(times(8, () => person({ peak: 2.6 })))).toBe('screen');
    expect(answer(times(8, (i) => person({ edge: 1, glow: 1 + 0.05 * (i % 2) })))).toBe('screen');
  });

  it('know a print by a border that does not, and one slip of the landmarks changes nothing', () => {
    expect(answer(times(8, () => person({ edge: 1 })))).toBe('flat');
    expect(answer(times(9, (i) => person({ edge: i === 4 ? 1 : 0.2, peak: i === 5 ? 3 : 1 })))).toBe('living');
  });

  it('know a flat thing without a border by how it moves', () => {
    const tilts = [0, 0.02, 0.3, 0.35, 0.4, 0.35, 0.3, 0.02];
    expect(answer(tilts.map((turn) => person({ points: seen(turn, true) })))).toBe('flat');
    expect(answer(tilts.map((turn) => person({ points: seen(turn, false) })))).toBe('living');
  });
});
