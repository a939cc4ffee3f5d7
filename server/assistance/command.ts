/** `anban assistance`: who stood beside people at the terminals. */
import type { Command } from 'commander';
import { type CommonOptions, EXIT, print, runOnExisting, usage, withCommonOptions } from '../command-line.ts';
import type { AssistanceEnd } from '../contract/assistance.ts';
import type { AssistanceLine } from './store.ts';

interface ListOptions extends CommonOptions {
  readonly limit: string;
  readonly region?: string;
}

const LONGEST_LIST = 10_000;
const HELP = `
With --json: {assistances: [{id, terminalId, siteCode, visitId, officerId, staffNumber, begunAt, endedAt, why, receivedAt}]}.
staffNumber is null for an officer whom the region no longer has; endedAt and why are null while the helper is there, or
as long as the terminal is cut off. why: asked (the helper ended it), replaced (by another helper), visit-over, restart
(the terminal was started anew in the middle; endedAt is that start). Times are the terminal's, receivedAt the centre's.
Each begin and each end is also in the audit log: assistance.begun, assistance.ended.`;

export function register(program: Command): void {
  const assistance = program.command('assistance').description('工作人员协助：helpers at the terminals');
  withCommonOptions(assistance.command('list').description('who helped, at which terminal, from when to when'))
    .option('--limit <n>', `the newest so many, 1 to ${LONGEST_LIST}`, '100')
    .option('--region <code>', 'region, 6 digits (default: that of the configuration)')
    .addHelpText('after', HELP)
    .action(list);
}

async function list(options: ListOptions): Promise<void> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > LONGEST_LIST)
    return print(options, usage(`--limit: a whole number from 1 to ${LONGEST_LIST}`));
  const { assistancesOf } = await import('./store.ts');
  await runOnExisting(options, async ({ database }, configured) => {
    const assistances = await assistancesOf(database.db, options.region ?? configured, limit);
    const text = assistances.length === 0 ? '没有协助记录 (no assistance)' : assistances.map(lineOf).join('\n');
    return { code: EXIT.done, json: { assistances }, text };
  });
}

const ENDS: Readonly<Record<AssistanceEnd, string>> = {
  asked: '协助人员结束',
  replaced: '换人',
  'visit-over': '办理结束',
  restart: '终端重新启动',
};
const endOf = (why: string | null): string => {
  const known = Object.entries(ENDS).find(([name]) => name === why);
  return known === undefined ? '进行中' : known[1];
};

function lineOf({ siteCode, terminalId, staffNumber, officerId, begunAt, endedAt, why }: AssistanceLine): string {
  const until = endedAt === null ? '' : ` 至 ${endedAt}`;
  return `${siteCode} ${terminalId} 工号 ${staffNumber ?? officerId} ${begunAt}${until} ${endOf(why)}`;
}
