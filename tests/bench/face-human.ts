/**
 * @vladmandic/human on the same WebAssembly backend, in a process of its own: the benchmark's other contender. Only what
 * recognition needs is switched on: detector, mesh (it aligns by it) and description.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { type BenchPixels, serve } from './face-messages.ts';

const require = createRequire(import.meta.url);
const main = require.resolve('@vladmandic/human');
const fetchOverNet = globalThis.fetch;
// Its models lie on disk, and fetch() in Node takes no file: addresses.
globalThis.fetch = async (input, init) => {
  const address = input instanceof Request ? input.url : String(input);
  return address.startsWith('file:') ? new Response(readFileSync(fileURLToPath(address))) : fetchOverNet(input, init);
};

const { Human }: typeof import('@vladmandic/human') = require(join(dirname(main), 'human.node-wasm.js'));
const off = { enabled: false };
const human = new Human({
  backend: 'wasm',
  wasmPath: dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm')) + sep,
  modelBasePath: pathToFileURL(join(dirname(main), '..', 'models') + sep).href,
  debug: false,
  cacheSensitivity: 0,
  filter: off,
  gesture: off,
  body: off,
  hand: off,
  object: off,
  segmentation: off,
  face: {
    enabled: true,
    detector: { rotation: true, maxDetected: 1 },
    mesh: { enabled: true },
    iris: off,
    emotion: off,
    antispoof: off,
    liveness: off,
    description: { enabled: true },
  },
});
await human.load();
if (human.tf.getBackend() !== 'wasm') throw new Error(`human answers from ${human.tf.getBackend()}`);

serve({
  describe,
  describeFrame: async (jpeg) => {
    const { data, info } = await sharp(jpeg).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    return describe({ width: info.width, height: info.height, channels: 3, data });
  },
  distance: (one, other) => 1 - human.match.similarity([...one], [...other]),
});

async function describe({ width, height, data }: BenchPixels): Promise<number[] | null> {
  const tensor = human.tf.tensor(Float32Array.from(data), [1, height, width, 3], 'float32');
  try {
    const { face } = await human.detect(tensor);
    return face[0]?.embedding ?? null;
  } finally {
    human.tf.dispose(tensor);
  }
}
