/** `anban face`: compare two pictures, and measure how well faces are told apart. */
import type { Command } from 'commander';

const VERIFY_HELP = `
Prints the distance, its band by the calibration (pass, officer, no-match) and decides.
Exit codes: 0 pass; 1 officer or no match; 2 wrong usage; 3 no face found, or a picture or the engine is unusable.`;

const EVALUATE_HELP = `
PAIRS.csv has the columns fileA, fileB, same (1: same person, 0: not); files are relative to its folder.
fileA stands for the card portrait, fileB for the person. With --chip, fileA is cut to 102x126 pixels with 26 pixels
between the eyes and compressed to at most 1024 bytes (WebP, which stands in for the vendors' secret WLT).

A pair in which a face is not found is not a match: a genuine one counts as a false non-match. "undetected" says how
many there are. fnmr_at_fmr_0_01 and _0_001: share of genuine pairs refused at the threshold where 1 % and 0.1 % of
the impostor pairs match; with fewer than 1,000 impostor pairs the second means little. median_ms: from pixels to
descriptor, per picture.
Exit codes: 0 measured; 2 wrong usage or a CSV of another shape; 3 a file is missing or the engine is unusable.`;

export function register(program: Command): void {
  const face = program.command('face').description('compare faces, and measure how well that works');
  face
    .command('verify')
    .description('compare the faces in two picture files')
    .argument('<A>', 'picture (JPEG, PNG, WebP, BMP …); the largest face counts')
    .argument('<B>', 'picture')
    .option('--calibration <file>', 'calibration with the bands; the one that comes with the program unless given')
    .option('--json', 'print one JSON object')
    .addHelpText('after', VERIFY_HELP)
    .action(async (fileA: string, fileB: string, options: { json?: true; calibration?: string }) => {
      const { verifyFiles } = await import('./evaluation/run-verify.ts');
      process.exitCode = await verifyFiles(fileA, fileB, options);
    });
  face
    .command('evaluate')
    .description('error rates over a list of pairs')
    .argument('<PAIRS.csv>', 'list of pairs')
    .option('--chip', 'degrade the first picture of each pair to a card portrait')
    .option('--calibration <file>', 'calibration whose bands are tried on the pairs, in the output for people')
    .option('--json', 'print one JSON object')
    .addHelpText('after', EVALUATE_HELP)
    .action(async (file: string, options: { json?: true; chip?: true; calibration?: string }) => {
      const { evaluateFile } = await import('./evaluation/run-evaluate.ts');
      process.exitCode = await evaluateFile(file, options);
    });
}
