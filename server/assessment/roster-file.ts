/**
 * Reads a roster: CSV (UTF-8 with or without BOM, or GB18030 as Excel saves it in China) or XLSX. Columns are found by
 * their names, in any order. Every row that is wrong is named by line, column and reason; a number is never repeated.
 */
import { readFile } from 'node:fs/promises';
import {
  type DocumentNumberFault,
  holderOf,
  parseForeignerNumber,
  parseForeignerNumber2017,
} from '@anban/foundation/document-number';
import { normaliseIdentityNumber, parseIdentityNumber } from '@anban/foundation/identity-number';
import { fail, ok, type Result } from '@anban/foundation/result';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

export const COLUMNS = ['姓名', '身份证号码', '诊室', '地点代码'] as const;
export type Column = (typeof COLUMNS)[number];

export interface RosterRow {
  /** As an editor or Excel shows it: the header is line 1. */
  readonly line: number;
  readonly name: string;
  readonly number: string;
  readonly room: string;
  readonly siteCode: string;
}

export interface RowFault {
  readonly line: number;
  readonly column: Column | '';
  /** In Chinese, for the person who has to mend the file. */
  readonly reason: string;
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

const NO_WORKBOOK = '不是能读取的Excel文件（.xlsx）';
const OLD_WORKBOOK = '不是能读取的Excel文件：请在Excel中另存为.xlsx';
const LONGEST_NAME = 60;
const MOST_ROWS = 20_000;
const NUMBER_REASONS = {
  length: '不是18位',
  characters: '含有不允许的字符',
  'birth-date': '出生日期不存在',
  'check-digit': '校验码不正确',
  holder: '外国人号码中的省份代码不存在',
  'foreigner-2017': '外国人永久居留证号码应为3个字母和12位数字',
} as const;

export interface RosterFile {
  readonly rows: readonly RosterRow[];
  readonly faults: readonly RowFault[];
  /** Every well-formed site code, those of the bad rows included: whether there is such a site is looked up later. */
  readonly sites: readonly SitePlace[];
}

export type SitePlace = Pick<RosterRow, 'line' | 'siteCode'>;

/** The good rows and the bad ones; or why the file as a whole cannot be read. */
export async function readRosterFile(path: string): Promise<Result<RosterFile, string>> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    return fail('文件无法打开');
  }
  const lines = await readLines(path, bytes);
  if (!lines.ok) return lines;
  const [header, ...body] = lines.value;
  if (header === undefined) return fail('文件是空的');
  if (body.length > MOST_ROWS) return fail(`超过${MOST_ROWS}行`);
  const places = findColumns(header.cells);
  return places.ok ? ok(checkRows(body, places.value)) : places;
}

async function readLines(path: string, bytes: Buffer): Promise<Result<Line[], string>> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return readXlsx(bytes);
  // What is called a workbook and is none would be refused for its columns, which sends people looking for columns.
  if (/\.xls[xm]?$/i.test(path)) return fail(/\.xls$/i.test(path) ? OLD_WORKBOOK : NO_WORKBOOK);
  return readCsv(bytes);
}

function readCsv(bytes: Buffer): Result<Line[], string> {
  const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));
  try {
    const records: unknown = parse(decode(bytes), { info: true, relax_column_count: true, skip_empty_lines: true });
    return ok(Records.parse(records).map(({ record, info }) => ({ line: info.lines, cells: record.map(clean) })));
  } catch {
    return fail('不是正确的CSV文件（引号不成对？）');
  }
}

/** UTF-8 if the bytes can be that, otherwise GB18030 (of which GBK and GB 2312 are parts). */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

async function readXlsx(bytes: Buffer): Promise<Result<Line[], string>> {
  const { readSheet } = await import('read-excel-file/node');
  const Rows = z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.date(), z.null()])));
  try {
    const rows = Rows.parse(await readSheet(bytes));
    const lines = rows.map((row, i) => ({ line: i + 1, cells: row.map((cell) => clean(cellText(cell))) }));
    return ok(lines.filter(({ cells }) => cells.some((cell) => cell !== '')));
  } catch {
    return fail(NO_WORKBOOK);
  }
}

/** A number that Excel stored as a number has lost its last digits (15 are kept): the length check will name it. */
const cellText = (cell: string | number | boolean | Date | null): string =>
  cell === null ? '' : cell instanceof Date ? cell.toISOString() : String(cell);

const clean = (cell: string): string =>
  cell
    .replace(/^\uFEFF/, '')
    .normalize('NFC')
    .trim();

type Places = Readonly<Record<Column, number>>;

function findColumns(header: readonly string[]): Result<Places, string> {
  const places = { 姓名: -1, 身份证号码: -1, 诊室: -1, 地点代码: -1 };
  for (const column of COLUMNS) {
    const found = header.flatMap((cell, i) => (cell === column ? [i] : []));
    if (found.length > 1) return fail(`表头中“${column}”出现了两次`);
    places[column] = found[0] ?? -1;
  }
  const missing = COLUMNS.filter((column) => places[column] === -1);
  return missing.length === 0 ? ok(places) : fail(`表头缺少：${missing.join('、')}`);
}

/**
 * The number of whoever may come: a resident's, that of a 港澳台居民居住证 (the same form), or a foreigner's of either
 * version of the 永久居留身份证. The terminal takes all of these documents.
 */
function parseNumber(text: string): Result<string, DocumentNumberFault | 'foreigner-2017'> {
  const number = normaliseIdentityNumber(text);
  if (/^[A-Z]{3}/.test(number)) {
    const older = parseForeignerNumber2017(number);
    return older.ok ? older : fail('foreigner-2017');
  }
  return holderOf(number) === 'foreigner' ? parseForeignerNumber(number) : parseIdentityNumber(number);
}

function checkRows(lines: readonly Line[], places: Places): RosterFile {
  const rows: RosterRow[] = [];
  const sites: SitePlace[] = [];
  const faults: RowFault[] = [];
  const firstLine = new Map<string, number>();
  for (const { line, cells } of lines) {
    const cell = (column: Column) => cells[places[column]] ?? '';
    const before = faults.length;
    const wrong = (column: Column, reason: string) => faults.push({ line, column, reason });
    const name = cell('姓名');
    if (name === '') wrong('姓名', '没有填写');
    else if ([...name].length > LONGEST_NAME) wrong('姓名', '太长');
    const number = parseNumber(cell('身份证号码'));
    if (cell('身份证号码') === '') wrong('身份证号码', '没有填写');
    else if (!number.ok) wrong('身份证号码', NUMBER_REASONS[number.fault]);
    const room = cell('诊室').normalize('NFKC').toUpperCase();
    if (!/^[A-Z0-9]{1,4}$/.test(room)) wrong('诊室', room === '' ? '没有填写' : '应为1至4位字母或数字');
    const siteCode = cell('地点代码').normalize('NFKC');
    if (!/^\d{6}-\d{2}$/.test(siteCode)) wrong('地点代码', siteCode === '' ? '没有填写' : '格式应为 370702-01');
    else sites.push({ line, siteCode });
    if (!number.ok) continue;
    const key = `${siteCode}|${number.value}`;
    const first = firstLine.get(key);
    if (first !== undefined) wrong('身份证号码', `与第${first}行重复`);
    else firstLine.set(key, line);
    if (faults.length === before) rows.push({ line, name, number: number.value, room, siteCode });
  }
  return { rows, faults, sites };
}
