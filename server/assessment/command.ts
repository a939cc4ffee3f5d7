/** `anban roster`: the examinees of an assessment day. */
import type { Command } from 'commander';
import {
  type CommonOptions,
  EXIT,
  failure,
  type Outcome,
  print,
  runCommand,
  usage,
  withCommonOptions,
} from '../command-line.ts';
import type { RowFault } from './roster-file.ts';
import type { ImportReport } from './roster-import.ts';

interface ImportOptions extends CommonOptions {
  readonly day: string;
  readonly region?: string;
}

const FILE_HELP = `
The file: CSV (UTF-8 or GB18030) or XLSX with the columns 姓名, 身份证号码, 诊室, 地点代码 in any order.
Either every row is imported or none. The same file again changes nothing; a changed room is taken over.`;

export function register(program: Command): void {
  const roster = program.command('roster').description('鉴定名单：rosters');
  withCommonOptions(
    roster
      .command('import')
      .description('import the examinees of one day')
      .argument('<file>', 'CSV or XLSX')
      .requiredOption('--day <day>', 'YYYY-MM-DD, or today (in China)')
      .option('--region <code>', 'accept only sites of this county, 6 digits')
      .addHelpText('after', FILE_HELP),
  ).action(async (file: string, options: ImportOptions) => {
    const { z } = await import('zod');
    const { dayInChina } = await import('../contract/common.ts');
    const day = options.day === 'today' ? dayInChina(Date.now()) : options.day;
    if (!z.iso.date().safeParse(day).success) return print(options, usage('--day: YYYY-MM-DD or today'));
    const { region } = options;
    if (region !== undefined && !/^\d{6}$/.test(region)) return print(options, usage('--region: 6 digits'));
    const { readRosterFile } = await import('./roster-file.ts');
    const read = await readRosterFile(file);
    if (!read.ok) return print(options, failure(`${read.fault}（${file}）`));
    const { rows, sites } = read.value;
    const strangers = sites.flatMap(({ line, siteCode }): RowFault[] =>
      region === undefined || siteCode.startsWith(`${region}-`)
        ? []
        : [{ line, column: '地点代码', reason: `不属于 ${region}` }],
    );
    const faults = [...read.value.faults, ...strangers];
    const { importRoster, siteFaults } = await import('./roster-import.ts');
    await runCommand(options, async (foundation) => {
      // Everything that is wrong at once: nobody likes to mend a file twice.
      if (faults.length > 0) return refusedRows([...faults, ...(await siteFaults(foundation, sites))]);
      const imported = await importRoster(foundation, rows, day);
      return imported.ok ? done(imported.value) : refusedRows(imported.fault);
    });
  });
}

function refusedRows(faults: readonly RowFault[]): Outcome {
  const sorted = faults.toSorted((a, b) => a.line - b.line);
  const lines = sorted.map(({ line, column, reason }) => `第${line}行 ${column}：${reason}`);
  return {
    code: EXIT.failed,
    json: { imported: false, faults: sorted },
    text: `没有导入任何内容，有${sorted.length}处错误：\n${lines.join('\n')}`,
  };
}

function done(report: ImportReport): Outcome {
  const changed = report.added + report.roomChanged + report.nameChanged;
  const text =
    changed === 0
      ? `${report.day}：名单没有变化（${report.unchanged}人）`
      : `${report.day}：新增${report.added}人，改诊室${report.roomChanged}人，改姓名${report.nameChanged}人，没有变化${report.unchanged}人`;
  return { code: EXIT.done, json: { imported: true, changed: changed > 0, ...report }, text };
}
