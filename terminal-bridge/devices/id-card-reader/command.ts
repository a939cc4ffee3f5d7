/** `anban id-card read`: one card from any SDT reader, without the bridge. */
import type { Command } from 'commander';

const HELP = `
The reader is looked for until it is there, and the card is tried until it is read or the time is over, through
unplugging too. Progress goes to standard error, the card to standard output.

With --json, null where the card does not hold it or it was not asked for:
  kind              resident-card, foreign-residence-2017, foreign-residence-2023 or residence-permit
  kindName          the same in Chinese
  name, nameLatin   the Latin name of foreigners; name is the Chinese one, or the Latin one where there is no Chinese one
  number            masked unless --full
  numberValid       whether the number is one that this kind of card can bear (check character)
  sex               as on the card's face
  nation            of Chinese citizens; nationality: three letters, of foreigners
  birthDate, validFrom, validTo   YYYY-MM-DD; validTo may be "长期"
  address, issuer   the last of the newer addresses where they were asked for and there are any
  passNumber        of residents of Hong Kong, Macao and Taiwan; masked unless --full
  photoBytes        length of the compressed photo
  newerAddresses    with --newest-address: a list, empty when the chip holds none
  managementNumber  with --management-number: 56 hexadecimal digits
  fingerprintBytes  with --fingerprints: their length; they are dropped
If no card was read: {error, reason, hint}. Reasons that need staff: readerBusy (another program holds the port),
readerDenied (no permission), readerSilent, readerFault, readerNotAuthorised.

Exit codes: 0 the card was read; 1 no card was read in time; 2 wrong usage.`;

const WRONG_USAGE = 2;

interface Options {
  readonly port: string;
  readonly timeout: number;
  readonly json: boolean;
  readonly full: boolean;
  readonly newestAddress: boolean;
  readonly managementNumber: boolean;
  readonly fingerprints: boolean;
  readonly provisional: boolean;
}

export function register(program: Command): void {
  const group = program
    .command('id-card')
    .description('ID card readers')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : WRONG_USAGE));
  group
    .command('read')
    .description(
      'read one identity card from a serial SDT reader: resident, foreign permanent residence, residence permit',
    )
    .requiredOption('--port <path>', 'serial device of the reader, such as /dev/ttyUSB0')
    .option('--timeout <seconds>', 'how long to keep trying', seconds, 30)
    .option('--newest-address', 'also read the addresses written to the chip after it was issued', false)
    .option('--management-number', 'also read the management number of the chip', false)
    .option('--fingerprints', 'use the read that brings fingerprints; they are dropped', false)
    .option('--provisional', 'also read the 2023 foreigner’s card, whose layout was never seen on a real one', false)
    .option('--json', 'print JSON', false)
    .option('--full', 'print the whole identity number instead of a masked one', false)
    .addHelpText('after', HELP)
    .action(async ({ port, timeout, json, full, ...read }: Options) => {
      const { readOneCard } = await import('./read-one-card.ts');
      process.exitCode = await readOneCard({ port, timeout, json, full, read });
    });

  function seconds(text: string): number {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value > 0 && value <= 86_400) return value;
    return program.error(`error: --timeout must be a number of seconds above 0, not "${text}"`, {
      exitCode: WRONG_USAGE,
    });
  }
}
