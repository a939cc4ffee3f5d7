/** `anban diagnose`: the readiness report at the command line. */
import type { Command } from 'commander';
import { addressOf, wholeUpTo } from '../command-line/options.ts';

const HELP = `
Asks the bridge that runs on this machine, at the port of its configuration. It tells its report only to whoever can
read its stateDir: give --config, as the bridge's user. Where no bridge runs, the devices are opened here, watched for
--wait seconds, and closed; centre and roster are then unknown and the report is not "ready". A device that worked and
then failed meanwhile is named on stderr and does not count as working; its failures are in errors.

With --json: {at, ready, profile, siteName, terminalId, centre, session, rosterAt, waiting, stuck, damagedRecordings (absent where nothing is recorded), devices:
[{name, status, reason, code, warning, model, connection, serialNumber, firmware, errors: [{at, fault, code}]}]}.
at, rosterAt: RFC 3339. centre: connected, unreachable, or unknown where no bridge was asked. warning: paper-low, toner-low or null. serialNumber of the ID card reader: that of its SAM.
Of the matcher: model the engine, connection its calibration, firmware the digest of the model; of the portraitDecoder:
connection its program.
errors: newest first, since the start. Where there is no report: {error: {name, code, message, hint}}.

Exit codes: 0 every configured device works (and, of a bridge, the centre is connected and nothing is stuck); 1 not so;
2 wrong usage, or a configuration that cannot be used (configWrong); 3 there is no bridge and no --config to go by
(noBridge), or the bridge keeps its report from this user (bridgeRefuses).`;

export function register(program: Command): void {
  program
    .command('diagnose')
    .description('how this terminal and each of its devices fare')
    .option(
      '--url <url>',
      'http address of the bridge (default: 127.0.0.1 with the port of --config, or 5870)',
      addressOf('http', 'https'),
    )
    .option(
      '--config <file>',
      "the bridge's configuration: where the bridge is and its proof; opens the devices when none runs",
    )
    .option('--wait <seconds>', 'how long devices are watched where no bridge runs, 1 to 300', wholeUpTo(300), 10)
    .option('--json', 'print JSON', false)
    .addHelpText('after', HELP)
    .action(async ({ wait, ...options }: { url?: string; config?: string; wait: number; json: boolean }) => {
      const { diagnose } = await import('./diagnose.ts');
      process.exitCode = await diagnose({ ...options, waitMs: wait * 1000 });
    });
}
