/** Recognition models that an operator brings along: what is asked of them, and what they may decide. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@anban/foundation/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from '../devices/camera/camera.ts';
import { bandOf } from './bands.ts';
import { addModel, loadModelRecord, type ModelDescription } from './engine/model-file.ts';
import { alignFace, toPlanes } from './engine/onnx-embedder.ts';
import { chooseEngine } from './engine/recognition.ts';
import { createFaceMatcher } from './face-matcher.ts';
import { EnginePool } from './pool.ts';
import { DemoFaces } from './testing/demo-faces.ts';
import { smallModel } from './testing/onnx-model.ts';

const DESCRIBED: ModelDescription = {
  name: 'small test model',
  licence: 'made by this test',
  layout: 'rgb',
  mean: 127.5,
  std: 127.5,
  metric: 'cosine',
  startingThreshold: null,
};

describe('a recognition model of the operator', () => {
  let folder: string;
  const file = () => join(folder, 'small.onnx');

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'anban-onnx-'));
    writeFileSync(file(), smallModel());
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('that nobody knows is refused until somebody describes it, and then carries its licence', () => {
    expect(() => addModel(file(), null)).toThrow(/not on the list of known models: describe it/);
    expect(() => loadModelRecord(file())).toThrow(/was not added/);
    addModel(file(), DESCRIBED);
    expect(chooseEngine({ modelFile: file() })).toMatchObject({ kind: 'onnx', licence: 'made by this test' });
  });

  it('that changed after it was added is refused', () => {
    const other = join(folder, 'other.onnx');
    writeFileSync(other, smallModel());
    addModel(other, DESCRIBED);
    writeFileSync(other, Uint8Array.of(1, 2, 3));
    expect(() => loadModelRecord(other)).toThrow(/its content has changed/);
  });

  it('that is no model fails in words', async () => {
    const broken = join(folder, 'broken.onnx');
    writeFileSync(broken, 'no model');
    addModel(broken, DESCRIBED);
    await expect(EnginePool.start({ workers: 1, clock: systemClock, modelFile: broken })).rejects.toThrow(
      /is no model that can be loaded/,
    );
  });

  it('without a calibration only advises: even the same picture goes to an officer', () => {
    const { calibration } = chooseEngine({ modelFile: file() });
    expect([0, 0.1, 1, 5].map((distance) => bandOf(distance, calibration))).toEqual(Array(4).fill('officer'));
  });

  it('compares real faces and lets nobody pass', async () => {
    addModel(file(), DESCRIBED);
    const faces = await DemoFaces.load();
    const photo = faces.photo('woman');
    const rgb = Uint8Array.from({ length: photo.width * photo.height * 3 }, (_, i) => {
      return photo.data[Math.floor(i / 3) * 4 + (i % 3)] ?? 0;
    });
    async function* film(): AsyncGenerator<Frame> {
      for (let i = 0; i < 8; i += 1) yield { jpeg: faces.frame(['woman'], (i % 4) * 1.5), at: i * 200 };
    }
    const matcher = await createFaceMatcher({ workers: 1, modelFile: file() });
    const verdict = await matcher.match({ width: photo.width, height: photo.height, data: rgb }, film(), {
      signal: new AbortController().signal,
      deadlineMs: 20_000,
      onGuidance: () => {},
    });
    await matcher.close();
    expect(verdict).toMatchObject({ outcome: 'officer', figures: { engine: 'small test model', framesCompared: 5 } });
    if (verdict.outcome === 'officer') expect(verdict.figures.distance).toBeLessThan(0.3);
  });
});

describe('the input of a model', () => {
  it('has the colours in the order in which it was taught', () => {
    const view = { size: 1, data: Float32Array.of(10, 20, 30) };
    expect([...toPlanes(view, { layout: 'rgb', mean: 10, std: 10 })]).toEqual([0, 1, 2]);
    expect([...toPlanes(view, { layout: 'bgr', mean: 0, std: 1 })]).toEqual([30, 20, 10]);
  });

  it('is the face turned upright, its eyes on the places of the template', () => {
    const eye = (x: number, y: number) => Array.from({ length: 6 }, () => ({ x, y }));
    const none = (count: number) => Array.from({ length: count }, () => ({ x: 0, y: 0 }));
    // The template itself, twice as large and moved by 5.
    const at = (x: number, y: number) => ({ x: 2 * x + 5, y: 2 * y + 5 });
    const points = [...none(30), at(56.0252, 71.7366), ...none(5)];
    const left = at(38.2946, 51.6963);
    const right = at(73.5318, 51.5014);
    points.push(...eye(left.x, left.y), ...eye(right.x, right.y), at(41.5493, 92.3655), ...none(5));
    points.push(at(70.7299, 92.2041), ...none(13));
    const map = alignFace(points);
    const rounded = [map.a, map.b, map.tx, map.ty].map((value) => Math.round(value * 1000) / 1000 + 0);
    expect(rounded).toEqual([2, 0, 5, 5]);
  });
});
