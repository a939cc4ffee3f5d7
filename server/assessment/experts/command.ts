/** `anban expert`: the pool of experts. */
import type { Command } from 'commander';
import {
  type CommonOptions,
  EXIT,
  type Outcome,
  print,
  runCommand,
  runOnExisting,
  usage,
  withCommonOptions,
} from '../../command-line.ts';
import type { ExpertFault } from './expert-file.ts';

interface ExpertOptions extends CommonOptions {
  readonly region?: string;
  readonly day?: string;
}

const FILE_HELP = `
The file: CSV (UTF-8 or GB18030) with these columns in any order, either every row is taken over or none:
  姓名          name
  执业证书编号  licence, 6-30 letters or digits; finds the expert again
  类别          医疗 or 辅助器具
  专科          names or codes of specialties, several with 、
  所在单位      hospital or other employer
  职称          主任医师 副主任医师 主任技师 副主任技师; 辅助器具 also 主治医师 主管技师 假肢制作师 矫形器制作师
  出生年份      year of birth
  聘期起        first day of the term, YYYY-MM-DD
  聘期止        last day, at most 3 years; empty = 3 years (令55 art 25)
  培训有效期至  trained until, YYYY-MM-DD
  每日限额      panels a day at most, 1-200
  状态          在聘 暂停 解聘
The same file again changes nothing; whoever is missing from it stays in the pool.
Example: server/samples/experts.csv (invented).`;

const LIST_HELP = `
With --json: {region, day, experts: [{expertId, name, field (medical|device), specialties [code], hospital, title,
birthYear, termFrom, termUntil, trainedUntil, dailyQuota, status, bars}], report}. bars: why the expert cannot be drawn
that day for the own specialty (inactive, term, untrained, leave, quota); empty = can. report: {day, experts, drawable,
barred {bar: n}, ages {band: n}, titles {title: n}, specialties {code: {experts, drawable}}}. Reading is audited.`;

export function register(program: Command): void {
  const expert = program.command('expert').description('专家库：the pool of experts');
  withRegion(expert.command('import').description('take over experts from a file').argument('<file>', 'CSV'))
    .addHelpText('after', FILE_HELP)
    .action(importFile);
  withRegion(expert.command('list').description('the experts, who could be drawn, and the mix of the pool'))
    .option('--day <day>', 'for this day, YYYY-MM-DD (default: today in China)')
    .addHelpText('after', LIST_HELP)
    .action(list);
}

const withRegion = (command: Command): Command =>
  withCommonOptions(command).option('--region <code>', 'region, 6 digits (default: that of the configuration)');

async function importFile(file: string, options: ExpertOptions): Promise<void> {
  if (!isRegion(options.region)) return print(options, usage('--region: 6 digits'));
  const { readExpertFile } = await import('./expert-file.ts');
  const read = await readExpertFile(file);
  if (!read.ok) return print(options, refused(read.fault));
  const { importExperts } = await import('./pool.ts');
  const { OPERATOR } = await import('../../audit/append.ts');
  await runCommand(options, async (foundation, configured) => {
    const regionCode = options.region ?? configured;
    const counts = await foundation.database.db
      .transaction()
      .execute((tx) => importExperts(tx, foundation, { regionCode, rows: read.value, actor: OPERATOR }));
    const text = `新增${counts.added}人，修改${counts.changed}人，没有变化${counts.unchanged}人`;
    return { code: EXIT.done, json: { imported: true, region: regionCode, ...counts }, text };
  });
}

async function list(options: ExpertOptions): Promise<void> {
  const { isDay } = await import('../../rules/calendar/day.ts');
  if (!isRegion(options.region)) return print(options, usage('--region: 6 digits'));
  if (options.day !== undefined && !isDay(options.day)) return print(options, usage('--day: YYYY-MM-DD'));
  const { listExperts } = await import('./list.ts');
  const { OPERATOR } = await import('../../audit/append.ts');
  const { dayInChina } = await import('../../contract/common.ts');
  await runOnExisting(options, async (foundation, configured) => {
    const regionCode = options.region ?? configured;
    const day = options.day ?? dayInChina(foundation.clock.now());
    const listed = await foundation.database.db
      .transaction()
      .execute((tx) => listExperts(tx, foundation, { regionCode, day, actor: OPERATOR }));
    const lines = listed.experts.map(({ name, title, specialties, hospital, bars }) =>
      [name, title, specialties.join('、'), hospital, bars.length === 0 ? '可抽取' : bars.join(',')].join('\t'),
    );
    const { experts, drawable } = listed.report;
    return { code: EXIT.done, json: listed, text: [...lines, `共${experts}人，${day}可抽取${drawable}人`].join('\n') };
  });
}

const isRegion = (region: string | undefined): boolean => region === undefined || /^\d{6}$/.test(region);

function refused(faults: readonly ExpertFault[]): Outcome {
  const lines = faults.map(({ line, column, reason }) => `第${line}行 ${column}：${reason}`);
  return {
    code: EXIT.failed,
    json: { imported: false, faults },
    text: `没有导入任何内容，有${faults.length}处错误：\n${lines.join('\n')}`,
  };
}
