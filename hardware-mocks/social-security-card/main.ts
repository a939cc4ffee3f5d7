/** An emulated social security card in pcscd's virtual reader: `node …/main.ts --insert wang-jianhua --kind 2.0`. */
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { loadPeople, PEOPLE, type Person } from '../people/people.ts';
import { SscChip } from './chip.ts';
import { isSscKind, SSC_KINDS, type SscKind } from './content.ts';
import { isSscFaultKind, SSC_FAULTS, withFault } from './faults.ts';
import { VpcdSlot } from './vpcd.ts';

const HELP = `
Needs pcscd with the virtual reader of vsmartcard (Debian: pcscd, vsmartcard-vpcd). On test machines only: the driver
listens on every network interface.
Reads commands from standard input, one a line:
  insert PERSON [KIND] [FAULT]   puts that person's card in
  remove                         takes it out
Kinds: ${SSC_KINDS.join(' ')}
Faults:
${Object.entries(SSC_FAULTS)
  .map(([kind, meaning]) => `  ${kind.padEnd(18)} ${meaning}`)
  .join('\n')}
Cards: ${PEOPLE.map(({ id }) => id).join(' ')}
Writes one JSON line for every card that is in, and one when it is out.
Exit codes: 0 ended, 1 no virtual reader, 2 wrong usage.`;

interface Options {
  readonly host: string;
  readonly port: string;
  readonly insert?: string;
  readonly kind: string;
  readonly fault: string;
  readonly removeAfter?: string;
  readonly people?: string;
}

/**
 * No hand changes cards faster. pcscd asks its reader every 0.4 s: of a change within that time it only knows the card that
 * went, and calls the slot empty for ever.
 */
const HAND_MS = 1000;

const write = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

async function run(options: Options): Promise<void> {
  const people = [...PEOPLE, ...(options.people === undefined ? [] : await loadPeople(options.people))];
  let left = Number(options.removeAfter ?? Number.POSITIVE_INFINITY);
  const slot = new VpcdSlot(options.host, Number(options.port), () => {
    left -= 1;
    if (left === 0) take();
  });
  let takenAt = Number.NEGATIVE_INFINITY;
  function take(): void {
    slot.remove();
    takenAt = performance.now();
    write({ event: 'removed' });
  }
  async function insert(personId: string, kind: string, fault: string): Promise<void> {
    await delay(Math.max(0, takenAt + HAND_MS - performance.now()));
    await slot.insert(cardOf(people, personId, kind, fault));
    write({ event: 'inserted', personId, kind, fault });
  }
  if (options.insert !== undefined) await insert(options.insert, options.kind, options.fault);
  write({ event: 'social-security-card-ready' });
  createInterface({ input: process.stdin }).on('line', (line) => {
    const [word = '', personId = '', kind = '2.0', fault = 'none'] = line.trim().split(/\s+/);
    if (word === 'remove') take();
    else if (word === 'insert') insert(personId, kind, fault).catch(complain);
    else if (word !== '') process.stderr.write(`Unknown command: ${word}\n`);
  });
  const end = (): void => {
    slot.remove();
    process.exit(0);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

function cardOf(people: readonly Person[], id: string, kind: string, fault: string) {
  const person = people.find((one) => one.id === id);
  if (person === undefined) throw new InvalidArgumentError(`No card: nobody has the id ${id}`);
  if (!isSscKind(kind)) throw new InvalidArgumentError(`No such kind: ${kind}`);
  if (!isSscFaultKind(fault)) throw new InvalidArgumentError(`No such fault: ${fault}`);
  return withFault(new SscChip(person, kind satisfies SscKind), fault);
}

function complain(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

await new Command('social-security-card')
  .description("An emulated social security card in pcscd's virtual reader.")
  .option('--host <address>', 'where pcscd runs', '127.0.0.1')
  .option('--port <port>', 'of the virtual reader', '35963')
  .option('--insert <person>', 'whose card is in the reader from the start')
  .addOption(new Option('--kind <kind>', 'which card').choices(SSC_KINDS).default('2.0'))
  .addOption(new Option('--fault <kind>', 'what is wrong with it').choices(Object.keys(SSC_FAULTS)).default('none'))
  .option('--remove-after <n>', 'takes the card out after so many commands')
  .option('--people <file>', 'more people, as JSON like hardware-mocks/people/people.json')
  .addHelpText('after', HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action((options: Options) =>
    run(options).catch((error: unknown) => {
      complain(error);
      process.exit(error instanceof InvalidArgumentError ? 2 : 1);
    }),
  )
  .parseAsync();
