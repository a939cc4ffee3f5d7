/** `anban officer`: who may confirm identities and read the list. */
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { type CommonOptions, EXIT, print, runCommand, usage, withCommonOptions } from '../command-line.ts';

interface AddOptions extends CommonOptions {
  readonly number: string;
  readonly name: string;
  readonly pin?: string;
  readonly pinStdin?: boolean;
  readonly region?: string;
}

const WORDS = { added: '已添加', changed: '已修改', unchanged: '没有变化' } as const;

export function register(program: Command): void {
  const officer = program.command('officer').description('工作人员：officers');
  withCommonOptions(
    officer
      .command('add')
      .description('add an officer, or change name and PIN of the one with this number')
      .requiredOption('--number <n>', 'staff number, 4 to 8 digits')
      .requiredOption('--name <name>', 'name')
      .option('--pin <pin>', 'PIN, 6 to 8 digits; other users of this machine can see it while the command runs')
      .option('--pin-stdin', 'read the PIN from standard input, e.g. from a file that only you may read')
      .option('--region <code>', 'county code, 6 digits (default: that of the configuration)'),
  ).action(async (options: AddOptions) => {
    if (!/^\d{4,8}$/.test(options.number)) return print(options, usage('--number: 4 to 8 digits'));
    if ((options.pin === undefined) !== (options.pinStdin === true))
      return print(options, usage('one of --pin and --pin-stdin is needed'));
    const pin = options.pin ?? (await text(process.stdin)).trim();
    if (!/^\d{6,8}$/.test(pin)) return print(options, usage('PIN: 6 to 8 digits'));
    const name = options.name.trim();
    if (name === '' || name.length > 60) return print(options, usage('--name: 1 to 60 characters'));
    if (options.region !== undefined && !/^\d{6}$/.test(options.region))
      return print(options, usage('--region: 6 digits'));
    const { putOfficer } = await import('./service.ts');
    await runCommand(options, async (foundation, configured) => {
      const regionCode = options.region ?? configured;
      const put = await putOfficer(foundation, { regionCode, staffNumber: options.number, name, pin });
      const json = { officerId: put.officerId, staffNumber: options.number, outcome: put.outcome };
      return { code: EXIT.done, json, text: `${options.number} ${WORDS[put.outcome]}` };
    });
  });
}
