/** `anban rules materials`: what an applicant has to bring. */
import type { Command } from 'commander';
import type { MaterialOptions } from './answer.ts';

interface Options extends MaterialOptions {
  readonly json?: boolean;
}

const USAGE = 2;

const HELP = `
Scenarios: G14_1 … G14_7 (工伤保险条例 art 14), G15_1 … G15_3 (art 15). X16_1 … X16_3 (art 16) exclude and have no list.
Output with --json: {"scenario", "article", "text", "applicant", "death", "province", "to_submit", "acceptance",
"table_version", "items": [...]}
  to_submit   how many items the applicant still has to bring
  acceptance  {length, unit, basis}: until when a complete application is accepted (浙江: 5 working days)
  items       in the order of the notice (提交材料通知单), each:
    id, name
    tags        R must be given, S by data share, C may be replaced by a commitment, O optional
    shown       the words on the notice: 由系统取得, 已由系统取得, 可承诺, 已承诺, 请提交, 已提交, 由用人单位提交, 选交,
                无需提交
    required    whether the application is incomplete without it; an employer's item never holds up a worker
    may_commit  whether a commitment is offered: never for the diagnosis or a competent body's instrument
    condition   traffic | missing: only then; null: always
    from, sources, get_from   where it comes from, in words; who shares it; where a person would get it
    by          applicant | employer
    form        electronic | original | copy | photo
    replacement what a commitment would state; null: none
    instrument  a competent body's instrument
    never_asked looked up by us or not at all
    basis       legal basis; nothing is asked without one (社会保险经办条例 art 31)
Errors: {"error": {name, code, message, hint}, "errors": [the same]}, exit code 2: unknown-scenario, excluded-scenario, unknown-applicant,
unknown-province, unknown-circumstance, scenario-or-assessment.`;

export function register(rules: Command): void {
  rules
    .command('materials')
    .description('材料清单：the list of materials of a scenario, or of an assessment')
    .option('--scenario <code>', 'G14_1 … G15_3')
    .option('--assessment', 'the list for an assessment of labour ability instead')
    .option('--death', 'the injured person has died')
    .option('--applicant <who>', 'worker | relative | employer | union (default: worker)')
    .option('--province <name>', '浙江, 山东 …')
    .option('--circumstance <what...>', 'traffic, missing: keep only the conditional items that apply')
    .option('--json', 'answer with one JSON object')
    .addHelpText('after', HELP)
    .action(async ({ json = false, ...options }: Options) => {
      const { answerMaterials, materialJson, materialLines } = await import('./answer.ts');
      const answer = answerMaterials(options);
      if (!answer.ok) {
        process.exitCode = USAGE;
        const { name, code, message, hint } = answer.fault;
        if (json) process.stdout.write(`${JSON.stringify({ error: answer.fault, errors: [answer.fault] })}\n`);
        else process.stderr.write(`${message} [${code} ${name}]\n${hint}\n`);
        return;
      }
      process.stdout.write(
        `${json ? JSON.stringify(materialJson(answer.value), null, 2) : materialLines(answer.value)}\n`,
      );
    });
}
