/** Which engine decides, and everything that must be known of it before it may: name, weights, licence, bands. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Calibration, DEFAULT_CALIBRATION, loadCalibration } from '../bands.ts';
import { loadModelRecord } from './model-file.ts';
import { RECOGNITION_WEIGHTS } from './networks.ts';

export interface EngineChoice {
  /** An ONNX model that was added; face-api unless given. */
  readonly modelFile?: string | undefined;
  /** Bands of the site's own; those that come with the program (only for face-api) unless given. */
  readonly calibrationFile?: string | URL | undefined;
}

export interface RecognitionEngine {
  readonly kind: 'face-api' | 'onnx';
  readonly name: string;
  readonly licence: string;
  /** SHA-256 of the weights, hex. */
  readonly modelDigest: string;
  readonly calibration: Calibration;
}

/** Throws `ModelError` and `CalibrationError` in words. */
export function chooseEngine({ modelFile, calibrationFile }: EngineChoice): RecognitionEngine {
  if (modelFile === undefined) {
    const calibration = loadCalibration(calibrationFile ?? DEFAULT_CALIBRATION, RECOGNITION_WEIGHTS);
    return {
      kind: 'face-api',
      name: calibration.engine,
      licence: 'code MIT (face-api); weights placed in the public domain by their author (dlib)',
      modelDigest: createHash('sha256').update(readFileSync(RECOGNITION_WEIGHTS)).digest('hex'),
      calibration,
    };
  }
  const { name, licence, sha256, metric, startingThreshold } = loadModelRecord(modelFile);
  const calibration =
    calibrationFile === undefined
      ? uncalibrated(name, sha256, metric, startingThreshold ?? 1)
      : loadCalibration(calibrationFile, modelFile);
  return { kind: 'onnx', name, licence, modelDigest: sha256, calibration };
}

/** Bands of a model that was never measured here: whatever the distance, an officer decides. */
function uncalibrated(
  engine: string,
  modelDigest: string,
  metric: 'euclidean' | 'cosine',
  threshold: number,
): Calibration {
  return {
    id: 'uncalibrated',
    engine,
    modelDigest,
    metric,
    advisory: true,
    passAtMost: threshold,
    noMatchAbove: threshold * 1.5,
    howMade: 'Not measured: the bands are the starting threshold of the model and decide nothing.',
    measurements: [],
  };
}
