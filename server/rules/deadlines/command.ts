/** `anban rules deadlines`: time limits, JSON in and out. */
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { deadlinesHelp } from './help.ts';

export function register(rules: Command): void {
  rules
    .command('deadlines')
    .description('期限计算：time limits from timers or from facts, JSON in and out')
    .option('--json', 'accepted for uniformity: the answer is always JSON')
    .addHelpText('after', deadlinesHelp)
    .action(async () => {
      const { answerDeadlines } = await import('./answer.ts');
      const { exit, json } = answerDeadlines(await text(process.stdin));
      process.exitCode = exit;
      process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
    });
}
