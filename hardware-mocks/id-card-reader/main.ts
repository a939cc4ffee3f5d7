/** The emulated reader alone: `node hardware-mocks/id-card-reader/main.ts --link /tmp/reader --lay wang-jianhua`. */
import { createInterface } from 'node:readline';
import { Command, InvalidArgumentError, Option } from 'commander';
import { loadPeople, OTHER_CARDS, PEOPLE } from '../people/people.ts';
import { IdCardReaderEmulator, isReaderFaultKind, READER_FAULTS, type ReaderFault } from './emulator.ts';

const HELP = `
Reads commands from standard input, one a line:
  lay ID             lays that person's card on the reader
  lift               takes the card away
  unplug | replug
  fault KIND [N|always] [any|read]
                     for the next N answers (1 if not said): of all, or of answers to reads alone
  fault none
Faults:
${Object.entries(READER_FAULTS)
  .map(([kind, meaning]) => `  ${kind.padEnd(18)} ${meaning}`)
  .join('\n')}
Cards: ${[...PEOPLE, ...OTHER_CARDS].map(({ id }) => id).join(' ')}
Writes one JSON line when it is ready and one for every change.
Exit codes: 0 ended, 2 wrong usage.`;

const write = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

function readFault([kind = '', times = '1', on = 'any']: readonly string[]): ReaderFault | null {
  if (kind === 'none') return null;
  if (!isReaderFaultKind(kind)) throw new InvalidArgumentError(`No such fault: ${kind}`);
  const count = times === 'always' ? Number.POSITIVE_INFINITY : Number(times);
  if (!(count >= 1) || (on !== 'any' && on !== 'read'))
    throw new InvalidArgumentError('fault KIND [N|always] [any|read]');
  return { kind, times: count, on };
}

/** One line of standard input. Throws with words for the person who wrote it. */
function obey(reader: IdCardReaderEmulator, line: string): void {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  if (word === 'lay') reader.lay(rest[0] ?? '');
  else if (word === 'lift') reader.lift();
  else if (word === 'unplug') reader.unplug();
  else if (word === 'replug') reader.replug();
  else if (word === 'fault') reader.setFault(readFault(rest));
  else if (word !== '') throw new InvalidArgumentError(`Unknown command: ${word}`);
}

interface Options {
  readonly link: string;
  readonly lay?: string;
  readonly fault?: string;
  readonly times: string;
  readonly on: string;
  readonly speed: string;
  readonly people?: string;
  readonly realSpeed: boolean;
  readonly answers80AfterRead: boolean;
}

async function run(options: Options): Promise<void> {
  const { link, realSpeed, answers80AfterRead } = options;
  const more = options.people === undefined ? [] : await loadPeople(options.people);
  const reader = new IdCardReaderEmulator({
    linkPath: link,
    realSpeed,
    answers80AfterRead,
    speed: Number(options.speed),
    people: [...PEOPLE, ...OTHER_CARDS, ...more],
  });
  try {
    if (options.lay !== undefined) reader.lay(options.lay);
    if (options.fault !== undefined) reader.setFault(readFault([options.fault, options.times, options.on]));
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(2);
  }
  await reader.start();
  write({ event: 'id-card-reader-ready', serialPath: link });
  reader.onChange(() => write({ event: 'changed', ...reader.state }));
  createInterface({ input: process.stdin }).on('line', (line) => {
    try {
      obey(reader, line);
    } catch (error) {
      process.stderr.write(`${messageOf(error)}\n`);
    }
  });
  const end = (): void => void reader.close().then(() => process.exit(0));
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const speeds = ['115200', '57600', '38400', '19200', '9600'];
await new Command('id-card-reader')
  .description('An emulated resident identity card reader (SDT commands) on a pseudo-terminal.')
  .requiredOption('--link <path>', 'where the serial port appears, a symbolic link')
  .option('--lay <id>', 'a card that lies on the reader from the start')
  .addOption(new Option('--fault <kind>', 'a fault from the start').choices(Object.keys(READER_FAULTS)))
  .option('--times <n>', 'for how many answers, or: always', 'always')
  .addOption(new Option('--on <answers>', 'which answers').choices(['any', 'read']).default('any'))
  .addOption(new Option('--speed <bps>', 'speed the module is set to').choices(speeds).default('115200'))
  .option('--people <file>', 'more people, as JSON like hardware-mocks/people/people.json')
  .option('--no-real-speed', 'answer at once instead of at the pace of the line')
  .option('--answers-80-after-read', 'do not find a card again until it was lifted', false)
  .addHelpText('after', HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(run)
  .parseAsync();
