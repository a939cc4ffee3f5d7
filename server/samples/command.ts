/** `anban sample`: the invented office behind `npm start`. */
import type { Command } from 'commander';
import { type CommonOptions, EXIT, failure, runCommand, withCommonOptions } from '../command-line.ts';

const HELP = `
Loads server/samples: staff of every role (staff.csv, with PINs that everybody can read), 150 experts, the plan and the
sessions of the site, figures, insurance records of the people on roster-today.csv. Everything is invented.
With --json: {staff, experts, insured}. Never load it where real cases are: the PINs are public.`;

export function register(program: Command): void {
  const sample = program.command('sample').description('样例：the invented office of npm start');
  withCommonOptions(
    sample
      .command('load')
      .description('load it; the same again changes nothing')
      .requiredOption('--site <code>', 'site whose sessions are planned, e.g. 370702-01')
      .addHelpText('after', HELP),
  ).action(async ({ site, ...options }: CommonOptions & { readonly site: string }) => {
    const { loadSamples } = await import('./load.ts');
    await runCommand(options, async (foundation) => {
      const known = await foundation.database.db.selectFrom('site').select('code').where('code', '=', site).execute();
      if (known.length === 0) return failure(`没有登记的地点 ${site}`);
      const loaded = await loadSamples(foundation, site);
      return { code: EXIT.done, json: loaded, text: `工作人员${loaded.staff}名，专家${loaded.experts}名` };
    });
  });
}
