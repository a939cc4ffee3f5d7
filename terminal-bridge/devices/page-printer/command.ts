/** `anban print`: one PDF on a page printer over IPP, without the bridge. */
import type { Command } from 'commander';
import { addressOf, wholeUpTo } from '../../command-line/options.ts';

const HELP = `
The job is followed to its end: 0 means that the last page is out. When paper ends or a cover is opened meanwhile, the
job waits for somebody until --timeout is over, and is then withdrawn. Ctrl-C withdraws it too. Progress goes to
standard error.

With --json: {printed: true, milliseconds, warnings: ["toner-low"|"paper-low"…]}, or
{error: {name, code, message, hint, details: {warnings}}}.

Exit codes: 0 printed; 1 not printed; 2 wrong usage, or not a PDF that can be read (fileMissing, notPdf); 3 the printer
cannot be reached (pagePrinterUnreachable).`;

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
    .requiredOption('--printer <url>', 'such as ipp://192.0.2.7/ipp/print', addressOf('ipp', 'ipps', 'http', 'https'))
    .option('--copies <n>', 'how many, 1 to 20', wholeUpTo(20), 1)
    .option('--timeout <seconds>', 'after this the job is withdrawn; up to an hour', wholeUpTo(3600), 120)
    .option('--json', 'print JSON', false)
    .addHelpText('after', HELP)
    .action(async (file: string, options: PrintCommandOptions) => {
      const { printFile } = await import('./print-file.ts');
      process.exitCode = await printFile(file, options);
    });
}
