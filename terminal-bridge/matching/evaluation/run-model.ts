/** The work of `anban face model add`. */
import { basename } from 'node:path';
import { addModel, type ModelDescription } from '../engine/model-file.ts';
import { inWords, print } from './terminal.ts';

export interface ModelAddOptions {
  readonly json?: true;
  readonly layout?: string;
  readonly metric?: string;
  readonly licence?: string;
  readonly mean: string;
  readonly std: string;
}

/** Records what the file is; the answer is the exit code. */
export function addModelFile(file: string, options: ModelAddOptions): Promise<number> {
  return inWords(options.json === true, async () => {
    const record = addModel(file, describedBy(file, options));
    if (options.json) print(JSON.stringify(record));
    else
      print(
        `added ${record.name} (${record.licence}), sha256 ${record.sha256}\n` +
          'It advises; before it may let anybody pass, measure it: anban face calibrate PAIRS.csv --model FILE --out FILE',
      );
    return 0;
  });
}

function describedBy(file: string, { layout, metric, licence, mean, std }: ModelAddOptions): ModelDescription | null {
  if ((layout !== 'rgb' && layout !== 'bgr') || licence === undefined) return null;
  if (metric !== 'cosine' && metric !== 'euclidean') return null;
  const [offset, scale] = [Number(mean), Number(std)];
  if (!Number.isFinite(offset) || !(scale > 0)) return null;
  return { name: basename(file), licence, layout, metric, mean: offset, std: scale, startingThreshold: null };
}
