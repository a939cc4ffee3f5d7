/** The emulated camera alone: `node hardware-mocks/camera/main.ts --port 5881 --show wang-jianhua`. */
import { createInterface } from 'node:readline';
import { Command, InvalidArgumentError, Option } from 'commander';
import { loadPeople, PEOPLE } from '../people/people.ts';
import { CameraEmulator, CONDITIONS, POSES, PRESENTATIONS, type Scene } from './emulator.ts';

const HELP = `
Reads commands from standard input, one a line:
  show nobody | ID | ID ID | landscape      nobody, one person, two people, a picture without a face
  condition ${CONDITIONS.join(' | ')}
  present ${PRESENTATIONS.join(' | ')}
                     in person, or by an artefact
  pose ${POSES.join(' | ')}
                     what the person (or who holds the artefact) does
  drop | restore     cuts the connections and refuses new ones; takes them again
  unplug | replug
People: ${PEOPLE.map(({ id }) => id).join(' ')}
Writes one JSON line when it is ready and one for every change. /snapshot.jpg gives one picture.
Exit codes: 0 ended, 2 wrong usage, 98 port in use.`;

const write = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

function readScene([first = 'nobody', second]: readonly string[]): Scene {
  if (first === 'nobody') return { kind: 'nobody' };
  if (first === 'landscape') return { kind: 'photo-of-landscape' };
  return second === undefined ? { kind: 'person', id: first } : { kind: 'two', ids: [first, second] };
}

/** One line of standard input. Rejects with words for the person who wrote it. */
async function obey(camera: CameraEmulator, line: string): Promise<void> {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  if (word === 'show') camera.show(readScene(rest));
  else if (word === 'condition') setCondition(camera, rest[0]);
  else if (word === 'present') present(camera, rest[0]);
  else if (word === 'pose') strike(camera, rest[0]);
  else if (word === 'drop') camera.drop();
  else if (word === 'restore') camera.restore();
  else if (word === 'unplug') await camera.unplug();
  else if (word === 'replug') await camera.replug();
  else if (word !== '') throw new InvalidArgumentError(`Unknown command: ${word}`);
}

function setCondition(camera: CameraEmulator, name: string | undefined): void {
  const condition = CONDITIONS.find((one) => one === name);
  if (condition === undefined) throw new InvalidArgumentError(`No such condition: ${name}`);
  camera.setCondition(condition);
}

function present(camera: CameraEmulator, name: string | undefined): void {
  const presentation = PRESENTATIONS.find((one) => one === name);
  if (presentation === undefined) throw new InvalidArgumentError(`No such presentation: ${name}`);
  camera.present(presentation);
}

function strike(camera: CameraEmulator, name: string | undefined): void {
  const pose = POSES.find((one) => one === name);
  if (pose === undefined) throw new InvalidArgumentError(`No such pose: ${name}`);
  camera.strike(pose);
}

interface Options {
  readonly port: string;
  readonly host: string;
  readonly size: string;
  readonly fps: string;
  readonly show: string;
  readonly condition: string;
  readonly present: string;
  readonly people?: string;
  readonly video?: string;
}

async function run(options: Options): Promise<void> {
  const [width, height] = options.size.split('x').map(Number);
  const more = options.people === undefined ? [] : await loadPeople(options.people);
  const camera = new CameraEmulator({
    port: Number(options.port),
    host: options.host,
    width: width ?? 640,
    height: height ?? 480,
    fps: Number(options.fps),
    people: [...PEOPLE, ...more],
    ...(options.video === undefined ? {} : { video: options.video }),
  });
  try {
    camera.show(readScene(options.show.split(/[\s,]+/)));
    setCondition(camera, options.condition);
    present(camera, options.present);
  } catch (error) {
    stop(2, messageOf(error));
  }
  await camera.start().catch((error: unknown) => {
    if (!isPortInUse(error)) throw error;
    stop(98, `Port ${options.port} (camera) is in use`);
  });
  write({ event: 'camera-ready', camera: camera.url });
  camera.onChange(() => write({ event: 'changed', ...camera.state }));
  createInterface({ input: process.stdin }).on('line', (line) => {
    obey(camera, line).catch((error: unknown) => process.stderr.write(`${messageOf(error)}\n`));
  });
  const end = (): void => void camera.close().then(() => process.exit(0));
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

function stop(code: number, words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(code);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const isPortInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

await new Command('camera')
  .description('An emulated network camera: MJPEG over HTTP.')
  .option('--port <n>', 'TCP port, 0 for a free one', '5881')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--size <WxH>', 'size of the picture', '640x480')
  .option('--fps <n>', 'pictures a second', '15')
  .option('--show <who>', 'who stands before it: nobody, ID, ID,ID or landscape', 'nobody')
  .addOption(new Option('--condition <name>', 'what is wrong').choices([...CONDITIONS]).default('normal'))
  .addOption(new Option('--present <how>', 'how the face is presented').choices([...PRESENTATIONS]).default('live'))
  .option('--people <file>', 'more people, as JSON like hardware-mocks/people/people.json')
  .option('--video <file>', 'play a video file instead; needs ffmpeg')
  .addHelpText('after', HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(run)
  .parseAsync();
