/** `anban document-camera shoot`: one sheet from a document camera, without the bridge. */
import { type Command, InvalidArgumentError } from 'commander';
import { addressOf, seconds } from '../../command-line/options.ts';

const HELP = `
Waits until an A4 sheet lies still on the mat and can be read, cuts it out, turns it straight and writes it as a JPEG of
200 to 300 dpi. What to do until then goes to standard error.

With --json: {file, width, height, dpi, angle, sharpness, shadow}: pixels; degrees by which the sheet lay askew; the
steepest edges over the step from paper to mat (0 to 1); share of the sheet in a shadow (0 to 1). If no sheet was
taken: {error: {name, code, message, hint}}.

Exit codes: 0 taken; 1 no sheet that could be taken in time; 2 wrong usage; 3 no picture from the camera
(documentCameraLost), or the file cannot be written (fileNotWritten).`;

export interface ShootOptions {
  readonly source: string;
  readonly out: string;
  /** Seconds. */
  readonly timeout: number;
  readonly json: boolean;
}

export function register(program: Command): void {
  program
    .command('document-camera')
    .description('document cameras')
    .command('shoot')
    .description('take one A4 sheet')
    .requiredOption('--source <address>', 'http address of MJPEG, or a V4L2 device such as /dev/video2', source)
    .requiredOption('--out <file>', 'JPEG to write')
    .option('--timeout <seconds>', 'how long to wait for a good sheet', seconds, 30)
    .option('--json', 'print JSON', false)
    .addHelpText('after', HELP)
    .action(async (options: ShootOptions) => {
      const { shootToFile } = await import('./shoot-to-file.ts');
      process.exitCode = await shootToFile(options);
    });
}

function source(text: string): string {
  if (text.startsWith('/')) return text;
  try {
    return addressOf('http', 'https')(text);
  } catch {
    throw new InvalidArgumentError('It must be an http address or a device.');
  }
}
