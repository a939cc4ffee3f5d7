/** The emulated page printer alone: `node hardware-mocks/page-printer/main.ts --port 8631`. */
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Command, InvalidArgumentError } from 'commander';
import { PagePrinterEmulator } from './emulator.ts';
import { isPagePrinterAction, isPagePrinterFault, PAGE_PRINTER_ACTIONS, PAGE_PRINTER_FAULTS } from './hands.ts';

const HELP = `
Reads commands from standard input, one a line:
  ${PAGE_PRINTER_ACTIONS.join(' | ')}
  fault KIND | fault none
  jobs               the jobs so far, as JSON
  save ID FILE       writes the document of a job (sample data only: documents are otherwise kept in memory)
Faults:
${Object.entries(PAGE_PRINTER_FAULTS)
  .map(([kind, meaning]) => `  ${kind.padEnd(10)} ${meaning}`)
  .join('\n')}
Writes one JSON line when it is ready and one for every change.
Exit codes: 0 ended, 2 wrong usage, 98 port in use.`;

const write = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const isPortInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

async function obey(printer: PagePrinterEmulator, line: string): Promise<void> {
  const [word, first = '', second = ''] = line.trim().split(/\s+/);
  if (isPagePrinterAction(word)) await printer.handle(word);
  else if (word === 'fault' && first === 'none') printer.setFault(null);
  else if (word === 'fault' && isPagePrinterFault(first)) printer.setFault(first);
  else if (word === 'jobs') write(printer.jobs);
  else if (word === 'save') await save(printer, Number(first), second);
  else if (word !== '') throw new InvalidArgumentError(`Unknown command: ${line}`);
}

async function save(printer: PagePrinterEmulator, id: number, file: string): Promise<void> {
  const document = printer.document(id);
  if (document === undefined) throw new InvalidArgumentError(`No job ${id}`);
  await writeFile(file, document);
}

async function run(options: { port: number; host: string; msPerPage: number }): Promise<void> {
  const printer = new PagePrinterEmulator(options);
  try {
    await printer.start();
  } catch (error) {
    if (!isPortInUse(error)) throw error;
    process.stderr.write(`Port ${options.port} (page printer) is in use\n`);
    process.exit(98);
  }
  write({ event: 'page-printer-ready', url: printer.url });
  printer.onChange(() => write({ event: 'changed', ...printer.state, jobs: printer.jobs }));
  const input = createInterface({ input: process.stdin });
  input.on('line', (line) => {
    obey(printer, line).catch((error: unknown) => process.stderr.write(`${messageOf(error)}\n`));
  });
  const end = (): void => void printer.close().then(() => process.exit(0));
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

const number = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('It must be a whole number of 0 or more.');
};

await new Command('page-printer')
  .description('An emulated A4 printer on IPP')
  .option('--port <port>', 'TCP port, 0 for a free one', number, 8631)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--ms-per-page <ms>', 'how long a page takes', number, 700)
  .addHelpText('after', HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(run)
  .parseAsync();
