/** `anban id-card read`: one card from any SDT reader, without the bridge. */
import type { Command } from 'commander';

const HELP = `
The reader is looked for until it is there, and the card is tried until it is read or the time is over, through
unplugging too. Progress goes to standard error, the card to standard output.

With --json: {name, number, sex, nation, birthDate, address, issuer, validFrom, validTo, photoBytes}; dates are
YYYY-MM-DD, validTo may be "长期". If no card was read: {error, reason, hint}.

Exit codes: 0 the card was read; 1 no card was read in time; 2 wrong usage.`;

const WRONG_USAGE = 2;

export function register(program: Command): void {
  const group = program
    .command('id-card')
    .description('ID card readers')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : WRONG_USAGE));
  group
    .command('read')
    .description('read one resident identity card from a serial SDT reader')
    .requiredOption('--port <path>', 'serial device of the reader, such as /dev/ttyUSB0')
    .option('--timeout <seconds>', 'how long to keep trying', seconds, 30)
    .option('--json', 'print JSON', false)
    .option('--full', 'print the whole identity number instead of a masked one', false)
    .addHelpText('after', HELP)
    .action(async (options: { port: string; timeout: number; json: boolean; full: boolean }) => {
      const { readOneCard } = await import('./read-one-card.ts');
      process.exitCode = await readOneCard(options);
    });

  function seconds(text: string): number {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value > 0 && value <= 86_400) return value;
    return program.error(`error: --timeout must be a number of seconds above 0, not "${text}"`, {
      exitCode: WRONG_USAGE,
    });
  }
}
