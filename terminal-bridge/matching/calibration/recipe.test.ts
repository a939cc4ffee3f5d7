import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Calibration, DEFAULT_CALIBRATION } from '../bands.ts';
import { bandsOfAll, centreOf, type MeasuredList, photosIn, shippedRecipe } from './recipe.ts';
import { differences } from './run-recalibrate.ts';

const shipped = Calibration.parse(JSON.parse(readFileSync(DEFAULT_CALIBRATION, 'utf8')));

describe('the recipe of the shipped calibration', () => {
  it('says of it what it says of itself, list by list, on both paths', () => {
    const { id, howMade, centre, lists } = shippedRecipe();
    expect([id, howMade, centre.howMade, centre.othersAtMost]).toEqual([
      shipped.id,
      shipped.howMade,
      shipped.centre?.howMade,
      shipped.centre?.othersAtMost,
    ]);
    const said = shipped.measurements.map(({ population, firstPicture }) => [population, firstPicture]);
    expect(said).toEqual(
      lists.flatMap(({ population }) => ['card-portrait', 'as-it-is'].map((path) => [population, path])),
    );
  });

  it('a centre is a share of the mean of the photos', () => {
    expect(centreOf([Float32Array.of(0.2, -1), Float32Array.of(0.4, 0)], 0.5)).toEqual([0.15, -0.25]);
  });

  it('the photos of the centre stand in a list beside it, and a row without one is refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'recipe-'));
    writeFileSync(join(folder, 'centre.csv'), 'file,who\na.jpg,one\nsub/b.jpg,two\n');
    expect(photosIn(folder, 'centre.csv')).toEqual([join(folder, 'a.jpg'), join(folder, 'sub/b.jpg')]);
    for (const text of ['file,who\n,one\n', 'photo\na.jpg\n', '']) {
      writeFileSync(join(folder, 'centre.csv'), text);
      expect(() => photosIn(folder, 'centre.csv')).toThrow('each row names a "file"');
    }
    expect(() => photosIn(folder, 'other.csv')).toThrow('cannot read');
    rmSync(folder, { recursive: true });
  });
});

describe('bands made on one list and tried on others', () => {
  const list = (population: string, genuine: number, impostor: number): MeasuredList => ({
    ...{ population, firstPicture: 'card-portrait', undetected: 0 },
    scores: {
      genuine: Array.from({ length: 100 }, (_, i) => genuine + i / 1000),
      impostor: Array.from({ length: 4000 }, (_, i) => impostor + i / 10_000),
    },
  });

  it('are those of the first list alone, whatever the others are', () => {
    const one = bandsOfAll([list('one', 0.1, 0.3), list('other', 0.25, 0.2)]);
    const alone = bandsOfAll([list('one', 0.1, 0.3)]);
    if (one.kind !== 'made' || alone.kind !== 'made') throw new Error('not made');
    expect([one.bands.passAtMost, one.bands.noMatchAbove]).toEqual([alone.bands.passAtMost, alone.bands.noMatchAbove]);
    expect(one.bands.measurements.map(({ population }) => population)).toEqual(['one', 'other']);
    expect(one.bands.measurements[0]).toEqual(alone.bands.measurements[0]);
    expect(one.bands.measurements[1]?.fmrAtPass).toBeGreaterThan(0.1);
  });

  it('are refused where the first list is too short', () => {
    expect(bandsOfAll([{ ...list('one', 0.1, 0.3), scores: { genuine: [0.1], impostor: [0.5] } }])).toMatchObject({
      kind: 'too-few',
    });
  });
});

it('two calibrations that differ are told apart by the fields that do', () => {
  expect(differences(shipped, structuredClone(shipped))).toEqual([]);
  expect(differences(shipped, { ...shipped, passAtMost: 0.2, howMade: 'x' })).toEqual(['passAtMost', 'howMade']);
});
