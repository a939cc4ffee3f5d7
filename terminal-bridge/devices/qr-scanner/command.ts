/** `anban qr read`: one code from a serial scanner, without the bridge. */
import { type Command, Option } from 'commander';
import { seconds } from '../../command-line/options.ts';

const HELP = `
The scanner is looked for until it is there, and a code until one is read or the time is over, through unplugging too.
Progress goes to standard error. The code is somebody's identity for a minute: it is shown only with --show.

With --json: {length, sha256, code?}; code only with --show. If no code was read: {error: {name, code, message, hint}}.

Exit codes: 0 a code was read; 1 the scanner works, and no code was read in time; 2 wrong usage; 3 the scanner cannot be
used: not there (scannerUnplugged), another program holds the port (scannerBusy), no permission (scannerDenied), no
answer (scannerSilent).`;

export function register(program: Command): void {
  program
    .command('qr')
    .description('code scanners')
    .command('read')
    .description('read one code from a scanner on a serial port (USB-CDC)')
    .requiredOption('--port <path>', 'serial device of the scanner, such as /dev/ttyACM0')
    .addOption(
      new Option('--dialect <name>', 'how the scanner is spoken to')
        .choices(['honeywell', 'listen-only'])
        .default('honeywell'),
    )
    .option('--timeout <seconds>', 'how long to keep trying', seconds, 30)
    .option('--show', 'print the code itself', false)
    .option('--json', 'print JSON', false)
    .addHelpText('after', HELP)
    .action(async (options: { port: string; dialect: string; timeout: number; show: boolean; json: boolean }) => {
      const { readOneCode } = await import('./read-one-code.ts');
      process.exitCode = await readOneCode(options);
    });
}
