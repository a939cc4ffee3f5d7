/** `anban rules benefits`: a case in, its benefits out. */
import type { Command } from 'commander';
import { HELP } from './help.ts';

interface Options {
  readonly file?: string;
  readonly json?: boolean;
}

export function register(rules: Command): void {
  rules
    .command('benefits')
    .description('工伤待遇计算：the benefits of one case (JSON on standard input)')
    .option('--file <file>', 'read the case from a file instead')
    .option('--json', 'answer on one line (without it the same JSON is indented)')
    .addHelpText('after', HELP)
    .action(async ({ file, json }: Options) => {
      const { answerBenefits } = await import('./answer.ts');
      const { readText } = await import('./read-text.ts');
      const text = await readText(file);
      const { code, body } = text.ok ? answerBenefits(text.value) : { code: 3, body: { error: text.fault } };
      process.exitCode = code;
      process.stdout.write(`${JSON.stringify(body, null, json === true ? undefined : 2)}\n`);
    });
}
