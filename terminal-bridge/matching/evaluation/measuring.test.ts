import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { throughCard } from './compress.ts';
import { parsePairs } from './pairs.ts';
import { equalErrorRate, falseMatchRate, falseNonMatchRate, median, thresholdAtFalseMatchRate } from './rates.ts';

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('error rates', () => {
  it('of distances that do not overlap are zero', () => {
    const scores = { genuine: [0.1, 0.2, 0.3], impostor: range(1000).map((i) => 0.5 + i / 1000) };
    const threshold = thresholdAtFalseMatchRate(scores, 0.001) ?? 0;
    expect(threshold).toBeCloseTo(0.501, 5);
    expect(falseNonMatchRate(scores, threshold)).toBe(0);
    expect(equalErrorRate(scores)).toBe(0);
  });

  it('count a genuine pair without a face as refused and an impostor pair as rejected', () => {
    const scores = { genuine: [0.1, Number.POSITIVE_INFINITY], impostor: [0.8, Number.POSITIVE_INFINITY] };
    expect(falseNonMatchRate(scores, 0.7)).toBe(0.5);
    expect(falseMatchRate(scores, 0.9)).toBe(0.5);
    expect(thresholdAtFalseMatchRate(scores, 0.001)).toBeCloseTo(0.8, 5);
  });

  it('are not told without pairs of both kinds', () => {
    expect(thresholdAtFalseMatchRate({ genuine: [0.1], impostor: [] }, 0.01)).toBeNull();
    expect(falseNonMatchRate({ genuine: [], impostor: [0.1] }, 0.5)).toBeNull();
    expect(equalErrorRate({ genuine: [], impostor: [0.1] })).toBeNull();
  });

  it('of distances that mean nothing are a half', () => {
    const scores = { genuine: range(100), impostor: range(100) };
    expect(equalErrorRate(scores)).toBeCloseTo(0.5, 1);
  });

  it('never match more impostors than the rate allows, and one step further they would', () => {
    const distances = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(distances, fc.constantFrom(0.001, 0.01, 0.1), (impostor, rate) => {
        const scores = { genuine: [], impostor };
        const threshold = thresholdAtFalseMatchRate(scores, rate) ?? 0;
        expect(falseMatchRate(scores, threshold)).toBeLessThanOrEqual(rate);
        expect(falseMatchRate(scores, threshold + 2e-6)).toBeGreaterThan(rate - 1 / impostor.length);
      }),
    );
  });

  it('and the median', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null]);
  });
});

describe('a list of pairs', () => {
  it('is read with any line ends, a byte order mark and more columns than needed', () => {
    const pairs = parsePairs('\uFEFFnote,fileA,fileB,same\r\nx,a.jpg,b.jpg,1\r\n,a.jpg,sub/c.jpg,0\r\n', '/faces');
    expect(pairs).toEqual([
      { fileA: '/faces/a.jpg', fileB: '/faces/b.jpg', same: true },
      { fileA: '/faces/a.jpg', fileB: '/faces/sub/c.jpg', same: false },
    ]);
  });

  it.each([
    ['without a column', 'fileA,fileB\na,b\n', /missing: same/],
    ['with another word for same', 'fileA,fileB,same\na,b,maybe\n', /row 2/],
    ['with a file left out', 'fileA,fileB,same\na,b,1\n,b,0\n', /row 3/],
    ['without rows', 'fileA,fileB,same\n', /no pairs/],
    ['that is empty', '', /needs the columns/],
    ['that is no CSV', 'fileA,fileB,same\n"a,b,1\n', /no CSV/],
  ])('%s is refused in words', (_, text, message) => {
    expect(() => parsePairs(text, '/faces')).toThrow(message);
  });
});

describe('the compression of a card', () => {
  const noise = Uint8Array.from({ length: 102 * 126 * 3 }, (_, i) => (i * 7919 + ((i * i) % 251)) % 256);

  it('keeps the size, loses detail, and copes with a picture that is nothing but detail', async () => {
    const result = await throughCard({ width: 102, height: 126, channels: 3, data: noise });
    expect([result.width, result.height, result.data.length]).toEqual([102, 126, noise.length]);
    expect(result.data.some((value, i) => Math.abs(value - (noise[i] ?? 0)) > 20)).toBe(true);
  });
});
