import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testFile } from '../../testing/staff.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { fileFor, maskName, maskNumber } from './mask.ts';

test('a name keeps its first character, a rare one of two code units too, and hides its length', () => {
  expect([maskName('张三'), maskName('欧阳娜娜'), maskName('𠮷野')]).toEqual(['张**', '欧**', '𠮷**']);
});

test('a number keeps at most its last four characters', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 18 }), (number) => {
      const masked = maskNumber(number);
      expect(masked.startsWith('****')).toBe(true);
      expect(number.length > 8 ? number.endsWith(masked.slice(4)) : masked === '****').toBe(true);
      expect(masked.length).toBeLessThanOrEqual(8);
    }),
  );
});

test('a relative is masked as the person is; a firm is not', () => {
  const relative = testFile(1, { applicant: { relation: 'relative', name: '欧阳某', number: '370702196001010013' } });
  expect(fileFor('masked', relative).applicant).toEqual({ relation: 'relative', name: '欧**' });
  const firm = testFile(1, { applicant: { relation: 'employer', name: '测试厂' } });
  expect(fileFor('masked', firm).applicant).toEqual({ relation: 'employer', name: '测试厂' });
});

test('dependants are shown only with the whole file', () => {
  const file = testFile(1, { dependants: [{ name: '欧阳小', relation: '子女' }] });
  expect(fileFor('own', file).dependants).toHaveLength(1);
  for (const disclosure of ['examining', 'masked'] as const)
    expect(JSON.stringify(fileFor(disclosure, file))).not.toContain('欧阳小');
});

test('a page is read as it was written, and nothing else is a page', () => {
  const dueOn = fc.oneof(fc.constant('infinity'), fc.constant('2026-11-21'));
  fc.assert(
    fc.property(fc.integer({ min: -32768, max: 32767 }), dueOn, fc.uuid(), (priority, day, id) => {
      const position = { priority, dueOn: day, id };
      expect(readCursor(writeCursor(position))).toEqual(position);
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => readCursor(text) === null));
});
