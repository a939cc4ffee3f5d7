/** The emulated scanner alone: `node hardware-mocks/qr-scanner/main.ts --link /tmp/scanner --show CODE`. */
import { createInterface } from 'node:readline';
import { Command, InvalidArgumentError } from 'commander';
import { QrScannerEmulator, SCREENS, type Screen } from './emulator.ts';
import { isScannerFaultKind, SCANNER_FAULTS } from './faults.ts';

const HELP = `
Reads commands from standard input, one a line:
  show CODE [${SCREENS.join('|')}]   holds a phone with this code before the window
  take               takes the phone away
  unplug | replug
  fault KIND [N|always] | fault none
Faults:
${Object.entries(SCANNER_FAULTS)
  .map(([kind, meaning]) => `  ${kind.padEnd(14)} ${meaning}`)
  .join('\n')}
Writes one JSON line when it is ready and one for every change; never the code.
Exit codes: 0 ended, 2 wrong usage.`;

const write = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function screenOf(word: string | undefined): Screen {
  const screen = SCREENS.find((one) => one === (word ?? 'bright'));
  if (screen === undefined) throw new InvalidArgumentError(`No such screen: ${word}`);
  return screen;
}

function setFault(scanner: QrScannerEmulator, [kind = '', times = '1']: readonly string[]): void {
  if (kind === 'none') {
    scanner.setFault(null);
    return;
  }
  const count = times === 'always' ? Number.POSITIVE_INFINITY : Number(times);
  if (!isScannerFaultKind(kind) || !(count >= 1)) throw new InvalidArgumentError('fault KIND [N|always]');
  scanner.setFault({ kind, times: count });
}

/** One line of standard input. Throws with words for the person who wrote it. */
function obey(scanner: QrScannerEmulator, line: string): void {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  if (word === 'show' && rest[0] !== undefined) scanner.show(rest[0], screenOf(rest[1]));
  else if (word === 'take') scanner.take();
  else if (word === 'unplug') scanner.unplug();
  else if (word === 'replug') scanner.replug();
  else if (word === 'fault') setFault(scanner, rest);
  else if (word !== '') throw new InvalidArgumentError(`Unknown command: ${word}`);
}

async function run(options: { link: string; show?: string; screen: string; presentation: boolean }): Promise<void> {
  const scanner = new QrScannerEmulator({ linkPath: options.link, presentation: options.presentation });
  try {
    if (options.show !== undefined) scanner.show(options.show, screenOf(options.screen));
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(2);
  }
  await scanner.start();
  write({ event: 'qr-scanner-ready', serialPath: options.link });
  scanner.onChange(() => write({ event: 'changed', ...scanner.state }));
  createInterface({ input: process.stdin }).on('line', (line) => {
    try {
      obey(scanner, line);
    } catch (error) {
      process.stderr.write(`${messageOf(error)}\n`);
    }
  });
  const end = (): void => void scanner.close().then(() => process.exit(0));
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

await new Command('qr-scanner')
  .description('An emulated code scanner on USB-CDC serial, on a pseudo-terminal.')
  .requiredOption('--link <path>', 'where the serial port appears, a symbolic link')
  .option('--show <code>', 'a phone with this code from the start')
  .option('--screen <how>', `its screen: ${SCREENS.join(', ')}`, 'bright')
  .option('--presentation', 'looks always, without being told to', false)
  .addHelpText('after', HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(run)
  .parseAsync();
