/** Every emulated device and the panel to play with them, in one process. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { CameraEmulator } from './camera/emulator.ts';
import { DocumentCameraEmulator } from './document-camera/emulator.ts';
import { IdCardReaderEmulator } from './id-card-reader/emulator.ts';
import { PagePrinterEmulator } from './page-printer/emulator.ts';
import { Panel } from './panel/server.ts';
import { loadPeople, OTHER_CARDS, PEOPLE, portraitJpeg } from './people/people.ts';
import { ReceiptPrinterEmulator } from './receipt-printer/emulator.ts';

const DECODER = fileURLToPath(new URL('./id-card-reader/decoder.ts', import.meta.url));

const HELP = `
Writes one JSON line when everything is ready:
  {"event":"mocks-ready","panel":…,"serialPath":…,"camera":…,"printer":{"host","port"},"decoder":[…],
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
  const faceOf = (id: string): string => people.find((person) => person.id === id)?.face ?? id;
  const portrait = (id: string): Promise<Buffer> => portraitJpeg(faceOf(id));
  const further = {
    pagePrinter: new PagePrinterEmulator({ port: 0 }),
    documentCamera: new DocumentCameraEmulator({ port: 0 }),
  };
  await Promise.all([further.pagePrinter.start(), further.documentCamera.start()]);
  const desk = { reader, camera, printer, people, portrait, further };
  const links = { kiosk: options.kioskUrl ?? null, officer: options.officerUrl ?? null };
  const panel = await start('panel', panelPort, () => Panel.start(desk, { port: panelPort, ...links }));

  const ready = {
    event: 'mocks-ready',
    panel: panel.url,
    serialPath,
    camera: camera.url,
    printer: { host: '127.0.0.1', port: printer.port },
    decoder: [process.execPath, DECODER],
    pagePrinter: further.pagePrinter.url,
    documentCamera: further.documentCamera.url,
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);

  const end = async (): Promise<void> => {
    await panel.close();
    await Promise.all([reader.close(), camera.close(), printer.close()]);
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

await new Command('hardware-mocks')
  .description('Emulated ID card reader, camera and receipt printer, with a panel to play with them')
  .requiredOption('--state <dir>', "where the reader's serial port appears")
  .option('--panel-port <port>', 'panel (HTTP)', port, 5880)
  .option('--camera-port <port>', 'camera (MJPEG over HTTP)', port, 5881)
  .option('--printer-port <port>', 'receipt printer (ESC/POS over TCP)', port, 9100)
  .option('--kiosk-url <url>', 'address of the kiosk, for the link on the panel', address)
  .option('--officer-url <url>', "address of the officer's list, for the link on the panel", address)
  .option('--people <file>', 'more people, as JSON like people/people.json')
  .addHelpText('after', HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(run)
  .parseAsync();
