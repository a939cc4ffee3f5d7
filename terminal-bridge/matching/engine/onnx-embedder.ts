/** Any recognition model of 1×3×112×112 input, by onnxruntime-node, which is optional: it may not be installed. */
import { createRequire } from 'node:module';
import { fitSimilarity } from './alignment.ts';
import type { Embedder } from './embedder.ts';
import { centreOf, LEFT_EYE, RIGHT_EYE } from './landmarks.ts';
import { loadModelRecord, type ModelDescription, ModelError } from './model-file.ts';
import { type Cutout, type Pixels, type Point, type Similarity, sample } from './pixels.ts';

const SIZE = 112;
/** Eyes, nose tip and corners of the mouth as ArcFace and its kin were taught to see them (insightface, 112×112). */
const TEMPLATE: readonly Point[] = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
];
const NOSE_TIP = 30;
const MOUTH_LEFT = 48;
const MOUTH_RIGHT = 54;

/** The model in `file`, which must have been added. Throws `ModelError` in words. */
export async function loadOnnxEmbedder(file: string): Promise<Embedder> {
  return openModel(file, loadModelRecord(file));
}

/** Loads the model in `file` once and lets it look at a grey square. Throws `ModelError` in words when it cannot. */
export async function tryModel(file: string, description: ModelDescription): Promise<void> {
  const embedder = await openModel(file, description);
  const grey = { size: SIZE, data: new Float32Array(SIZE * SIZE * 3).fill(128) };
  const descriptor = await embedder.embed(grey).catch((cause: unknown) => {
    throw new ModelError(`${file} takes no 1×3×112×112 picture: ${cause instanceof Error ? cause.message : cause}`);
  });
  if (descriptor.length < 2 || !descriptor.every(Number.isFinite))
    throw new ModelError(`${file} answers no descriptor of a face`);
}

async function openModel(file: string, description: ModelDescription): Promise<Embedder> {
  const ort = loadRuntime();
  const session = await ort.InferenceSession.create(file, { intraOpNumThreads: 1 }).catch((cause: unknown) => {
    throw new ModelError(`${file} is no model that can be loaded: ${cause instanceof Error ? cause.message : cause}`);
  });
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  if (input === undefined || output === undefined) throw new ModelError(`${file} has no input or no output`);
  return {
    cut: cutFace,
    async embed(view) {
      const planes = toPlanes(view, description);
      const answer = await session.run({ [input]: new ort.Tensor('float32', planes, [1, 3, SIZE, SIZE]) });
      planes.fill(0);
      const data = answer[output]?.data;
      if (!(data instanceof Float32Array)) throw new Error('the model answers no 32-bit numbers');
      return description.metric === 'cosine' ? toUnit(data) : Float32Array.from(data);
    },
  };
}

/** The face turned and scaled so that its five points lie on the template's. */
export function cutFace(picture: Pixels, points: readonly Point[], zoom = 1): Cutout {
  return { size: SIZE, data: sample(picture, alignFace(points, zoom), SIZE, SIZE) };
}

export function alignFace(points: readonly Point[], zoom = 1): Similarity {
  const five = [
    centreOf(points, LEFT_EYE),
    centreOf(points, RIGHT_EYE),
    ...[NOSE_TIP, MOUTH_LEFT, MOUTH_RIGHT].map((index) => points[index] ?? { x: Number.NaN, y: Number.NaN }),
  ];
  const middle = SIZE / 2;
  const place = (value: number) => (value - middle) / zoom + middle;
  return fitSimilarity(
    TEMPLATE.map(({ x, y }) => ({ x: place(x), y: place(y) })),
    five,
  );
}

/** From RGB pixels side by side to three planes in the model's order. */
export function toPlanes(view: Cutout, record: Pick<ModelDescription, 'layout' | 'mean' | 'std'>): Float32Array {
  const pixels = view.size * view.size;
  const planes = new Float32Array(pixels * 3);
  for (let i = 0; i < pixels; i += 1)
    for (let c = 0; c < 3; c += 1) {
      const plane = record.layout === 'rgb' ? c : 2 - c;
      planes[plane * pixels + i] = ((view.data[i * 3 + c] ?? 0) - record.mean) / record.std;
    }
  return planes;
}

/** Views are averaged, and each should weigh the same. */
function toUnit(data: Float32Array): Float32Array {
  const length = Math.hypot(...data);
  return data.map((value) => value / length);
}

function loadRuntime(): typeof import('onnxruntime-node') {
  try {
    const runtime: typeof import('onnxruntime-node') = createRequire(import.meta.url)('onnxruntime-node');
    return runtime;
  } catch {
    throw new ModelError(
      'models in ONNX form need onnxruntime-node: ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node',
    );
  }
}
