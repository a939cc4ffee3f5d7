/** The work of `anban face model add`. */
import { basename } from 'node:path';
import { addModel, describeModel, type ModelDescription, ModelError } from '../engine/model-file.ts';
import { tryModel } from '../engine/onnx-embedder.ts';
import { inWords, print } from './terminal.ts';

export interface ModelAddOptions {
  readonly json?: true;
  readonly layout?: 'rgb' | 'bgr';
  readonly metric?: 'cosine' | 'euclidean';
  readonly licence?: string;
  readonly mean?: number;
  readonly std?: number;
}

/** As most networks were taught: -1 to 1. */
const MIDDLE = 127.5;

/** Loads it once, and records what the file is; the answer is the exit code. */
export function addModelFile(file: string, options: ModelAddOptions): Promise<number> {
  return inWords(options.json === true, async () => {
    const model = describeModel(file, () => describedBy(file, options));
    await tryModel(file, model);
    const record = addModel(file, model);
    if (options.json) print(JSON.stringify(record));
    else
      print(
        `added ${record.name} (${record.licence}), sha256 ${record.sha256}\n` +
          'It advises; before it may let anybody pass, measure it: anban face calibrate PAIRS.csv --model FILE --out FILE',
      );
    return 0;
  });
}

/** Null: nothing was said of it. Throws a `ModelError` of usage that names what was left out. */
function describedBy(file: string, { layout, metric, licence, mean, std }: ModelAddOptions): ModelDescription | null {
  if (layout !== undefined && metric !== undefined && licence !== undefined)
    return { ...{ name: basename(file), licence, layout, metric }, ...scale(mean, std), startingThreshold: null };
  const asked = { '--layout rgb|bgr': layout, '--metric cosine|euclidean': metric, '--licence TEXT': licence };
  const absent = Object.entries(asked).flatMap(([option, given]) => (given === undefined ? [option] : []));
  if (absent.length === Object.keys(asked).length && mean === undefined && std === undefined) return null;
  throw new ModelError(
    `${file} is not on the list of known models, and not wholly described: give ${absent.join(', ')}, too`,
    'usage',
  );
}

const scale = (mean = MIDDLE, std = MIDDLE) => ({ mean, std });
