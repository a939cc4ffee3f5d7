/** `anban seed`: an invented population and history, for demonstrations and measurements. */
import type { Command } from 'commander';
import { type CommonOptions, print, runCommand, usage, withCommonOptions } from '../command-line.ts';

const HELP = `
Invents people, employers, injuries and two years of cases up to --until, and leads every case through the same rules as
a real one, each event at its own time. The same --cases, --seed and --until on an empty database give the same data, ids
included; only what must be secret is not repeated (codes and numbers of verification are, the codes are not; which
experts a draw picks; keys and ciphertexts). Nobody in it exists: surnames are words for "sample", identity numbers have a
sequence that nobody alive bears, all actors begin with "seed:".
Documents are ordered, not made: 100 000 PDFs help nobody. With --documents they are made and sealed as well, now.
Refuses on a database that holds seeded cases already, and, without --yes, on one that holds real cases.

--json: {region, seed, from, until, cases (opened), steps (taken by people), events (all), documents {ordered, made},
states {"kind STATE": parts}, stopped {reason: lives that a rule ended against the script; empty is right}, seconds,
cases_per_second}`;

interface SeedWords extends CommonOptions {
  readonly cases: string;
  readonly seed: string;
  readonly until?: string;
  readonly region?: string;
  readonly documents?: boolean;
  readonly yes?: boolean;
}

export function register(program: Command): void {
  withCommonOptions(
    program
      .command('seed')
      .description('样例数据：make an invented population and history')
      .requiredOption('--cases <n>', 'how many cases are opened, 1 to 1000000')
      .option('--seed <k>', 'which history, a whole number', '1')
      .option('--until <day>', 'last day of the history, YYYY-MM-DD (default: today in China)')
      .option('--region <code>', 'a region that documents know, e.g. 370702 (default: the one of the configuration)')
      .option('--documents', 'make and seal the documents')
      .option('--yes', 'also beside real cases'),
  )
    .addHelpText('after', HELP)
    .action(async (words: SeedWords) => {
      const { parseWords, plant } = await import('./plant.ts');
      const parsed = parseWords(words);
      if (typeof parsed === 'string') return print(words, usage(parsed));
      await runCommand(words, (foundation, regionCode) => plant(foundation, { regionCode, ...parsed }));
    });
}
