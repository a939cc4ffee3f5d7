/**
 * face-api's networks on the WebAssembly backend of TensorFlow.js. One instance per thread: the WASM build runs one
 * thread each (tfjs #3830), so a second stream needs a second worker.
 */
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { Cutout, Point } from './pixels.ts';

const require = createRequire(import.meta.url);

/** Folder of the model files inside the face-api package. */
export const MODEL_FOLDER = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
/** The weights whose digest the calibration names. */
export const RECOGNITION_WEIGHTS = join(MODEL_FOLDER, 'face_recognition_model.bin');
/** Where the .wasm files of the backend lie. */
export const WASM_FOLDER = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'));

/** A face found in a cutout, in its pixels. */
export interface Detection {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly score: number;
}

export interface Networks {
  /** TinyFaceDetector over a square cutout of any multiple of 32: about 37 ms at 224. */
  detect(cutout: Cutout, atLeast: number): Promise<Detection[]>;
  /** SSD MobileNet over 512×512: about 530 ms and 300 MB, loaded at its first use. For portraits that Tiny misses. */
  detectThoroughly(cutout: Cutout, atLeast: number): Promise<Detection[]>;
  /** 68 landmarks in a 112-pixel cutout of a face, in its pixels. */
  landmarks(cutout: Cutout): Promise<Point[]>;
  /** 128 numbers for a 150-pixel chip; the Euclidean distance of two of them tells how alike two faces are. */
  descriptor(cutout: Cutout): Promise<Float32Array>;
}

/** Loads what every frame needs. Throws, in words, when the backend that answers is not WebAssembly. */
export async function loadNetworks(wasmFolder = WASM_FOLDER): Promise<Networks> {
  // face-api's default entry wants tfjs-node; this one shares the tfjs that was loaded before it.
  const tfjs: typeof import('@tensorflow/tfjs') = require('@tensorflow/tfjs');
  const wasm: typeof import('@tensorflow/tfjs-backend-wasm') = require('@tensorflow/tfjs-backend-wasm');
  const faceapi: typeof import('@vladmandic/face-api') = require('@vladmandic/face-api/dist/face-api.node-wasm.js');
  const { tf, nets } = faceapi;
  wasm.setWasmPaths(wasmFolder + sep);
  const answered = await tfjs.setBackend('wasm').catch(() => false);
  await tfjs.ready();
  // tfjs falls back to plain JavaScript without a word: sixty times slower, a queue that never moves.
  if (!answered || tfjs.getBackend() !== 'wasm')
    throw new Error(
      `face matching needs the WebAssembly backend from ${wasmFolder}, but "${tfjs.getBackend()}" answers`,
    );
  await Promise.all(
    [nets.tinyFaceDetector, nets.faceLandmark68Net, nets.faceRecognitionNet].map((net) =>
      net.loadFromDisk(MODEL_FOLDER),
    ),
  );

  const feed = async <T>(cutout: Cutout, run: (tensor: import('@vladmandic/face-api').TNetInput) => Promise<T>) => {
    const tensor = tf.tensor3d(cutout.data, [cutout.size, cutout.size, 3]);
    try {
      return await run(tensor);
    } finally {
      tensor.dispose();
    }
  };
  const single = <T>(value: T | T[]): T => {
    const first = Array.isArray(value) ? value[0] : value;
    if (first === undefined) throw new Error('the network gave no answer');
    return first;
  };
  return {
    detect: (cutout, atLeast) =>
      feed(cutout, async (tensor) =>
        (await nets.tinyFaceDetector.locateFaces(tensor, { inputSize: cutout.size, scoreThreshold: atLeast })).map(
          toDetection,
        ),
      ),
    async detectThoroughly(cutout, atLeast) {
      if (!nets.ssdMobilenetv1.isLoaded) await nets.ssdMobilenetv1.loadFromDisk(MODEL_FOLDER);
      return feed(cutout, async (tensor) =>
        (await nets.ssdMobilenetv1.locateFaces(tensor, { minConfidence: atLeast })).map(toDetection),
      );
    },
    landmarks: (cutout) =>
      feed(cutout, async (tensor) =>
        single(await nets.faceLandmark68Net.detectLandmarks(tensor)).positions.map(({ x, y }) => ({ x, y })),
      ),
    descriptor: (cutout) =>
      feed(cutout, async (tensor) => single(await nets.faceRecognitionNet.computeFaceDescriptor(tensor))),
  };
}

function toDetection(found: {
  score: number;
  box: { x: number; y: number; width: number; height: number };
}): Detection {
  const { x, y, width, height } = found.box;
  return { x, y, width, height, score: found.score };
}
