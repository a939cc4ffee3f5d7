import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { idTokenOf, RosterBundle } from '../contract/roster.ts';
import { STAFF_ROLES } from '../contract/staff.ts';
import { putOfficer } from '../officers/service.ts';
import { REGION, startTestCentre, type TestCentre, TODAY } from '../testing/centre.ts';
import { workbook } from '../testing/workbook.ts';
import { readRosterFile } from './roster-file.ts';
import { importRoster } from './roster-import.ts';

const folder = mkdtempSync(join(tmpdir(), 'anban-roster-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let written = 0;
const file = (content: string | Uint8Array, ending = 'csv') => {
  written += 1;
  const path = join(folder, `${written}.${ending}`);
  writeFileSync(path, content);
  return path;
};
const HEADER = '姓名,身份证号码,诊室,地点代码';
const WANG = '王建国,370702196803120017,A,370702-01';
const LI = '李秀英,370702197108250025,A,370702-01';
const read = async (content: string | Uint8Array) => unwrap(await readRosterFile(file(content)));

describe('a file from the office', () => {
  test('the sample of today: all rows, both sites', async () => {
    const path = fileURLToPath(new URL('../samples/roster-today.csv', import.meta.url));
    const { rows, faults } = unwrap(await readRosterFile(path));
    expect(faults).toEqual([]);
    expect(rows).toHaveLength(12);
    expect(rows[3]).toEqual({
      line: 5,
      name: '刘桂兰',
      number: '37070219590217004X',
      room: 'B',
      siteCode: '370702-01',
    });
    expect(rows[4]?.name).toMatch(/·吐尔逊江·阿卜杜拉$/);
  });

  test('saved by Excel in GB18030, columns in another order, more columns, blank lines', async () => {
    // 姓名 and 王建国 as GB 18030 writes them.
    const name = Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]);
    const wang = Buffer.from([0xcd, 0xf5, 0xbd, 0xa8, 0xb9, 0xfa]);
    const number = Buffer.from([0xc9, 0xed, 0xb7, 0xdd, 0xd6, 0xa4, 0xba, 0xc5, 0xc2, 0xeb]);
    const room = Buffer.from([0xd5, 0xef, 0xca, 0xd2]);
    const site = Buffer.from([0xb5, 0xd8, 0xb5, 0xe3, 0xb4, 0xfa, 0xc2, 0xeb]);
    const comma = Buffer.from(',');
    const header = Buffer.concat([site, comma, name, comma, Buffer.from('x,'), number, comma, room]);
    const row = Buffer.concat([Buffer.from('\r\n\r\n370702-01,'), wang, Buffer.from(',,370702196803120017,a\r\n')]);
    const { rows, faults } = await read(Buffer.concat([header, row]));
    expect(faults).toEqual([]);
    expect(rows).toMatchObject([{ name: '王建国', number: '370702196803120017', room: 'A', siteCode: '370702-01' }]);
  });

  test.each([
    ['a foreigner, by the number of 2023', '932682198501010017'],
    ['a foreigner, by the number of 2017', 'GBR370100000123'],
    ['a resident of Hong Kong', '810000199408230021'],
    ['a resident of Taiwan', '830000199201300022'],
  ])('%s is taken', async (_who, number) => {
    const { rows, faults } = await read(`${HEADER}\nSMITH JOHN,${number.toLowerCase()},A,370702-01`);
    expect(faults).toEqual([]);
    expect(rows).toMatchObject([{ name: 'SMITH JOHN', number }]);
  });

  test('full-width digits and a small x in the number', async () => {
    const { rows } = await read(`${HEADER}\n刘桂兰,３７０７０２19590217004x,B,370702-01`);
    expect(rows[0]?.number).toBe('37070219590217004X');
  });

  test.each([
    [`,370702196803120017,A,370702-01`, '姓名', '没有填写'],
    [`王建国,,A,370702-01`, '身份证号码', '没有填写'],
    [`王建国,37070219680312001,A,370702-01`, '身份证号码', '不是18位'],
    [`王建国,37070219680312A017,A,370702-01`, '身份证号码', '含有不允许的字符'],
    [`王建国,370702196802300017,A,370702-01`, '身份证号码', '出生日期不存在'],
    [`王建国,370702196803120018,A,370702-01`, '身份证号码', '校验码不正确'],
    [`王建国,123456789012345,A,370702-01`, '身份证号码', '不是18位'],
    [`SMITH,932682198501010018,A,370702-01`, '身份证号码', '校验码不正确'],
    [`SMITH,GBR37010000012,A,370702-01`, '身份证号码', '外国人永久居留证号码应为3个字母和12位数字'],
    [`王建国,370702196803120017,,370702-01`, '诊室', '没有填写'],
    [`王建国,370702196803120017,诊室一,370702-01`, '诊室', '应为1至4位字母或数字'],
    [`王建国,370702196803120017,A,`, '地点代码', '没有填写'],
    [`王建国,370702196803120017,A,潍城`, '地点代码', '格式应为 370702-01'],
  ])('%s is named by line, column and reason, without the number', async (row, column, reason) => {
    const { rows, faults } = await read(`${HEADER}\n${LI}\n${row}\n`);
    expect(faults).toEqual([{ line: 3, column, reason }]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(faults)).not.toMatch(/\d{15}/);
  });

  test('a row with several faults names all of them, a repeated person included', async () => {
    const { rows, faults, sites } = await read(
      `${HEADER}\n${WANG}\n,370702196803120018,诊室一,潍城\n,370702196803120017,,370702-01`,
    );
    expect(faults.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '3 姓名',
      '3 身份证号码',
      '3 诊室',
      '3 地点代码',
      '4 姓名',
      '4 诊室',
      '4 身份证号码',
    ]);
    expect(rows).toHaveLength(1);
    expect(sites.map(({ line }) => line)).toEqual([2, 4]);
  });

  test('called a workbook and none: it says so, and does not speak of columns', async () => {
    for (const junk of ['junk', 'PK\u0003\u0004 not a workbook', '']) {
      const { ok, ...why } = await readRosterFile(file(junk, 'xlsx'));
      expect([ok, why]).toEqual([false, { fault: '不是能读取的Excel文件（.xlsx）' }]);
    }
    expect(await readRosterFile(file('junk', 'xls'))).toMatchObject({ fault: expect.stringContaining('另存为.xlsx') });
  });

  test('the same person twice at one site is named with the first line', async () => {
    const { faults } = await read(`${HEADER}\n${WANG}\n${LI}\n${WANG.replace(',A,', ',B,')}`);
    expect(faults).toEqual([{ line: 4, column: '身份证号码', reason: '与第2行重复' }]);
  });

  test('a cell with a line break: the lines after it are still named as an editor shows them', async () => {
    const { faults } = await read(`备注,${HEADER}\n"一\n二",${WANG}\n,${LI.replace(',A,', ',?,')}`);
    expect(faults[0]?.line).toBe(4);
  });

  test('missing columns, an empty file, an unclosed quote, no file: one sentence', async () => {
    expect(await readRosterFile(file(`姓名,诊室\n王建国,A`))).toEqual({
      ok: false,
      fault: '表头缺少：身份证号码、地点代码',
    });
    expect(await readRosterFile(file(''))).toMatchObject({ ok: false, fault: '文件是空的' });
    expect(await readRosterFile(file(`${HEADER}\n"王`))).toMatchObject({ ok: false });
    expect(await readRosterFile(file('PK\u0003\u0004 not a workbook', 'xlsx'))).toMatchObject({ ok: false });
    expect(await readRosterFile(join(folder, 'none.csv'))).toMatchObject({ ok: false, fault: '文件无法打开' });
  });

  test('whatever bytes it holds, it is read or refused, never a crash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const result = await readRosterFile(file(Buffer.concat([Buffer.from(`${HEADER}\n`), bytes])));
        if (result.ok) expect(result.value.rows.length + result.value.faults.length).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
  });

  test('an Excel workbook, and a number in it that Excel kept as a number and so spoiled', async () => {
    const header = ['诊室', '姓名', '身份证号码', '地点代码'];
    const good = ['A', '王建国', '370702196803120017', '370702-01'];
    const spoiled = ['A', '李秀英', Number('370702197108250025'), '370702-01'];
    const path = file(workbook([header, good, spoiled]), 'xlsx');
    const { rows, faults } = unwrap(await readRosterFile(path));
    expect(rows).toMatchObject([{ line: 2, name: '王建国', number: '370702196803120017', room: 'A' }]);
    expect(faults).toMatchObject([{ line: 3, column: '身份证号码' }]);
  });
});

