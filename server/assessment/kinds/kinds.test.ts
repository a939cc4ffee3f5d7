import { unwrap } from '@anban/foundation/result';
import { expect, test } from 'vitest';
import { KINDS, KindCode, kindOf, validateKinds } from './catalogue.ts';
import { conclusionText, parseConclusion } from './conclusion.ts';

test('eleven kinds in three classes, and the province beside them; marked as a reconstruction', () => {
  const counted = KINDS.kinds.filter((kind) => kind.counted);
  expect(counted).toHaveLength(11);
  expect(new Set(counted.map((kind) => kind.class)).size).toBe(3);
  expect(KINDS.verified).toBe(false);
  expect(KINDS.kinds.map((kind) => kind.code).sort()).toEqual([...KindCode.options].sort());
  expect(kindOf('A4')).toMatchObject({ counted: false, decides: 'province' });
});

test('what excludes another is excluded by it, and nothing excludes itself', () => {
  for (const kind of KINDS.kinds) {
    expect(kind.excludes).not.toContain(kind.code);
    for (const other of kind.excludes) expect(kindOf(other).excludes).toContain(kind.code);
  }
});

test('three kinds in one application, whatever the order they were ticked in', () => {
  expect(unwrap(validateKinds(['B5', 'A2', 'A1']))).toEqual(['A1', 'A2', 'B5']);
});

test.each([
  [[], 'kinds-empty'],
  [['A9'], 'kind-unknown'],
  [['A1', 'A1'], 'kind-repeated'],
  [['A1', 'A3'], 'kinds-incompatible'],
  [['C2', 'B1'], 'kinds-incompatible'],
])('kinds %j are refused as %s', (kinds, name) => {
  expect(validateKinds(kinds)).toMatchObject({ ok: false, fault: { name } });
});

test.each([
  ['A1', { form: 'grade', grade: 10 }, '十级'],
  ['A1', { form: 'grade', grade: 1 }, '一级'],
  ['A3', { form: 'grade', grade: 'below-grade' }, '未达到伤残等级'],
  ['A2', { form: 'self-care', level: 'large' }, '生活大部分不能自理'],
  ['B1', { form: 'months', months: 12 }, '12个月'],
  ['B3', { form: 'yes-no', confirmed: false }, '不予确认'],
  ['B4', { form: 'yes-no-months', confirmed: true, months: 3 }, '确认，期限3个月'],
  ['B5', { form: 'device', confirmed: true, device: '小腿假肢', reason: '左小腿缺失' }, '同意配置：小腿假肢'],
  ['C1', { form: 'total-loss', total: true }, '完全丧失劳动能力'],
] as const)('%s may conclude %j, in words %s', (kind, value, text) => {
  expect(conclusionText(unwrap(parseConclusion(kind, value)))).toBe(text);
});

test.each([
  ['A1', { form: 'grade', grade: 11 }],
  ['A1', { form: 'grade', grade: 0 }],
  ['A1', { form: 'self-care', level: 'none' }],
  ['B1', { form: 'months', months: 13 }],
  ['B2', { form: 'months', months: 1.5 }],
  ['B4', { form: 'yes-no-months', confirmed: false, months: 3 }],
  ['B5', { form: 'device', confirmed: true, device: '', reason: '需要' }],
  ['C2', { form: 'total-loss', total: 'yes' }],
] as const)('%s cannot conclude %j', (kind, value) => {
  expect(parseConclusion(kind, value)).toMatchObject({ ok: false, fault: { name: 'conclusion-invalid' } });
});
