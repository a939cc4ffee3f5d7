/** Published figures from a CSV file (UTF-8 or GB18030); every wrong row is named by line, column and reason. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { isDay } from '../rules/calendar/day.ts';
import type { RegionalFigure } from './regional-figures.ts';

export const FIGURE_COLUMNS = ['指标', '地区', '年度', '生效日期', '金额', '来源', '已核实'] as const;
type Column = (typeof FIGURE_COLUMNS)[number];

export interface FigureFault {
  readonly line: number;
  readonly column: Column | '';
  /** For the person who has to mend the file. */
  readonly reason: string;
}

const NAMES = new Map<string, RegionalFigure['figure']>([
  ['统筹地区职工月平均工资', 'area-average'],
  ['全省职工月平均工资', 'province-average'],
  ['最低工资标准', 'minimum-wage'],
]);

const Cells = z.record(z.string(), z.string());

/** The rows for `regionCode`, or everything that is wrong with the file. */
export function parseFigures(bytes: Buffer, regionCode: string): Result<RegionalFigure[], FigureFault[]> {
  const table = rowsOf(bytes);
  if (!table.ok) return table;
  const faults: FigureFault[] = [];
  const rows = table.value.flatMap((cells, index) => {
    const read = rowOf(cells, index + 2, regionCode);
    if (read.ok) return [read.value];
    faults.push(...read.fault);
    return [];
  });
  return faults.length === 0 ? ok(rows) : fail(faults);
}

function rowsOf(bytes: Buffer): Result<Record<string, string>[], FigureFault[]> {
  try {
    const parsed = parse(textOf(bytes), { columns: true, trim: true, skip_empty_lines: true, bom: true });
    const rows = z.array(Cells).min(1).safeParse(parsed);
    if (!rows.success) return fail([{ line: 1, column: '', reason: '文件中没有数据行' }]);
    const missing = FIGURE_COLUMNS.filter((column) => !(column in (rows.data[0] ?? {})));
    if (missing.length === 0) return ok(rows.data);
    return fail(missing.map((column) => ({ line: 1, column, reason: '缺少这一列' })));
  } catch {
    return fail([{ line: 1, column: '', reason: '不是有效的CSV文件（每行的列数应相同）' }]);
  }
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function rowOf(cells: Record<string, string>, line: number, regionCode: string): Result<RegionalFigure, FigureFault[]> {
  const cell = (column: Column): string => cells[column] ?? '';
  const figure = NAMES.get(cell('指标'));
  const checks: [Column, boolean, string][] = [
    ['指标', figure !== undefined, `应为${[...NAMES.keys()].join('、')}之一`],
    ['地区', /^\d{6}$/.test(cell('地区')), '应为6位行政区划代码'],
    ['年度', /^(19|20|21)\d{2}$/.test(cell('年度')), '应为统计年度，如2025'],
    ['生效日期', isDay(cell('生效日期')), '应为存在的日期，如2026-06-01'],
    [
      '金额',
      /^\d{1,8}(\.\d{1,2})?$/.test(cell('金额')) && Number(cell('金额')) > 0,
      '应为每月金额（元），最多两位小数',
    ],
    ['来源', cell('来源') !== '' && cell('来源').length <= 500, '请写明公布的文件'],
    ['已核实', ['是', '否'].includes(cell('已核实')), '应为“是”或者“否”'],
  ];
  const faults = checks.flatMap(([column, fits, reason]) => (fits ? [] : [{ line, column, reason }]));
  if (figure === undefined || faults.length > 0) return fail(faults);
  const [year, validFrom, amount] = [Number(cell('年度')), cell('生效日期'), cell('金额')];
  const [area, source, verified] = [cell('地区'), cell('来源'), cell('已核实') === '是'];
  return ok({ regionCode, area, figure, year, validFrom, amount, source, verified });
}
