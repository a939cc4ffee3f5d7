/** `anban site`: where assessments take place. */
import type { Command } from 'commander';
import { type CommonOptions, EXIT, print, runCommand, usage, withCommonOptions } from '../command-line.ts';

const WORDS = { added: '已添加', renamed: '已改名', unchanged: '没有变化' } as const;

export function register(program: Command): void {
  const site = program.command('site').description('鉴定地点：assessment sites');
  withCommonOptions(
    site
      .command('add')
      .description('add a site, or give it another name')
      .requiredOption('--code <code>', 'six digits of the county, a dash, two digits, e.g. 370702-01')
      .requiredOption('--name <name>', 'name, as it stands on tickets'),
  ).action(async (options: CommonOptions & { code: string; name: string }) => {
    if (!/^\d{6}-\d{2}$/.test(options.code)) return print(options, usage('--code: six digits, a dash, two digits'));
    const name = options.name.trim();
    if (name === '' || name.length > 60) return print(options, usage('--name: 1 to 60 characters'));
    const { putSite } = await import('./sites.ts');
    await runCommand(options, async ({ database, clock }) => {
      const outcome = await putSite(database, clock, { code: options.code, name });
      return {
        code: EXIT.done,
        json: { code: options.code, name, outcome },
        text: `${options.code} ${WORDS[outcome]}`,
      };
    });
  });
}