describe('brought into the sessions', () => {
  let centre: TestCentre;
  beforeAll(async () => {
    centre = await startTestCentre();
  });
  afterAll(() => centre.close());
  beforeEach(async () => {
    const { db } = centre.foundation.database;
    await db.updateTable('examinee').set({ check_in_id: null }).execute();
    for (const table of ['check_in', 'queue_counter', 'examinee', 'assessment_session'] as const) {
      await db.deleteFrom(table).execute();
    }
  });
  const bring = async (...lines: string[]) =>
    importRoster(centre.foundation, (await read([HEADER, ...lines].join('\n'))).rows, TODAY);
  const count = async () => (await centre.foundation.database.db.selectFrom('examinee').selectAll().execute()).length;

  test('twice the same: nothing changes, and it says so', async () => {
    expect(unwrap(await bring(WANG, LI))).toMatchObject({ added: 2, unchanged: 0, sessions: 1 });
    expect(unwrap(await bring(WANG, LI))).toMatchObject({ added: 0, roomChanged: 0, nameChanged: 0, unchanged: 2 });
    expect(await count()).toBe(2);
  });

  test('twice at the same moment: still one of each', async () => {
    await Promise.all([bring(WANG, LI), bring(LI, WANG)]);
    expect(await count()).toBe(2);
  });

  test('another room is taken over, a corrected name too', async () => {
    await bring(WANG, LI);
    const changed = [WANG.replace(',A,', ',B,'), LI.replace('李秀英', '李秀瑛')];
    expect(unwrap(await bring(...changed))).toMatchObject({ added: 0, roomChanged: 1, nameChanged: 1 });
  });

  test('an unknown site in one row: nothing at all is imported', async () => {
    const result = await bring(WANG, LI.replace('370702-01', '370702-99'));
    expect(result).toEqual({ ok: false, fault: [{ line: 3, column: '地点代码', reason: '没有登记的地点 370702-99' }] });
    expect(await count()).toBe(0);
  });

  test('somebody who holds a ticket keeps the room: the row is named and nothing is imported', async () => {
    await bring(WANG);
    const { db } = centre.foundation.database;
    const { id, session_id } = await db.selectFrom('examinee').selectAll().executeTakeFirstOrThrow();
    const terminal = await centre.terminal();
    expect((await terminal.visit({ examineeId: id, sessionId: session_id })).status).toBe(200);
    const result = await bring(LI, WANG.replace(',A,', ',B,'));
    expect(result).toEqual({ ok: false, fault: [{ line: 3, column: '诊室', reason: '已在诊室A签到，不能改诊室' }] });
    expect(await count()).toBe(1);
  });

  test('no name and no number is in the database in the clear', async () => {
    await bring(WANG);
    const rows = await centre.foundation.database.db.selectFrom('examinee').selectAll().execute();
    const bytes = rows.flatMap((row) => [row.name_cipher, row.number_cipher, row.number_index, row.id_token]);
    expect(Buffer.concat(bytes).includes('王建国')).toBe(false);
    expect(Buffer.concat(bytes).includes('370702196803120017')).toBe(false);
  });

  test('a terminal finds the examinee in its bundle by the number on the card, and learns of the check-in', async () => {
    await bring(WANG, LI);
    const terminal = await centre.terminal();
    const bundle = RosterBundle.parse((await terminal.get('/v1/roster')).body);
    expect(JSON.stringify(bundle)).not.toMatch(/王|3707021968/);
    const token = idTokenOf(Buffer.from(bundle.tokenKey, 'base64url'), '370702196803120017');
    const entry = bundle.entries.find((one) => one.idToken === token);
    if (entry === undefined) throw new Error('not found by token');
    expect(entry).toMatchObject({ room: 'A', checkIn: null });
    await terminal.visit(entry);
    const after = RosterBundle.parse((await terminal.get('/v1/roster')).body);
    expect(after.entries.find((one) => one.idToken === token)?.checkIn?.number).toBe('A001');
    expect(after.sessions).toMatchObject([{ day: TODAY, siteCode: '370702-01', siteName: '潍城区劳动能力鉴定中心' }]);
  });

  test('a terminal gets the PINs of those who confirm identities at the counter, and of nobody else', async () => {
    const terminal = await centre.terminal();
    for (const [index, role] of STAFF_ROLES.entries()) {
      const roles = [{ role, expertId: role === 'expert' ? newId() : null }];
      const person = { regionCode: REGION, staffNumber: `900${index}`, name: role, pin: '246810', roles };
      await putOfficer(centre.foundation, person);
    }
    const { officers } = RosterBundle.parse((await terminal.get('/v1/roster')).body);
    const confirming = ['clerk', 'officer'] as const;
    const expected = confirming.map((role) => `900${STAFF_ROLES.indexOf(role)}`).sort();
    expect(officers.map(({ staffNumber }) => staffNumber)).toEqual(expected);
  });
});
