/** The work of `anban face verify`. */
import { bandOf, DEFAULT_CALIBRATION, loadCalibration } from '../bands.ts';
import { distance } from '../engine/describe.ts';
import { RECOGNITION_WEIGHTS } from '../engine/networks.ts';
import { readPicture } from './picture.ts';
import { inWords, print, withPool } from './terminal.ts';

/** Compares and prints; the answer is the exit code. */
export function verifyFiles(
  fileA: string,
  fileB: string,
  options: { json?: true; calibration?: string },
): Promise<number> {
  return inWords(options.json === true, async () => {
    const bands = loadCalibration(options.calibration ?? DEFAULT_CALIBRATION, RECOGNITION_WEIGHTS);
    const { passAtMost, noMatchAbove } = bands;
    const pictures = await Promise.all([readPicture(fileA), readPicture(fileB)]);
    const [one, other] = await withPool(2, (pool) =>
      Promise.all([pool.describePortrait(pictures[0]), pool.describePortrait(pictures[1])]),
    );
    if (one === null || other === null) {
      const undetected = [...(one === null ? [fileA] : []), ...(other === null ? [fileB] : [])];
      if (options.json)
        print(JSON.stringify({ decision: 'unavailable', distance: null, passAtMost, noMatchAbove, undetected }));
      process.stderr.write(`anban: no face found in ${undetected.join(' and in ')}\n`);
      return 3;
    }
    const measured = distance(one, other);
    const decision = bandOf(measured, bands);
    if (options.json) print(JSON.stringify({ decision, distance: measured, passAtMost, noMatchAbove }));
    else
      print(`${decision}: distance ${measured.toFixed(3)} (pass up to ${passAtMost}, no match above ${noMatchAbove})`);
    return decision === 'pass' ? 0 : 1;
  });
}
