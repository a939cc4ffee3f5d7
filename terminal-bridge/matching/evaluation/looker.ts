/** The engine that a command names, ready to look at pictures step by step. */
import { faceApiEmbedder } from '../engine/embedder.ts';
import { loadNetworks } from '../engine/networks.ts';
import { loadOnnxEmbedder } from '../engine/onnx-embedder.ts';
import { chooseEngine, type RecognitionEngine } from '../engine/recognition.ts';
import type { Looker } from './looks.ts';
import { faceApiSteps, onnxSteps, type Step } from './step-list.ts';

export interface EngineToTry {
  readonly looker: Looker;
  readonly steps: readonly Step[];
  /** Before each key of the cache. */
  readonly engine: string;
  readonly recognition: RecognitionEngine;
}

/** Throws `ModelError` and `CalibrationError` in words. */
export async function lookerFor(options: { model?: string; calibration?: string }): Promise<EngineToTry> {
  const recognition = chooseEngine({ modelFile: options.model, calibrationFile: options.calibration });
  const networks = await loadNetworks();
  if (options.model === undefined)
    return {
      looker: { networks, embedder: faceApiEmbedder(networks), box: true },
      steps: faceApiSteps(recognition.calibration),
      engine: '',
      recognition,
    };
  return {
    looker: { networks, embedder: await loadOnnxEmbedder(options.model), box: false },
    steps: onnxSteps(recognition.calibration),
    engine: `${recognition.modelDigest.slice(0, 12)} `,
    recognition,
  };
}
