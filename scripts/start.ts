/** `npm start`: everything on one machine, for a person to try: see the README. */
import { join, resolve } from 'node:path';
import { DEVICE_NAMES } from '@anban/terminal-bridge/protocol/state';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ensureBrowser } from './setup/browser.ts';
import { ensureFonts } from './setup/fonts.ts';
import { buildKiosk, ROOT } from './setup/kiosk.ts';
import { DEFAULT_PORTS, type Ports, takenPorts } from './setup/ports.ts';
import { keepRunning, type Running } from './setup/processes.ts';
import {
  bridgeProgram,
  Devices,
  enrolmentCode,
  mocksProgram,
  SAMPLE_OFFICERS,
  type StackOptions,
  seedCentre,
  serverProgram,
  untilReady,
} from './setup/stack.ts';
import { provideVoice } from './setup/voice.ts';

const PORT_IN_USE = 98;
const say = (line: string) => process.stderr.write(`anban: ${line}\n`);
const running: Running[] = [];

const options = readOptions();
await refuseTakenPorts(options.ports);
ensureFonts(say);
await ensureBrowser(ROOT, say).catch((error: unknown) =>
  say(`no browser here (${reason(error)}): open the addresses from another machine's`),
);
say('building the kiosk page …');
await buildKiosk();
// A minute the first time: the terminal is used meanwhile, and offers its voice when it is there.
void provideVoice(ROOT, say);
process.once('SIGINT', () => void stop(0));
process.once('SIGTERM', () => void stop(0));
await start(options).catch((error: unknown) => {
  say(`could not start: ${reason(error)}`);
  return stop(1);
});

async function start(stack: StackOptions): Promise<void> {
  const links = { kiosk: address(stack.ports.kiosk), officers: address(stack.ports.officers) };
  const database = stack.databaseUrl === null ? 'its embedded database (a few seconds the first time)' : 'DATABASE_URL';
  say(`starting the centre on ${database} …`);
  running.push(await keepRunning(serverProgram(stack), ROOT, say));
  if (stack.samples) say('loading the sample officers and the sample roster …');
  await seedCentre(stack, new Date());
  const code = await enrolmentCode(stack);
  say('starting the emulated devices …');
  const mocks = await keepRunning(mocksProgram(stack, links), ROOT, say);
  running.push(mocks);
  const devices = Devices.parse(mocks.announcement);
  say('starting the terminal bridge …');
  running.push(await keepRunning(bridgeProgram(stack, devices, links.officers, code), ROOT, say));
  say('warming up the devices and the face matcher …');
  const late = await untilReady(links.kiosk, DEVICE_NAMES);
  if (late.length > 0) say(`not ready yet: ${late.join(', ')}; the kiosk says so, and goes on without`);
  announce(stack, devices, links);
}

function announce(stack: StackOptions, devices: Devices, links: { kiosk: string; officers: string }): void {
  const samples = SAMPLE_OFFICERS.map(({ number, pin }) => `${number} / ${pin}`).join(' and ');
  const officers = stack.samples ? samples : 'staff number and PIN (anban officer add)';
  process.stdout.write(`
Anban is ready (profile: ${stack.profile}).

  Kiosk           ${links.kiosk}     what the person at the terminal sees
  Panel           ${devices.panel}     lay cards, choose who stands before the camera, pull plugs
  Officer's list  ${links.officers}     who has arrived; sign in with ${officers}

EMULATED here, real bytes but no real hardware: the ID card reader (${devices.serialPath}),
its photo decoder, the reader for social security cards, the code scanner (${devices.qrScanner}),
the camera (${devices.camera}), the receipt printer
(${devices.printer.host}:${devices.printer.port}), the page printer (${devices.pagePrinter})
and the document camera (${devices.documentCamera}). The people, the roster and the officers are invented samples.

Data are kept in ${stack.dataDir}. Stop with Ctrl-C.
`);
}

function readOptions(): StackOptions {
  const port = (name: keyof Ports) =>
    new Option(`--${wordOf(name)}-port <port>`).default(DEFAULT_PORTS[name]).argParser(readPort);
  const command = new Command('npm start --')
    .description('Starts the centre, the emulated devices with their panel, and one terminal.')
    .addOption(new Option('--profile <profile>').choices(['assessment', 'hall', 'bank']).default('assessment'))
    .option('--data <folder>', 'where data are kept', join(ROOT, '.anban'))
    .option('--movements', 'ask for movements before the camera, as where nobody stands beside the terminal', false)
    .option('--recording', 'the terminal also records examinations, from 进诊室 on (needs ffmpeg with libx264)', false)
    .option('--samples', 'load the sample officers, whose PINs are public, and rosters also into DATABASE_URL', false)
    .addOption(port('kiosk'))
    .addOption(port('panel'))
    .addOption(port('officers'))
    .addOption(port('camera'))
    .addOption(port('printer'))
    .addOption(port('smartCard'))
    .addOption(port('pagePrinter'))
    .addOption(port('documentCamera'))
    .parse();
  const chosen = command.opts<
    {
      profile: StackOptions['profile'];
      data: string;
      samples: boolean;
      movements: boolean;
      recording: boolean;
    } & Record<`${keyof Ports}Port`, number>
  >();
  const databaseUrl = process.env.DATABASE_URL || null;
  return {
    dataDir: resolve(chosen.data),
    profile: chosen.profile,
    databaseUrl,
    movements: chosen.movements,
    recording: chosen.recording,
    samples: databaseUrl === null || chosen.samples,
    ports: {
      kiosk: chosen.kioskPort,
      panel: chosen.panelPort,
      officers: chosen.officersPort,
      camera: chosen.cameraPort,
      printer: chosen.printerPort,
      smartCard: chosen.smartCardPort,
      pagePrinter: chosen.pagePrinterPort,
      documentCamera: chosen.documentCameraPort,
    },
  };
}

/** As it is called on the command line: smartCard is smart-card. */
function wordOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new InvalidArgumentError('It must be a port number from 1 to 65535.');
}

async function refuseTakenPorts(ports: Ports): Promise<void> {
  const taken = await takenPorts(ports);
  if (taken.length === 0) return;
  for (const { name, port } of taken) {
    say(
      `port ${port} is in use by another program; choose another with --${wordOf(name)}-port, e.g. npm start -- --${wordOf(name)}-port ${port + 100}`,
    );
  }
  process.exit(PORT_IN_USE);
}

async function stop(code: number): Promise<never> {
  say('stopping …');
  for (const program of running.reverse()) await program.stop();
  process.exit(code);
}

function address(port: number): string {
  return `http://127.0.0.1:${port}`;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
