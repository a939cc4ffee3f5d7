/** `anban face pad`: how well living people are told from photos, screens and fed-in streams. Simulated attacks only. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { EvaluateOptions } from './run-evaluate.ts';
import { ATTACKS } from './species.ts';

const HELP = `
Without --mode one run answers for both: passive ends where the challenge asks for the first movement.

Kinds: live (living people)
${Object.entries(ATTACKS)
  .map(([kind, what]) => `  ${kind.padEnd(12)} ${what}`)
  .join('\n')}

Drawn by the emulated camera from twelve demonstration photos, judged by the terminal's own networks and liveness check,
in simulated time. A simulation: it finds regressions and holes; error rates of real attackers need real attackers
(docs/face-pad.md).

APCER: share of attacks that passed. BPCER: share of living people who were stopped and sent to officers. Intervals are
Clopper and Pearson's, 95 %; they take runs as independent, though the same twelve faces come again.
JSON: {runs, slow, seed, rows[]} with mode, species, attempts, people, rate {value, low, high}, noAnswer (neither passed
nor stopped), reasons {fault: count}, ms {p50, p95} from first picture to verdict.
Exit codes: 0 measured; 2 wrong usage; 3 the engine does not run, or this is a release, which has no emulated camera.`;

const number = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (!(value >= least && value <= most))
    throw new InvalidArgumentError(`A number from ${least} to ${most} is wanted.`);
  return value;
};
const integer = (least: number, most: number) => (text: string) => {
  const value = number(least, most)(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('A whole number is wanted.');
  return value;
};

/** Adds `pad` below `face`. Throws when that is not there yet: the order of registration is wrong. */
export function register(program: Command): void {
  const face = program.commands.find((command) => command.name() === 'face');
  if (face === undefined) throw new Error('register `face` first');
  const pad = face.command('pad').description('living people and presentation attacks, simulated');
  pad
    .command('evaluate')
    .description('error rates per kind of attack, and of living people')
    .option('--runs <n>', 'attempts per kind and mode', integer(1, 10_000), 36)
    .addOption(new Option('--mode <mode>', 'only this mode').choices(['challenge', 'passive']))
    .addOption(new Option('--kind <kind>', 'only this kind').choices(['live', ...Object.keys(ATTACKS)]))
    .option('--slow <factor>', "as if the terminal's machine were so many times slower", number(0.1, 100), 1)
    .option('--seed <n>', 'another seed, other moments and reactions', integer(0, 1_000_000_000), 1)
    .option('--workers <n>', 'attempts at the same time', integer(1, 64), 2)
    .option('--each', 'also print every attempt, one JSON object a line, on standard error')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(async (options: EvaluateOptions) => {
      const { runEvaluate } = await import('./run-evaluate.ts');
      process.exitCode = await runEvaluate(options);
    });
}
