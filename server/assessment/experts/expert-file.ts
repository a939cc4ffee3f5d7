/** Reads a pool of experts from CSV (UTF-8 or GB18030). Every wrong row is named by line, column and reason. */
import { readFile } from 'node:fs/promises';
import { fail, ok, type Result } from '@anban/foundation/result';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { addDays, addMonths, isDay } from '../../rules/calendar/day.ts';
import type { ExpertField, ExpertStatus } from './eligibility.ts';
import { specialtyCode } from './specialties.ts';

export const EXPERT_COLUMNS = [
  '姓名',
  '执业证书编号',
  '类别',
  '专科',
  '所在单位',
  '职称',
  '出生年份',
  '聘期起',
  '聘期止',
  '培训有效期至',
  '每日限额',
  '状态',
] as const;
type Column = (typeof EXPERT_COLUMNS)[number];

export interface ExpertRow {
  readonly line: number;
  readonly name: string;
  readonly license: string;
  readonly field: ExpertField;
  readonly specialties: readonly string[];
  readonly hospital: string;
  readonly title: string;
  readonly birthYear: number;
  readonly termFrom: string;
  readonly termUntil: string;
  readonly trainedUntil: string;
  readonly dailyQuota: number;
  readonly status: ExpertStatus;
}

export interface ExpertFault {
  readonly line: number;
  readonly column: Column | '';
  /** Chinese, for the person who has to mend the file; never repeats a name or a licence. */
  readonly reason: string;
}

const FIELDS = new Map<string, ExpertField>([
  ['医疗', 'medical'],
  ['辅助器具', 'device'],
]);
const STATUSES = new Map<string, ExpertStatus>([
  ['在聘', 'active'],
  ['暂停', 'suspended'],
  ['解聘', 'removed'],
]);
/** 令55 art 24: senior titles; the device rule also takes middle ones and licensed prosthetists. */
const SENIOR_TITLES = ['主任医师', '副主任医师', '主任技师', '副主任技师'];
const DEVICE_TITLES = [...SENIOR_TITLES, '主治医师', '主管技师', '假肢制作师', '矫形器制作师'];
const TERM_MONTHS = 36;
const MOST_ROWS = 20_000;

/** The rows; or every fault there is (a fault of the file as a whole has line 0). */
export async function readExpertFile(path: string): Promise<Result<readonly ExpertRow[], readonly ExpertFault[]>> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    return fail([{ line: 0, column: '', reason: '文件无法打开' }]);
  }
  return parseExperts(decode(bytes));
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

const Records = z.array(z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.int() }) }));

/** As `readExpertFile`, from text. */
export function parseExperts(text: string): Result<readonly ExpertRow[], readonly ExpertFault[]> {
  let records: z.infer<typeof Records>;
  try {
    const options = { info: true, columns: true, bom: true, trim: true, skip_empty_lines: true } as const;
    const raw: unknown = parse(text, options);
    records = Records.parse(raw);
  } catch {
    return fail([{ line: 0, column: '', reason: '不是正确的CSV文件（引号不成对，或各行列数不同）' }]);
  }
  const [first] = records;
  if (first === undefined) return fail([{ line: 0, column: '', reason: '文件没有数据行' }]);
  if (records.length > MOST_ROWS) return fail([{ line: 0, column: '', reason: `超过${MOST_ROWS}行` }]);
  const missing = EXPERT_COLUMNS.filter((column) => !(column in first.record));
  if (missing.length > 0) return fail([{ line: 1, column: '', reason: `表头缺少：${missing.join('、')}` }]);
  return checkAll(records.map(({ record, info }) => ({ line: info.lines, cell: (column) => record[column] ?? '' })));
}

interface Line {
  readonly line: number;
  readonly cell: (column: Column) => string;
}

function checkAll(lines: readonly Line[]): Result<readonly ExpertRow[], readonly ExpertFault[]> {
  const rows: ExpertRow[] = [];
  const faults: ExpertFault[] = [];
  const seen = new Map<string, number>();
  for (const line of lines) {
    const row = rowOf(line);
    faults.push(...faultsOf(line, row));
    const before = seen.get(row.license);
    if (before !== undefined) faults.push({ line: line.line, column: '执业证书编号', reason: `与第${before}行重复` });
    else seen.set(row.license, line.line);
    rows.push(row);
  }
  return faults.length > 0 ? fail(faults) : ok(rows);
}

function rowOf({ line, cell }: Line): ExpertRow {
  const termFrom = cell('聘期起');
  return {
    line,
    name: cell('姓名').normalize('NFC'),
    license: cell('执业证书编号').normalize('NFKC').toUpperCase(),
    field: FIELDS.get(cell('类别')) ?? 'medical',
    specialties: cell('专科')
      .split(/[、;；,，]/)
      .flatMap((name) => specialtyCode(name) ?? []),
    hospital: cell('所在单位').normalize('NFKC'),
    title: cell('职称'),
    birthYear: Number(cell('出生年份')),
    termFrom,
    // 令55 art 25: three years, unless the file says less.
    termUntil:
      cell('聘期止') === '' && isDay(termFrom) ? addDays(addMonths(termFrom, TERM_MONTHS), -1) : cell('聘期止'),
    trainedUntil: cell('培训有效期至'),
    dailyQuota: Number(cell('每日限额')),
    status: STATUSES.get(cell('状态')) ?? 'active',
  };
}

function faultsOf({ line, cell }: Line, row: ExpertRow): ExpertFault[] {
  const faults: ExpertFault[] = [];
  const when = (wrong: boolean, column: Column, reason: string) => {
    if (wrong) faults.push({ line, column, reason });
  };
  when(row.name === '' || [...row.name].length > 60, '姓名', '没有填写或太长');
  when(!/^[\p{L}\d-]{6,30}$/u.test(row.license), '执业证书编号', '应为6至30位字母或数字');
  when(!FIELDS.has(cell('类别')), '类别', `应为${[...FIELDS.keys()].join('或')}`);
  const named = cell('专科')
    .split(/[、;；,，]/)
    .filter((name) => name.trim() !== '');
  when(named.length === 0, '专科', '没有填写');
  when(named.length !== row.specialties.length, '专科', '有不认识的专科');
  when(row.hospital === '', '所在单位', '没有填写');
  const titles = row.field === 'device' ? DEVICE_TITLES : SENIOR_TITLES;
  when(!titles.includes(row.title), '职称', `应为${titles.join('、')}之一`);
  when(!Number.isInteger(row.birthYear) || row.birthYear < 1930 || row.birthYear > 2010, '出生年份', '应为四位年份');
  const days = isDay(row.termFrom) && isDay(row.termUntil);
  when(!isDay(row.termFrom), '聘期起', '应为存在的日期 YYYY-MM-DD');
  when(!isDay(row.termUntil), '聘期止', '应为存在的日期 YYYY-MM-DD');
  when(days && row.termUntil < row.termFrom, '聘期止', '早于聘期起');
  when(days && row.termUntil >= addMonths(row.termFrom, TERM_MONTHS), '聘期止', '聘期不能超过3年');
  when(!isDay(row.trainedUntil), '培训有效期至', '应为存在的日期 YYYY-MM-DD');
  when(!Number.isInteger(row.dailyQuota) || row.dailyQuota < 1 || row.dailyQuota > 200, '每日限额', '应为1至200');
  when(!STATUSES.has(cell('状态')), '状态', `应为${[...STATUSES.keys()].join('、')}之一`);
  return faults;
}
