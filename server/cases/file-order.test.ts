import { expect, test } from 'vitest';
import { testFile } from '../testing/staff.ts';
import { contradiction } from './file-order.ts';

const TODAY = '2026-11-21';
const { injury, person, applicant } = testFile(1);
const injured = (change: Partial<typeof injury>) => testFile(1, { injury: { ...injury, ...change } });
const who = (change: Partial<typeof person>) => testFile(1, { person: { ...person, ...change } });
const mistyped = person.number.slice(0, 17) + (person.number.endsWith('0') ? '1' : '0');

test.each([
  ['diagnosed the day before', injured({ diagnosedOn: '2026-10-31' }), {}, 'fileInOrder'],
  ['diagnosed on the same day', injured({ diagnosedOn: '2026-11-01' }), {}, null],
  ['dead the day before', testFile(1, { death: { day: '2026-10-31' } }), {}, 'fileInOrder'],
  ['dead on the same day', testFile(1, { death: { day: '2026-11-01' } }), {}, null],
  ['diagnosed tomorrow', injured({ diagnosedOn: '2026-11-22' }), {}, 'fileInOrder'],
  ['dead tomorrow', testFile(1, { death: { day: '2026-11-22' } }), {}, 'fileInOrder'],
  ['another sex than the number says', who({ sex: person.sex === '男' ? '女' : '男' }), {}, 'sex'],
  ['applied by two different people', testFile(1), { relation: 'employer' }, 'relation'],
  ['hurt before the birth', injured({ day: '1949-12-31' }), {}, 'fileInOrder'],
  ['hurt today', injured({ day: TODAY, diagnosedOn: TODAY }), {}, null],
  ['hurt tomorrow', injured({ day: '2026-11-22' }), {}, 'injury-in-future'],
  ['another day in the event', testFile(1), { injuryOn: '2026-11-02' }, 'fileInOrder'],
  ['the same day in the event', testFile(1), { injuryOn: '2026-11-01' }, null],
  ['an event that names no day', testFile(1), { relation: 'self' }, null],
  ['a wrong check digit', who({ number: mistyped }), {}, 'identity-number'],
  ['a digit too few', who({ number: person.number.slice(0, 17) }), {}, 'identity-number'],
  ['born on another day than the number says', who({ birthDate: '1950-01-02' }), {}, 'birth-date'],
  ["a passport's number", who({ number: 'E12345678', birthDate: '1950-01-02' }), {}, null],
  ['a permit of the old kind', who({ number: 'GBR110190051501', birthDate: '1950-01-02' }), {}, null],
  [
    "the relative's wrong number",
    testFile(1, { applicant: { ...applicant, number: mistyped } }),
    {},
    'identity-number',
  ],
])('%s', (_name, file, data, guard) => {
  expect(contradiction(file, data, TODAY)?.guard ?? null).toBe(guard);
});
