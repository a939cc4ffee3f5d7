/**
 * Recognition models that an operator brings along. None is bundled or fetched: `anban face model add FILE` looks at a
 * file that is already there, and writes a record beside it that says what the file is and under which licence.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { faultsInWords } from '../schema-words.ts';
import { METRICS } from './metric.ts';

export const ModelDescription = z.strictObject({
  name: z.string().min(1),
  /** As the model's maker gives it. */
  licence: z.string().min(1),
  /** Order of the colours in the input. */
  layout: z.enum(['rgb', 'bgr']),
  /** Taken off every value 0–255, then divided by `std`. */
  mean: z.number(),
  std: z.number().positive(),
  metric: z.enum(METRICS).exclude(['centred-cosine', 'cohort-normalised']),
  /** Where to look for thresholds, from the maker's own measurements; they decide nothing. */
  startingThreshold: z.number().positive().nullable(),
});
export type ModelDescription = z.infer<typeof ModelDescription>;

/** Beside the model, as `FILE.json`. */
export const ModelRecord = ModelDescription.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type ModelRecord = z.infer<typeof ModelRecord>;

/** The model cannot be used; says why in words. `usage`: it was described wrongly; `unfit`: it, or what it needs, is not there. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly kind: 'usage' | 'unfit';

  constructor(message: string, kind: 'usage' | 'unfit' = 'unfit') {
    super(message);
    this.kind = kind;
  }
}

/** By SHA-256. Facts from the maker's pages; the input is 1×3×112×112 for all. */
const KNOWN_MODELS: ReadonlyMap<string, { readonly bytes: number; readonly model: ModelDescription }> = new Map([
  [
    '0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79',
    {
      bytes: 38_696_353,
      model: {
        name: 'OpenCV Zoo face_recognition_sface_2021dec',
        licence: 'Apache-2.0',
        layout: 'rgb',
        mean: 0,
        std: 1,
        metric: 'cosine',
        // OpenCV's sample takes two faces for one person from a cosine of 0.363 up.
        startingThreshold: 0.637,
      },
    },
  ],
]);

/** What is known of a model file by its content; null when it is not on the list. */
export function knownModel(bytes: Uint8Array): ModelDescription | null {
  const known = KNOWN_MODELS.get(sha256(bytes));
  return known !== undefined && known.bytes === bytes.length ? known.model : null;
}

export const recordFileOf = (modelFile: string) => `${modelFile}.json`;

/**
 * What `file` is, by the list, or as `described` says: whoever answers for it must describe what is not on the list.
 * Throws `ModelError`.
 */
export function describeModel(file: string, described: () => ModelDescription | null): ModelDescription {
  const bytes = readModel(file);
  const model = knownModel(bytes) ?? described();
  if (model !== null) return model;
  throw new ModelError(
    `${file} (sha256 ${sha256(bytes)}) is not on the list of known models: describe it with ` +
      '--layout rgb|bgr --metric cosine|euclidean --licence TEXT, if you know them from its maker',
  );
}

/** Writes the record of `file`, which is not looked into. Throws `ModelError`. */
export function addModel(file: string, described: ModelDescription | null): ModelRecord {
  const model = describeModel(file, () => described);
  const record = { ...model, sha256: sha256(readModel(file)) };
  writeFileSync(recordFileOf(file), `${JSON.stringify(record, null, 2)}\n`);
  return record;
}

/** The record of a model that was added and has not changed since. Throws `ModelError`. */
export function loadModelRecord(file: string): ModelRecord {
  const recordFile = recordFileOf(file);
  if (!existsSync(recordFile))
    throw new ModelError(`${file} was not added: run "anban face model add ${file}" (it looks for ${recordFile})`);
  const raw = parseJson(recordFile);
  const parsed = ModelRecord.safeParse(raw);
  if (!parsed.success)
    throw new ModelError(`${recordFile} is no record of a model (${faultsInWords(parsed.error, raw)})`);
  if (sha256(readModel(file)) !== parsed.data.sha256)
    throw new ModelError(`${file} is not the file that was added: its content has changed`);
  return parsed.data;
}

function readModel(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new ModelError(`cannot read the model: ${cause instanceof Error ? cause.message : cause}`);
  }
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
