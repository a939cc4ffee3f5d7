import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bandOf, DEFAULT_CALIBRATION, loadCalibration } from './bands.ts';
import { RECOGNITION_WEIGHTS } from './engine/networks.ts';

const BANDS = { passAtMost: 0.4, noMatchAbove: 0.6 };

describe('the band of a distance', () => {
  it.each([
    [0, 'pass'],
    [0.4, 'pass'],
    [0.4001, 'officer'],
    [0.6, 'officer'],
    [0.6001, 'no-match'],
    [Number.POSITIVE_INFINITY, 'no-match'],
    [Number.NaN, 'officer'],
  ])('%d: %s', (distance, band) => {
    expect(bandOf(distance, BANDS)).toBe(band);
  });

  it('never gets better as the distance grows', () => {
    const order = ['pass', 'officer', 'no-match'];
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (one, more) => {
          expect(order.indexOf(bandOf(one + more, BANDS))).toBeGreaterThanOrEqual(order.indexOf(bandOf(one, BANDS)));
        },
      ),
    );
  });
});

describe('the calibration', () => {
  let folder: string;
  const weights = () => join(folder, 'weights.bin');
  const file = () => join(folder, 'calibration.json');

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'anban-bands-'));
    writeFileSync(weights(), 'weights');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function good() {
    return {
      id: 'test',
      engine: 'test',
      modelDigest: createHash('sha256').update('weights').digest('hex'),
      metric: 'euclidean',
      ...BANDS,
      howMade: 'by hand',
      measurements: [
        {
          population: 'nobody',
          firstPicture: 'as-it-is',
          genuinePairs: 1,
          impostorPairs: 1,
          undetected: 0,
          fnmrAtPass: 0,
          fmrAtPass: 0,
          genuineNoMatch: 0,
          impostorNoMatch: 1,
        },
      ],
    };
  }
  const load = (content: object) => {
    writeFileSync(file(), JSON.stringify(content));
    return loadCalibration(file(), weights());
  };

  it('that comes with the program belongs to the weights that come with it', () => {
    const calibration = loadCalibration(DEFAULT_CALIBRATION, RECOGNITION_WEIGHTS);
    expect(calibration.passAtMost).toBeLessThan(0.6);
  });

  it('is read', () => {
    expect(load(good())).toMatchObject(BANDS);
  });

  it('for other weights is refused, in words', () => {
    expect(() => load({ ...good(), modelDigest: '0'.repeat(64) })).toThrow(/was made for weights 000000000000/);
  });

  it('whose bands are swapped is refused', () => {
    expect(() => load({ ...good(), passAtMost: 0.7 })).toThrow(/passAtMost must be below noMatchAbove/);
  });

  it('without its error rates is refused', () => {
    expect(() => load({ ...good(), measurements: [] })).toThrow(/measurements/);
  });

  it('that is not there is refused by name', () => {
    expect(() => loadCalibration(join(folder, 'none.json'), weights())).toThrow(/none\.json/);
  });
});
