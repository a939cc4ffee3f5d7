/** `anban terminal`: codes for new terminals, the list of terminals, taking one out of service. */
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

export function register(program: Command): void {
  const terminal = program.command('terminal').description('终端登记：enrol, list and revoke terminals');
  withCommonOptions(
    terminal
      .command('code')
      .description('make a one-time code with which a terminal registers its key (valid for one hour)')
      .requiredOption('--site <code>', 'site of the terminal, e.g. 370702-01'),
  ).action(async (options: CommonOptions & { site: string }) => {
    if (!/^\d{6}-\d{2}$/.test(options.site)) return print(options, usage('--site: six digits, a dash, two digits'));
    const { makeCode } = await import('./enrolment.ts');
    await runCommand(options, async (foundation) => {
      const made = await makeCode(foundation, options.site);
      if (!made.ok) return failure(`没有登记的地点 ${options.site}（anban site add）`);
      const expiresAt = new Date(made.value.expiresAt).toISOString();
      const json = { code: made.value.code, siteCode: options.site, expiresAt };
      return { code: EXIT.done, json, text: `${made.value.code}\n有效至 ${expiresAt}，只能使用一次` };
    });
  });

  withCommonOptions(terminal.command('list').description('list all terminals')).action(
    async (options: CommonOptions) => {
      const { listTerminals } = await import('./administration.ts');
      await runOnExisting(options, async ({ database }) => {
        const terminals = await listTerminals(database);
        const lines = terminals.map(
          (line) =>
            `${line.terminalId}  ${line.siteCode}  ${line.series}  ${line.records}  ${line.revokedAt === null ? '使用中' : '已停用'}`,
        );
        return { code: EXIT.done, json: { terminals }, text: lines.length === 0 ? '没有终端' : lines.join('\n') };
      });
    },
  );

  withCommonOptions(
    terminal.command('revoke').description('take a terminal out of service at once').argument('<id>', 'terminal id'),
  ).action(async (id: string, options: CommonOptions) => {
    const { Id } = await import('../contract/common.ts');
    const { revokeTerminal } = await import('./administration.ts');
    if (!Id.safeParse(id).success) return print(options, usage('the id is a UUID: see anban terminal list'));
    await runOnExisting(options, async ({ database, clock }) => {
      const known = await revokeTerminal(database, clock, id);
      if (!known) return failure('没有这个终端');
      return { code: EXIT.done, json: { terminalId: id, revoked: true }, text: '已停用' };
    });
  });
}
