/** Every emulated device and the panel to play with them, in one process. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { CameraEmulator } from './camera/emulator.ts';
import { DocumentCameraEmulator } from './document-camera/emulator.ts';
import { IdCardReaderEmulator } from './id-card-reader/emulator.ts';
import { PagePrinterEmulator } from './page-printer/emulator.ts';
import { Panel } from './panel/server.ts';
import { loadPeople, OTHER_CARDS, PEOPLE, portraitJpeg } from './people/people.ts';
import { QrScannerEmulator } from './qr-scanner/emulator.ts';
import { freshCode } from './qr-scanner/phone.ts';
import { ReceiptPrinterEmulator } from './receipt-printer/emulator.ts';
import { CardSlot } from './social-security-card/slot.ts';

const DECODER = fileURLToPath(new URL('./id-card-reader/decoder.ts', import.meta.url));

const HELP = `
Writes one JSON line when everything is ready:
  {"event":"mocks-ready","panel":…,"serialPath":…,"camera":…,"printer":{"host","port"},"decoder":[…],"qrScanner":…,
   "pagePrinter":"ipp://…","documentCamera":…}
Exit codes: 0 ended, 2 wrong usage, 98 a port is in use (named on stderr).`;

type Options = {
  readonly state: string;
  readonly panelPort: number;
  readonly cameraPort: number;
  readonly printerPort: number;
  readonly kioskUrl?: string;
  readonly officerUrl?: string;
  readonly people?: string;
  readonly smartCardPort?: number;
  readonly pagePrinterPort: number;
  readonly documentCameraPort: number;
  readonly eCardCommand?: string[];
};

const isPortInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** Starts one device; a port in use ends the process with 98 and names the port. */
async function start<T>(device: string, port: number, starting: () => Promise<T>): Promise<T> {
  try {
    return await starting();
  } catch (error) {
    if (!isPortInUse(error)) throw error;
    process.stderr.write(`Port ${port} (${device}) is in use\n`);
    process.exit(98);
  }
}

async function run(options: Options): Promise<void> {
  const { panelPort, cameraPort, printerPort } = options;
  const folder = resolve(options.state);
  mkdirSync(folder, { recursive: true });
  const serialPath = join(folder, 'id-card-reader');
  const people = [...PEOPLE, ...OTHER_CARDS, ...(options.people === undefined ? [] : await loadPeople(options.people))];
  const camera = new CameraEmulator({ port: cameraPort, people });
  await start('camera', cameraPort, () => camera.start());
  const printer = new ReceiptPrinterEmulator({ port: printerPort });
  await start('receipt printer', printerPort, () => printer.start());
  const reader = new IdCardReaderEmulator({ linkPath: serialPath, people });
  await reader.start();
  const slot = options.smartCardPort === undefined ? null : new CardSlot(options.smartCardPort, people);
  const faceOf = (id: string): string => people.find((person) => person.id === id)?.face ?? id;
  const portrait = (id: string): Promise<Buffer> => portraitJpeg(faceOf(id));
  const further = {
    pagePrinter: new PagePrinterEmulator({ port: options.pagePrinterPort }),
    documentCamera: new DocumentCameraEmulator({ port: options.documentCameraPort }),
  };
  await start('page printer', options.pagePrinterPort, () => further.pagePrinter.start());
  await start('document camera', options.documentCameraPort, () => further.documentCamera.start());
  const { eCardCommand } = options;
  const scannerPath = join(folder, 'qr-scanner');
  const scanner = new QrScannerEmulator({ linkPath: scannerPath });
  await scanner.start();
  const cards = {
    slot,
    scanner,
    phone:
      eCardCommand === undefined
        ? null
        : async (id: string): Promise<string> => {
            const person = people.find((one) => one.id === id);
            if (person === undefined) throw new Error(`Nobody has the id ${id}`);
            return freshCode(eCardCommand, person);
          },
  };
  const desk = { reader, camera, printer, people, portrait, further, cards };
  const links = { kiosk: options.kioskUrl ?? null, officer: options.officerUrl ?? null };
  const panel = await start('panel', panelPort, () => Panel.start(desk, { port: panelPort, ...links }));

  const ready = {
    event: 'mocks-ready',
    panel: panel.url,
    serialPath,
    camera: camera.url,
    printer: { host: '127.0.0.1', port: printer.port },
    decoder: [process.execPath, DECODER],
    qrScanner: scannerPath,
    pagePrinter: further.pagePrinter.url,
    documentCamera: further.documentCamera.url,
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);

  const end = async (): Promise<void> => {
    await panel.close();
    slot?.remove();
    await Promise.all([reader.close(), scanner.close(), camera.close(), printer.close()]);
    await Promise.all([further.pagePrinter.close(), further.documentCamera.close()]);
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value < 65536) return value;
  throw new InvalidArgumentError('It must be a port number, or 0 for a free one.');
}

function address(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new InvalidArgumentError('It must be an http address.');
}

function words(text: string): string[] {
  try {
    const parsed = z.array(z.string()).min(1).safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch {
    // Said below.
  }
  throw new InvalidArgumentError('It must be a JSON array of words.');
}

await new Command('hardware-mocks')
  .description('Emulated readers, camera and receipt printer of a terminal, with a panel to play with them')
  .requiredOption('--state <dir>', "where the reader's serial port appears")
  .option('--panel-port <port>', 'panel (HTTP)', port, 5880)
  .option('--camera-port <port>', 'camera (MJPEG over HTTP)', port, 5881)
  .option('--printer-port <port>', 'receipt printer (ESC/POS over TCP)', port, 9100)
  .option('--page-printer-port <port>', 'page printer (IPP), 0 for a free one', port, 0)
  .option('--document-camera-port <port>', 'document camera (MJPEG over HTTP), 0 for a free one', port, 0)
  .option('--kiosk-url <url>', 'address of the kiosk, for the link on the panel', address)
  .option('--officer-url <url>', "address of the officer's list, for the link on the panel", address)
  .option('--people <file>', 'more people, as JSON like people/people.json')
  .option('--smart-card-port <port>', 'where the virtual reader for social security cards listens', port)
  .option('--e-card-command <json>', 'command that issues a code: a phone can then show one', words)
  .addHelpText('after', HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(run)
  .parseAsync();
