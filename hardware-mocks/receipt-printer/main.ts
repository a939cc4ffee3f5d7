/** The emulated receipt printer alone: `node hardware-mocks/receipt-printer/main.ts --port 9100`. */
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { ReceiptPrinterEmulator } from './emulator.ts';
import { handle, isPrinterAction } from './hands.ts';

const HELP = `
Reads commands from standard input, one a line:
  paper-out | paper-low | refill | open-cover | close-cover | unplug | replug
  tickets            the tickets printed so far, as JSON
  png ID FILE        writes one ticket as a picture (sample data only: tickets are otherwise kept in memory)
Writes one JSON line when it is ready and one for every change.
Exit codes: 0 ended, 2 wrong usage, 98 port in use.`;

const write = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

const isPortInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

async function obey(printer: ReceiptPrinterEmulator, line: string): Promise<void> {
  const [word, id = '', file = ''] = line.trim().split(/\s+/);
  if (isPrinterAction(word)) return handle(printer, word);
  switch (word) {
    case 'tickets':
      return write(printer.tickets);
    case 'png':
      return writeFile(file, await printer.png(id));
    default:
      process.stderr.write(`Unknown command: ${line}\n`);
  }
}

async function run(options: { port: number; host: string; speed: number }): Promise<void> {
  const { port, host, speed } = options;
  const printer = new ReceiptPrinterEmulator({ port, host, millimetresPerSecond: speed === 0 ? Infinity : speed });
  try {
    await printer.start();
  } catch (error) {
    if (!isPortInUse(error)) throw error;
    process.stderr.write(`Port ${port} (receipt printer) is in use\n`);
    process.exit(98);
  }
  write({ event: 'receipt-printer-ready', host, port: printer.port });
  printer.onChange(() => write({ event: 'changed', ...printer.state, tickets: printer.tickets.length }));
  const input = createInterface({ input: process.stdin });
  input.on('line', (line) => {
    obey(printer, line).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  });
  const end = (): void => {
    input.close();
    void printer.close();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

const number = (text: string): number => {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new RangeError(`${text} is not a number of 0 or more`);
};

await new Command('receipt-printer')
  .description('An emulated 80 mm ESC/POS receipt printer on raw TCP')
  .option('--port <port>', 'TCP port, 0 for a free one', number, 9100)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--speed <mm/s>', 'how fast the paper moves, 0 for at once', number, 200)
  .addHelpText('after', HELP)
  .action(run)
  .parseAsync();
