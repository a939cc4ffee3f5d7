import { readFileSync } from 'node:fs';
import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFigures } from './figures-file.ts';

const HEAD = '指标,地区,年度,生效日期,金额,来源,已核实';
const csv = (...rows: string[]) => Buffer.from([HEAD, ...rows].join('\n'));

test('a file of figures is read, with the columns as they come and in GB18030 as well', () => {
  const row = '最低工资标准,370700,2026,2026-01-01,2200.50,示例,否';
  expect(unwrap(parseFigures(csv(row), '370702'))).toEqual([
    {
      regionCode: '370702',
      area: '370700',
      figure: 'minimum-wage',
      year: 2026,
      validFrom: '2026-01-01',
      amount: '2200.50',
      source: '示例',
      verified: false,
    },
  ]);
  // 指标 … in GB18030: bytes that are no UTF-8.
  const gb = Buffer.from('d6b8b1ea', 'hex');
  expect(parseFigures(gb, '370702')).toMatchObject({ ok: false });
});

test('everything that is wrong is named by line and column, and nothing is taken over', () => {
  const rows = ['平均工资,3707,26,2026-02-30,-5,,也许', '最低工资标准,370700,2026,2026-01-01,2200,示例,是'];
  const faults = parseFigures(csv(...rows), '370702');
  if (faults.ok) throw new Error('taken over');
  expect(faults.fault.map(({ line, column }) => `${line} ${column}`)).toEqual([
    '2 指标',
    '2 地区',
    '2 年度',
    '2 生效日期',
    '2 金额',
    '2 来源',
    '2 已核实',
  ]);
  expect(parseFigures(Buffer.from('指标,地区\n1,2'), '370702')).toMatchObject({
    fault: expect.arrayContaining([{ line: 1, column: '金额', reason: '缺少这一列' }]),
  });
});

test('the sample file is right', () => {
  const bytes = readFileSync(new URL('../samples/figures.csv', import.meta.url));
  expect(unwrap(parseFigures(bytes, '370702')).length).toBeGreaterThan(5);
});

test('any bytes are read or refused', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void parseFigures(Buffer.from(bytes), '370702')));
});
