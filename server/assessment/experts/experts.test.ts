import { readFileSync } from 'node:fs';
import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXPERT_COLUMNS, parseExperts } from './expert-file.ts';
import { type RecusalFacts, recusalOf } from './recusal.ts';
import { poolReport } from './report.ts';
import { sampleExperts } from './sample.ts';
import { SPECIALTIES, SPECIALTY_CODES, specialtyCode } from './specialties.ts';

const HEADER = EXPERT_COLUMNS.join(',');
const GOOD = '样例医生,SAMPLE000001,医疗,骨科、手外科,样例医院,主任医师,1970,2025-07-01,,2027-06-30,10,在聘';
const without = (from: string, to: string) => `${HEADER}\n${GOOD.replace(from, to)}`;

describe('a file of experts', () => {
  test('a term without an end is three years', () => {
    expect(unwrap(parseExperts(`${HEADER}\n${GOOD}`))).toMatchObject([
      { specialties: ['ORTHO', 'HAND'], termUntil: '2028-06-30', field: 'medical', status: 'active' },
    ]);
  });

  test.each([
    ['2025-07-01,,', '2025-07-01,2028-07-01,', '聘期止', '聘期不能超过3年'],
    ['2025-07-01,,', '2025-07-01,2025-06-30,', '聘期止', '早于聘期起'],
    ['2025-07-01', '2025-02-30', '聘期起', '应为存在的日期 YYYY-MM-DD'],
    ['骨科、手外科', '骨科、占星科', '专科', '有不认识的专科'],
    ['主任医师', '主治医师', '职称', '应为主任医师、副主任医师、主任技师、副主任技师之一'],
    ['1970', '七零年', '出生年份', '应为四位年份'],
    [',10,', ',0,', '每日限额', '应为1至200'],
    ['在聘', '在', '状态', '应为在聘、暂停、解聘之一'],
    ['医疗', '其他', '类别', '应为医疗或辅助器具'],
  ])('%s → %s is named by line, column and reason', (from, to, column, reason) => {
    const read = parseExperts(without(from, to));
    expect(read).toMatchObject({ ok: false, fault: expect.arrayContaining([{ line: 2, column, reason }]) });
    expect(JSON.stringify(read)).not.toMatch(/SAMPLE000001|样例医生/);
  });

  test('the same licence twice, a missing column, rows of other lengths, nothing', () => {
    expect(parseExperts(`${HEADER}\n${GOOD}\n${GOOD}`)).toMatchObject({ fault: [{ line: 3, reason: '与第2行重复' }] });
    expect(parseExperts('姓名\n王')).toMatchObject({ fault: [{ reason: expect.stringContaining('表头缺少') }] });
    expect(parseExperts(`${HEADER}\n王,李`)).toMatchObject({ ok: false });
    expect(parseExperts('')).toMatchObject({ ok: false });
  });

  test('whatever text it holds: read or refused, never a crash', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseExperts(`${HEADER}\n${text}`)));
  });
});

describe('the sample pool', () => {
  test('is what the generator makes, at least 130 people, every specialty among them', () => {
    const text = readFileSync(new URL('../../samples/experts.csv', import.meta.url), 'utf8');
    expect(text).toBe(sampleExperts(150, 1));
    const rows = unwrap(parseExperts(text));
    expect(rows.length).toBeGreaterThanOrEqual(130);
    expect(new Set(rows.flatMap(({ specialties }) => specialties))).toEqual(new Set(SPECIALTY_CODES));
    expect(rows.every(({ name }) => name.startsWith('样例'))).toBe(true);
  });

  test('its mix adds up, and says how many could be drawn and why the others could not', () => {
    const rows = unwrap(parseExperts(sampleExperts(150, 1)));
    const pool = rows.map((row, i) => ({
      birthYear: row.birthYear,
      title: row.title,
      expert: { ...row, expertId: `${i}`, onLeave: false, panelsThatDay: 0, recusal: null },
    }));
    const report = poolReport(pool, '2026-11-26');
    expect(report.experts).toBe(150);
    expect(Object.values(report.ages).reduce((a, b) => a + b, 0)).toBe(150);
    expect(report.drawable).toBeLessThan(150);
    expect(report.barred).toMatchObject({ inactive: 4, term: expect.any(Number), untrained: expect.any(Number) });
    expect(report.drawable).toBeGreaterThan(120);
  });
});

test('every code has a name, and every name finds its code', () => {
  for (const { code, name } of SPECIALTIES.specialties)
    expect([specialtyCode(name), specialtyCode(code)]).toEqual([code, code]);
  expect(SPECIALTIES.specialties.map(({ code }) => code)).toEqual([...SPECIALTY_CODES]);
});

describe('who must step aside', () => {
  const license = Buffer.from('a');
  const expert = { expertId: 'e', affiliation: { hospital: '样例医院（东区）', licenseIndex: license } };
  const facts: RecusalFacts = { employer: '样例工厂', treatingHospitals: [], treatingLicenses: [] };
  const rules = { sameHospital: true };

  test.each([
    ['treated-the-person', { treatingLicenses: [Buffer.from('a')] }],
    ['same-employer', { employer: '样例医院(东区) ' }],
    ['same-hospital', { treatingHospitals: ['样例医院东区', '别的医院'] }],
    [null, { treatingHospitals: ['别的医院'], employer: '' }],
  ] as const)('%s is detected', (reason, more) => {
    expect(recusalOf(expert, { ...facts, ...more }, [], rules)).toBe(reason);
  });

  test('the same hospital counts only where the region says so', () => {
    const treated = { ...facts, treatingHospitals: ['样例医院（东区）'] };
    expect(recusalOf(expert, treated, [], { sameHospital: false })).toBeNull();
  });

  test.each([
    ['open', 'kinship'],
    ['granted', 'kinship'],
    ['refused', null],
  ] as const)('a declaration that is %s: %s', (state, reason) => {
    expect(recusalOf(expert, facts, [{ expertId: 'e', reason: 'kinship', state }], rules)).toBe(reason);
  });
});
