/** `anban figures`: the published wages on which benefits are computed. */
import type { Command } from 'commander';
import {
  type CommonOptions,
  EXIT,
  failure,
  type Outcome,
  print,
  runCommand,
  runOnExisting,
  withCommonOptions,
} from '../command-line.ts';
import type { FigureFault } from './figures-file.ts';

const FILE_HELP = `
The file: CSV (UTF-8 or GB18030) with these columns in any order; every row is taken over or none is:
  指标      统筹地区职工月平均工资, 全省职工月平均工资 or 最低工资标准
  地区      GB/T 2260 code: of the city (370700) or, for the province's average, of the province (370000)
  年度      year of statistics; for the minimum wage the year in which it begins to hold
  生效日期  YYYY-MM-DD from which the figure is used
  金额      yuan a month, at most two decimals
  来源      the notice in which it was published
  已核实    是 or 否
The same area, year and day again is a correction. Example: server/samples/figures.csv (invented).`;

export function register(program: Command): void {
  const figures = program.command('figures').description('社会平均工资与最低工资：published figures');
  withCommonOptions(
    figures
      .command('import')
      .description('take over published figures')
      .argument('<file>', 'CSV')
      .addHelpText('after', FILE_HELP),
  ).action(importFile);
  withCommonOptions(figures.command('list').description('the figures that are known, newest first')).action(list);
}

async function importFile(file: string, options: CommonOptions): Promise<void> {
  const { readFile } = await import('node:fs/promises');
  const { parseFigures } = await import('./figures-file.ts');
  const { putRegionalFigure } = await import('./regional-figures.ts');
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return print(options, failure(`无法读取${file}`));
  await runCommand(options, async ({ database }, regionCode) => {
    const read = parseFigures(bytes, regionCode);
    if (!read.ok) return refused(read.fault);
    await database.db.transaction().execute(async (tx) => {
      for (const row of read.value) await putRegionalFigure(tx, row);
    });
    const imported = read.value.length;
    return { code: EXIT.done, json: { imported }, text: `已录入${imported}项` };
  });
}

function refused(faults: readonly FigureFault[]): Outcome {
  const lines = faults.map(({ line, column, reason }) => `第${line}行 ${column}：${reason}`);
  const text = `没有录入任何内容，有${faults.length}处错误：\n${lines.join('\n')}`;
  return { code: EXIT.failed, json: { imported: 0, faults }, text };
}

async function list(options: CommonOptions): Promise<void> {
  await runOnExisting(options, async ({ database }, regionCode) => {
    const rows = await database.db
      .selectFrom('regional_figure')
      .select(['figure', 'area', 'year', 'valid_from as validFrom', 'amount', 'source', 'verified'])
      .where('region_code', '=', regionCode)
      .orderBy('figure')
      .orderBy('area')
      .orderBy('valid_from', 'desc')
      .execute();
    const lines = rows.map(
      ({ figure, area, year, validFrom, amount, verified }) =>
        `${figure.padEnd(16)} ${area} ${year} ${validFrom} ${amount.padStart(10)}${verified ? '' : '  未核实'}`,
    );
    const text = lines.length === 0 ? '没有录入任何数据' : lines.join('\n');
    return { code: EXIT.done, json: { figures: rows }, text };
  });
}
