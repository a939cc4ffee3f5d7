/** What the pool and its workers tell each other. Descriptors are handed over, not copied. */
import { z } from 'zod';
import { Guidance } from '../../protocol/messages.ts';
import { Signs } from '../liveness/signs.ts';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const clamped = z.custom<Uint8ClampedArray>((value) => value instanceof Uint8ClampedArray);
const descriptor = z.custom<Float32Array>((value) => value instanceof Float32Array);

export const WorkerSettings = z.object({
  /** Folder of the .wasm files; only a test gives another one. */
  wasmFolder: z.string().optional(),
  /** An ONNX recognition model that was added; face-api's own unless given. */
  modelFile: z.string().optional(),
});

const pixels = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  channels: z.union([z.literal(3), z.literal(4)]),
  data: z.union([bytes, clamped]),
});

export const Task = z.discriminatedUnion('kind', [
  z.object({ id: z.int(), kind: z.literal('frame'), jpeg: bytes }),
  /** For liveness: faces and landmarks without a descriptor. */
  z.object({ id: z.int(), kind: z.literal('watch'), jpeg: bytes }),
  z.object({ id: z.int(), kind: z.literal('portrait'), portrait: pixels }),
  /** For measurements only: the picture cut as a card portrait is. */
  z.object({ id: z.int(), kind: z.literal('cut-card'), photo: pixels }),
]);
export type Task = z.infer<typeof Task>;

export const Observed = z.object({
  persons: z.int(),
  advice: z.enum(Guidance.options).nullable(),
  descriptor: descriptor.nullable(),
});

export const FromWorker = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('start-failed'), why: z.string() }),
  z.object({ kind: z.literal('observed'), id: z.int(), observation: Observed }),
  z.object({ kind: z.literal('watched'), id: z.int(), signs: Signs.nullable() }),
  z.object({ kind: z.literal('described'), id: z.int(), descriptor: descriptor.nullable() }),
  z.object({ kind: z.literal('cut'), id: z.int(), card: pixels.nullable() }),
  /** `error` is a name, never a message: a message could quote data. */
  z.object({ kind: z.literal('failed'), id: z.int(), error: z.string() }),
]);
export type FromWorker = z.infer<typeof FromWorker>;
