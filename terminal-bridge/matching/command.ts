/** `anban face`: compare two pictures, and measure how well faces are told apart. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CalibrateOptions } from './calibration/run-calibrate.ts';
import type { RecalibrateOptions } from './calibration/run-recalibrate.ts';
import type { FiguresRunOptions } from './evaluation/run-figures.ts';
import type { ModelAddOptions } from './evaluation/run-model.ts';

const VERIFY_HELP = `
Prints the distance, its band by the calibration (pass, officer, no-match) and decides; with --json, where there is
nothing to compare, {error: {name, code, message, hint}}.
Exit codes: 0 pass; 1 officer or no match; 2 wrong usage; 3 no face found, or a picture or the engine is unusable.`;

const EVALUATE_HELP = `
PAIRS.csv has the columns fileA, fileB, same (1: same person, 0: not); files are relative to its folder.
fileA stands for the card portrait, fileB for the person. With --chip, fileA is cut to 102x126 pixels with 26 pixels
between the eyes and compressed to at most 1024 bytes (WebP, which stands in for the vendors' secret WLT).

A pair in which a face is not found is not a match: a genuine one counts as a false non-match. "undetected" says how
many there are. fnmr_at_fmr_0_01 and _0_001: share of genuine pairs refused at the threshold where 1 % and 0.1 % of
the impostor pairs match. median_ms: from pixels to descriptor, per picture. Beside a figure that rests on too few pairs
stands a warning; with --json: warnings, by the name of the figure, in words.

With --steps: a line per step, each over the same pairs in the same run. People are who "same" links, however
indirectly. Steps marked "held out" learn from people of the list and are tried only on those left out (halves, dealt five times).
Intervals are bootstrapped over people: value, low, high. JSON: people, genuine_pairs, impostor_pairs, undetected, and
steps[] of step, held_out, fnmr_at_fmr_0_01, fnmr_at_fmr_0_001, eer. If nothing was measured:
{error: {name, code, message, hint}}.
Exit codes: 0 measured; 2 wrong usage or a CSV of another shape; 3 a file is missing or the engine is unusable.`;

const MODEL_HELP = `
A model on the list of known models needs no options. The file is loaded once and looks at a grey square: what is no ONNX
model of this input is refused, and nothing is recorded. Without a calibration a model only advises: every comparison goes
to an officer. With --json, if nothing was recorded: {error: {name, code, message, hint}}.
Exit codes: 0 recorded; 2 wrong usage, or unknown and not wholly described; 3 unknown and not described, or unusable.`;

const CALIBRATE_HELP = `
Refused below 60 genuine and 3,000 impostor pairs: it says how many more are needed. passAtMost is the distance at which
0.1 % of the impostor pairs pass, noMatchAbove the one that 99 % of the genuine pairs do not reach. The intervals are
Clopper and Pearson's, 95 %; they take pairs as independent. Only counts and rates are written, no descriptors.
With --json, if the pairs or files cannot be used: {error: {name, code, message, hint, details}}; details of tooFewPairs:
moreGenuine and moreImpostor, the pairs that are still needed; absent of others.
Exit codes: 0 written; 1 too few pairs, or the bands would touch; 2 wrong usage; 3 a file or the engine is unusable.`;

const RECALIBRATE_HELP = `
What it is made of stands in terminal-bridge/matching/calibration/face-api.recipe.json. Prints whether the result is the
same as the shipped calibration and, if not, the fields that differ.
Exit codes: 0 written, and the same; 1 written, and different, or too few pairs; 2 wrong usage or a CSV of another shape;
3 a file is missing or the engine is unusable.`;

const FIGURES_HELP = `
For each engine, list, path (card, clean) and step: the false non-match rate at a false match rate of 1 % and 0.1 %, as
"evaluate --steps" tells. Steps that learn are tried on the first list only; the others also on all lists together.
With --labels: for each value of each column, how many of the pairs within that group the shipped bands refuse or let
pass, with the exact 95 % interval. JSON: engines[] of engine, licence, sha256, lists[] of list, path, figures; groups[]
of list, label, people, genuine_pairs, impostor_pairs, does_not_pass, impostors_pass.
With --json, if the lists or files cannot be used: {error: {name, code, message, hint}}.
Exit codes: 0 written; 2 wrong usage or a CSV of another shape; 3 a file is missing or the engine is unusable.`;

interface EvaluateOptions {
  json?: true;
  chip?: true;
  calibration?: string;
  model?: string;
  steps?: true;
  cache?: string;
  plots?: string;
}

const wordsOf = (text: string): string => {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('It must say something.');
};

const numberOf = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number.');
};

const aboveZero = (text: string): number => {
  const value = numberOf(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
};

export function register(program: Command): void {
  const face = program.command('face').description('compare faces, and measure how well that works');
  face
    .command('verify')
    .description('compare the faces in two picture files')
    .argument('<A>', 'picture (JPEG, PNG, WebP, BMP …); the largest face counts')
    .argument('<B>', 'picture')
    .option('--calibration <file>', 'calibration with the bands; the one that comes with the program unless given')
    .option('--model <file>', 'an ONNX recognition model that was added; face-api unless given')
    .option('--json', 'print one JSON object')
    .addHelpText('after', VERIFY_HELP)
    .action(async (fileA: string, fileB: string, options: { json?: true; calibration?: string; model?: string }) => {
      const { verifyFiles } = await import('./evaluation/run-verify.ts');
      process.exitCode = await verifyFiles(fileA, fileB, options);
    });
  face
    .command('evaluate')
    .description('error rates over a list of pairs')
    .argument('<PAIRS.csv>', 'list of pairs')
    .option('--chip', 'degrade the first picture of each pair to a card portrait')
    .option('--calibration <file>', 'calibration whose bands are tried on the pairs, in the output for people')
    .option('--model <file>', 'an ONNX recognition model that was added; face-api unless given')
    .option('--steps', 'what each step around the network brings, with 95 % intervals')
    .option('--cache <file>', 'with --steps: keep descriptors between runs (personal data: delete the file afterwards)')
    .option('--plots <folder>', 'with --steps: write det.svg and score histograms')
    .option('--json', 'print one JSON object')
    .addHelpText('after', EVALUATE_HELP)
    .action(async (file: string, options: EvaluateOptions) => {
      if (options.steps) {
        const { evaluateSteps } = await import('./evaluation/run-steps.ts');
        process.exitCode = await evaluateSteps(file, options);
        return;
      }
      const { evaluateFile } = await import('./evaluation/run-evaluate.ts');
      process.exitCode = await evaluateFile(file, options);
    });
  face
    .command('model')
    .description('recognition models of your own')
    .command('add')
    .description('check a model file that you have, and record what it is beside it; nothing is fetched')
    .argument('<FILE>', 'ONNX file, input 1×3×112×112')
    .addOption(new Option('--layout <order>', 'for a model that is not on the list').choices(['rgb', 'bgr']))
    .addOption(new Option('--metric <name>', 'for a model that is not on the list').choices(['cosine', 'euclidean']))
    .option('--licence <text>', 'for a model that is not on the list: its licence, as its maker gives it', wordsOf)
    .option('--mean <number>', 'taken off every colour value 0–255; 127.5 unless given', numberOf)
    .option('--std <number>', 'then divided by this, above 0; 127.5 unless given', aboveZero)
    .option('--json', 'print the record: name, licence, layout, mean, std, metric, startingThreshold, sha256')
    .addHelpText('after', MODEL_HELP)
    .action(async (file: string, options: ModelAddOptions) => {
      const { addModelFile } = await import('./evaluation/run-model.ts');
      process.exitCode = await addModelFile(file, options);
    });
  face
    .command('calibrate')
    .description('make the bands from pairs of your own people, with their consent')
    .argument('<PAIRS.csv>', 'list of pairs, as for evaluate')
    .requiredOption('--out <file>', 'the calibration to write')
    .requiredOption('--population <text>', 'who the people are and how the pictures were taken, in words')
    .option('--as-it-is', 'the first picture of each pair already is a card portrait: do not degrade it')
    .option('--calibration <file>', 'the calibration whose metric and centre are kept')
    .option('--cohort <file>', 'what "anban face cohort" wrote; of other people than the pairs')
    .option('--model <file>', 'an ONNX recognition model that was added; face-api unless given')
    .option('--json', 'print the calibration')
    .addHelpText('after', CALIBRATE_HELP)
    .action(async (file: string, options: CalibrateOptions) => {
      const { calibrateFile } = await import('./calibration/run-calibrate.ts');
      process.exitCode = await calibrateFile(file, options);
    });
  face
    .command('cohort')
    .description('make a cohort for calibrate from photos of your own people, one each, with their consent')
    .argument('<PHOTO...>', 'one photo per person, at least 40 people')
    .requiredOption('--out <file>', 'the file to write: a mean and a covariance, nothing of any one person')
    .requiredOption('--population <text>', 'who the people are, in words')
    .option('--model <file>', 'an ONNX recognition model that was added; face-api unless given')
    .addHelpText(
      'after',
      '\nExit codes: 0 written; 1 too few people in whose photos a face was found; 2 wrong usage; 3 a file or the engine is unusable.',
    )
    .action(async (files: string[], options: { out: string; population: string; model?: string }) => {
      const { cohortOf } = await import('./calibration/run-cohort.ts');
      process.exitCode = await cohortOf(files, options);
    });
  face
    .command('recalibrate')
    .description('make the calibration that comes with the program once more, and compare')
    .requiredOption('--lists <folder>', 'folder with the lists that terminal-bridge/matching/README.md describes')
    .requiredOption('--out <file>', 'the calibration to write')
    .option(
      '--cache <file>',
      'descriptors that "anban face figures" kept, and to keep (personal data: delete the file)',
    )
    .addHelpText('after', RECALIBRATE_HELP)
    .action(async (options: RecalibrateOptions) => {
      const { recalibrate } = await import('./calibration/run-recalibrate.ts');
      process.exitCode = await recalibrate(options);
    });
  face
    .command('figures')
    .description('every figure of the model card in one run')
    .argument('<WHO=PAIRS.csv...>', 'lists of pairs, each with who the people are; the first is the one that counts')
    .requiredOption('--out <file>', 'JSON file to write')
    .option('--labels <file>', 'CSV of "file" and any other columns (sex, age …): error rates by each of their values')
    .option('--model <file>', 'also an ONNX recognition model that was added')
    .option('--cache <file>', 'keep descriptors between runs (personal data: delete the file afterwards)')
    .option('--json', 'print the figures, too')
    .addHelpText('after', FIGURES_HELP)
    .action(async (lists: string[], options: FiguresRunOptions) => {
      const { figuresToFile } = await import('./evaluation/run-figures.ts');
      process.exitCode = await figuresToFile(lists, options);
    });
  face
    .command('model-card')
    .description('write the model card from the shipped calibration and measured figures')
    .argument(
      '<FIGURES.json...>',
      'outputs of "anban face figures": other engines and other lists may be measured apart',
    )
    .requiredOption('--out <file>', 'Markdown file to write')
    .addHelpText(
      'after',
      '\nExit codes: 0 written; 2 a file is not what "anban face figures" writes; 3 a file is missing.',
    )
    .action(async (figures: string[], options: { out: string }) => {
      const { writeModelCard } = await import('./evaluation/model-card.ts');
      process.exitCode = await writeModelCard(figures, options.out);
    });
}
