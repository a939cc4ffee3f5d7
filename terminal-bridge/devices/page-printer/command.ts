/** `anban print`: one PDF on a page printer over IPP, without the bridge. */
import type { Command } from 'commander';

const HELP = `
The job is followed to its end: 0 means that the last page is out. When paper ends or a cover is opened meanwhile, the
job waits for somebody until --timeout is over, and is then withdrawn. Ctrl-C withdraws it too. Progress goes to
standard error.

With --json: {printed: true, milliseconds, warnings: ["toner-low"|"paper-low"…]}, or {printed: false, error, code, hint,
warnings}.

Exit codes: 0 printed; 1 not printed; 2 wrong usage, or not a PDF; 3 the printer cannot be reached.`;

const WRONG_USAGE = 2;

export interface PrintCommandOptions {
  readonly printer: string;
  readonly copies: number;
  /** Seconds. */
  readonly timeout: number;
  readonly json: boolean;
}

export function register(program: Command): void {
  program
    .command('print')
    .description('print a PDF on an A4 printer over IPP')
    .argument('<file>', 'PDF file')
    .requiredOption('--printer <url>', 'such as ipp://192.0.2.7/ipp/print', printerUrl)
    .option('--copies <n>', 'how many, 1 to 20', (text: string) => whole('--copies', text, 20), 1)
    .option(
      '--timeout <seconds>',
      'after this the job is withdrawn',
      (text: string) => whole('--timeout', text, 3600),
      120,
    )
    .option('--json', 'print JSON', false)
    .addHelpText('after', HELP)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : WRONG_USAGE))
    .action(async (file: string, options: PrintCommandOptions) => {
      const { printFile } = await import('./print-file.ts');
      process.exitCode = await printFile(file, options);
    });

  function printerUrl(text: string): string {
    if (URL.canParse(text) && /^(ipps?|https?):\/\/[^/]/.test(text)) return text;
    return program.error(`error: --printer must be an ipp:// address, not "${text}"`, { exitCode: WRONG_USAGE });
  }

  function whole(name: string, text: string, most: number): number {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
    return program.error(`error: ${name} must be a whole number from 1 to ${most}, not "${text}"`, {
      exitCode: WRONG_USAGE,
    });
  }
}
