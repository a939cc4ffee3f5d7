/** `anban id-card read`: one card from any SDT reader, without the bridge. */
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { seconds } from '../../command-line/options.ts';

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
  region            where the number was given out: {code, name, state, lastSeen}. state: current, abolished (lastSeen:
                    YYYY-MM of the last edition that had it) or unknown (name is then what stands above it). Editions
                    of GB/T 2260 from 2002-12 on are known; null for numbers without a region
  warnings          a list of {name, hint}, what somebody should look at: cardExpired, cardNotYetValid,
                    issuedBeforeBirth, validityReversed, validityTermUnusual (居民身份证法 art 5), birthDateDiffers,
                    regionUnknown
If no card was read: {error: {name, code, message, hint}}.

Exit codes: 0 the card was read; 1 the reader works, and no card was read in time or the card will not do; 2 wrong usage;
3 the reader cannot be used: not there (readerUnplugged), another program holds the port (readerBusy), no permission
(readerDenied), no answer (readerSilent), broken (readerFault, readerNotAuthorised), node-hid is missing
(readerLibraryMissing).`;

const SPEED_HELP = `
Maintenance, with the bridge stopped (one program at a time holds the port). The reader is looked for at every speed, told
the new one (60 0n), and asked again at it. If it does not answer there, it is left at the speed at which it does.
Whether a module keeps the speed when it loses power is its maker's choice; the bridge finds it at any.

With --json: {samId, before, after}; samId may be null. If it failed: {error: {name, code, message, hint, details}},
details: {speed}, at which it does answer, or null.
Exit codes: 0 the reader answers at the new speed; 1 the module said no (speedRefused), or answers at another (speedLost);
2 wrong usage; 3 the reader cannot be used: readerUnplugged, readerBusy, readerDenied, readerSilent (at any speed).`;

const BAUDS = ['115200', '57600', '38400', '19200', '9600'];

interface HidIds {
  readonly vendorId: number;
  readonly productId: number;
}

interface Options {
  readonly port?: string;
  readonly hid?: HidIds;
  readonly hidPath?: string;
  readonly timeout: number;
  readonly json: boolean;
  readonly full: boolean;
  readonly newestAddress: boolean;
  readonly managementNumber: boolean;
  readonly fingerprints: boolean;
  readonly provisional: boolean;
}

export function register(program: Command): void {
  const group = program.command('id-card').description('ID card readers');
  group
    .command('read')
    .description(
      'read one identity card from an SDT reader (serial or HID): resident, foreign permanent residence, residence permit',
    )
    .option('--port <path>', 'serial device of the reader, such as /dev/ttyUSB0')
    .option('--hid <vid:pid>', 'USB ids of a HID reader instead, such as 2B8B:2721 (see lsusb)', usbIds)
    .option('--hid-path <path>', 'with --hid: which of several, such as /dev/hidraw0')
    .option('--timeout <seconds>', 'how long to keep trying', seconds, 30)
    .option('--newest-address', 'also read the addresses written to the chip after it was issued', false)
    .option('--management-number', 'also read the management number of the chip', false)
    .option('--fingerprints', 'use the read that brings fingerprints; they are dropped', false)
    .option('--provisional', 'also read the 2023 foreigner’s card, whose layout was never seen on a real one', false)
    .option('--json', 'print JSON', false)
    .option('--full', 'print the whole identity number instead of a masked one', false)
    .addHelpText('after', HELP)
    .action(async ({ port, hid, hidPath, timeout, json, full, ...read }: Options, command: Command) => {
      if ((port === undefined) === (hid === undefined) || (hidPath !== undefined && hid === undefined))
        return command.error('error: either --port, or --hid (with --hid-path where there are several)');
      const { readOneCard } = await import('./read-one-card.ts');
      const { nameOf } = await import('../hid/node-hid.ts');
      const address = hid === undefined ? null : { ...hid, ...(hidPath === undefined ? {} : { path: hidPath }) };
      const config = address === null ? { path: port ?? '' } : { kind: 'hid' as const, ...address };
      const place = address === null ? (port ?? '') : nameOf(address);
      process.exitCode = await readOneCard({ config, place, timeout, json, full, read });
    });
  group
    .command('set-speed')
    .description('tell a serial SDT reader another speed, and check that it answers at it')
    .addArgument(new Argument('<baud>', 'the new speed').choices(BAUDS))
    .requiredOption('--port <path>', 'serial device of the reader, such as /dev/ttyUSB0')
    .option('--json', 'print JSON', false)
    .addHelpText('after', SPEED_HELP)
    .action(async (baud: string, options: { port: string; json: boolean }) => {
      const { printSpeedChange } = await import('./set-speed-command.ts');
      process.exitCode = await printSpeedChange(baud, options);
    });
}

function usbIds(text: string): HidIds {
  const [, vendor, product] = /^([0-9a-f]{4}):([0-9a-f]{4})$/i.exec(text) ?? [];
  if (vendor === undefined || product === undefined)
    throw new InvalidArgumentError('It must be two times four hexadecimal digits with a colon between.');
  return { vendorId: Number.parseInt(vendor, 16), productId: Number.parseInt(product, 16) };
}
