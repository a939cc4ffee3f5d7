/** `anban officer`: who may confirm identities and read the list. */
import { text } from 'node:stream/consumers';
import { parseIdentityNumber } from '@anban/foundation/identity-number';
import type { Command } from 'commander';
import {
  type CommonOptions,
  EXIT,
  failure,
  print,
  runCommand,
  runOnExisting,
  usage,
  withCommonOptions,
} from '../command-line.ts';
import { staffCardTokenOf } from '../contract/roster.ts';
import { STAFF_ROLES, type StaffRole } from '../contract/staff.ts';

interface AddOptions extends CommonOptions {
  readonly number: string;
  readonly name: string;
  readonly pin?: string;
  readonly pinStdin?: boolean;
  readonly region?: string;
  readonly role: readonly string[];
  readonly expert?: string;
  readonly card?: string;
}

const collect = (value: string, before: readonly string[]): string[] => [...before, value];
const isRole = (text: string): text is StaffRole => STAFF_ROLES.some((role) => role === text);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
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
      .option('--region <code>', 'county code, 6 digits (default: that of the configuration)')
      .option(
        '--role <role>',
        `${STAFF_ROLES.join(', ')}; several times for several; these and no others from now on (default: unchanged, officer for a new one)`,
        collect,
        [],
      )
      .option(
        '--card <number>',
        "number of the officer's own identity card or social security card, for signing in to a terminal's diagnostics; kept as a keyed hash only; none: takes it back",
      )
      .option('--expert <id>', "with --role expert: the person's id in the pool (anban expert list)"),
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
    const unknown = options.role.find((role) => !isRole(role));
    if (unknown !== undefined) return print(options, usage(`--role ${unknown}: one of ${STAFF_ROLES.join(', ')}`));
    const wanted = [...new Set(options.role.filter(isRole))];
    const { expert } = options;
    if (wanted.includes('expert') !== (expert !== undefined && UUID.test(expert)))
      return print(options, usage('--expert: an id of the pool, with --role expert and only with it'));
    const roles = wanted.map((role) => ({ role, expertId: role === 'expert' ? (expert ?? null) : null }));
    const card = options.card === undefined || options.card === 'none' ? null : parseIdentityNumber(options.card);
    if (card?.ok === false) return print(options, usage(`--card: no identity number (${card.fault})`));
    const { putOfficer, staffNumberOfCard } = await import('./service.ts');
    const { isInPool } = await import('./roles.ts');
    await runCommand(options, async (foundation, configured) => {
      const regionCode = options.region ?? configured;
      if (expert !== undefined && !(await isInPool(foundation.database.db, regionCode, expert)))
        return failure(
          `专家库中没有 ${expert}（anban expert list --json；no such expert in the pool of ${regionCode}）`,
        );
      const { key } = await foundation.keyring.key(regionCode, 'roster-token');
      const cardToken = card === null ? null : Buffer.from(staffCardTokenOf(key, card.value), 'base64url');
      const holder = cardToken === null ? null : await staffNumberOfCard(foundation, regionCode, cardToken);
      if (holder !== null && holder !== options.number)
        return failure(`这张证件已登记给 ${holder}（this card is registered for ${holder}）`);
      const put = await putOfficer(foundation, {
        regionCode,
        staffNumber: options.number,
        name,
        pin,
        ...(roles.length === 0 ? {} : { roles }),
        ...(options.card === undefined ? {} : { cardToken }),
      });
      const json = { officerId: put.officerId, staffNumber: options.number, outcome: put.outcome };
      return { code: EXIT.done, json, text: `${options.number} ${WORDS[put.outcome]}` };
    });
  });
  withCommonOptions(
    officer
      .command('roles')
      .description('list officers with their roles')
      .option('--region <code>', 'county code, 6 digits (default: that of the configuration)'),
  ).action(async (options: CommonOptions & { readonly region?: string }) => {
    if (options.region !== undefined && !/^\d{6}$/.test(options.region))
      return print(options, usage('--region: 6 digits'));
    const { listRoles } = await import('./roles.ts');
    await runOnExisting(options, async ({ database }, configured) => {
      const officers = await listRoles(database.db, options.region ?? configured);
      const lines = officers.map(
        ({ staffNumber, roles }) => `${staffNumber}\t${roles.map(({ role }) => role).join(', ')}`,
      );
      return { code: EXIT.done, json: { officers }, text: lines.join('\n') || '没有工作人员' };
    });
  });
}
