/** The work of `anban face verify`. */
import { bandOf } from '../bands.ts';
import { measureOf } from '../engine/metric.ts';
import { chooseEngine } from '../engine/recognition.ts';
import { readPicture } from './picture.ts';
import { inWords, print, withPool } from './terminal.ts';

/** Compares and prints; the answer is the exit code. */
export function verifyFiles(
  fileA: string,
  fileB: string,
  options: { json?: true; calibration?: string; model?: string },
): Promise<number> {
  return inWords(options.json === true, async () => {
    const { calibration: bands } = chooseEngine({ modelFile: options.model, calibrationFile: options.calibration });
    const { passAtMost, noMatchAbove } = bands;
    const pictures = await Promise.all([readPicture(fileA), readPicture(fileB)]);
    const [one, other] = await withPool(2, options.model, (pool) =>
      Promise.all([pool.describePortrait(pictures[0]), pool.describePortrait(pictures[1])]),
    );
    if (one === null || other === null) {
      const undetected = [...(one === null ? [fileA] : []), ...(other === null ? [fileB] : [])];
      if (options.json)
        print(JSON.stringify({ decision: 'unavailable', distance: null, passAtMost, noMatchAbove, undetected }));
      process.stderr.write(`anban: no face found in ${undetected.join(' and in ')}\n`);
      return 3;
    }
    const measured = measureOf(bands)(one, other);
    const decision = bandOf(measured, bands);
    if (options.json) print(JSON.stringify({ decision, distance: measured, passAtMost, noMatchAbove }));
    else
      print(`${decision}: distance ${measured.toFixed(3)} (pass up to ${passAtMost}, no match above ${noMatchAbove})`);
    return decision === 'pass' ? 0 : 1;
  });
}
