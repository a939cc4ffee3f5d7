/** `anban diagnose`: the readiness report at the command line. */
import type { Command } from 'commander';

const HELP = `
Asks the bridge that runs on this machine. Without one, and with --config, it opens the devices itself, waits until
they have settled, and closes them; centre and roster are then unknown and the report is not "ready".

With --json: {at, ready, profile, siteName, terminalId, centre, session, rosterAt, waiting, stuck, devices:
[{name, status, reason, code, warning, model, connection, serialNumber, firmware, errors: [{at, fault, code}]}]}.
at, rosterAt: RFC 3339. warning: paper-low, toner-low or null. serialNumber of the ID card reader: that of its SAM. errors: newest first, since the start.

Exit codes: 0 every configured device works (and, of a bridge, the centre is connected and nothing is stuck); 1 not so;
2 wrong usage; 3 there is no bridge, and no --config to go by.`;

export function register(program: Command): void {
  program
    .command('diagnose')
    .description('how this terminal and each of its devices fare')
    .option('--url <url>', 'address of the bridge', 'http://127.0.0.1:5870')
    .option('--config <file>', "the bridge's configuration: opens the devices when no bridge answers")
    .option('--wait <seconds>', 'how long devices may take to settle', '10')
    .option('--json', 'print JSON', false)
    .addHelpText('after', HELP)
    .action(async (options: { url: string; config?: string; wait: string; json: boolean }) => {
      const wait = Number(options.wait);
      if (!(wait > 0 && wait <= 300) || !URL.canParse(options.url)) {
        return program.error('error: --wait takes 1 to 300 seconds, --url an http address', { exitCode: 2 });
      }
      const { diagnose } = await import('./diagnose.ts');
      process.exitCode = await diagnose({ ...options, waitMs: wait * 1000 });
    });
}
