/** The emulated document camera alone: `node hardware-mocks/document-camera/main.ts --port 5882 --show good`. */
import { createInterface } from 'node:readline';
import { Command, InvalidArgumentError, Option } from 'commander';
import { DocumentCameraEmulator } from './emulator.ts';
import { isSight, SIGHTS, type Sight } from './page.ts';

const HELP = `
Reads commands from standard input, one a line:
  show SIGHT
  unplug | replug
Sights:
${Object.entries(SIGHTS)
  .map(([sight, meaning]) => `  ${sight.padEnd(10)} ${meaning}`)
  .join('\n')}
Writes one JSON line when it is ready and one for every change. /snapshot.jpg gives one picture.
Exit codes: 0 ended, 2 wrong usage, 98 port in use.`;

const write = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const isPortInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

async function obey(camera: DocumentCameraEmulator, line: string): Promise<void> {
  const [word = '', sight] = line.trim().split(/\s+/);
  if (word === 'show' && isSight(sight)) camera.show(sight);
  else if (word === 'unplug') await camera.unplug();
  else if (word === 'replug') await camera.replug();
  else if (word !== '') throw new InvalidArgumentError(`Unknown command: ${line}`);
}

async function run(options: { port: number; host: string; show: Sight }): Promise<void> {
  const camera = new DocumentCameraEmulator(options);
  camera.show(options.show);
  try {
    await camera.start();
  } catch (error) {
    if (!isPortInUse(error)) throw error;
    process.stderr.write(`Port ${options.port} (document camera) is in use\n`);
    process.exit(98);
  }
  write({ event: 'document-camera-ready', camera: camera.url });
  camera.onChange(() => write({ event: 'changed', ...camera.state }));
  createInterface({ input: process.stdin }).on('line', (line) => {
    obey(camera, line).catch((error: unknown) => process.stderr.write(`${messageOf(error)}\n`));
  });
  const end = (): void => void camera.close().then(() => process.exit(0));
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

const port = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value < 65536) return value;
  throw new InvalidArgumentError('It must be a port number, or 0 for a free one.');
};

await new Command('document-camera')
  .description('An emulated document camera: MJPEG over HTTP')
  .option('--port <port>', 'TCP port, 0 for a free one', port, 5882)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .addOption(new Option('--show <sight>', 'what lies on the mat').choices(Object.keys(SIGHTS)).default('good'))
  .addHelpText('after', HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(run)
  .parseAsync();
