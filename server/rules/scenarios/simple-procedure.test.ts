import { expect, test } from 'vitest';
import { type DoubtFacts, doubtsOf } from './doubts.ts';
import { SIMPLE_GUARDS, type SimpleFacts, simpleProcedure } from './simple-procedure.ts';

const SIMPLE: SimpleFacts = {
  scenario: 'G14_1',
  insuredOnInjuryDay: true,
  employerAgrees: true,
  diagnosis: 'S62.6',
  diagnosedByAgreementHospital: true,
  attendanceOrVideo: true,
  liabilityLetter: false,
  thirdPartyDispute: false,
  doubts: [],
  age: 16,
  dead: false,
};

test('a finger broken at work, confirmed by the employer, is simple', () => {
  expect(simpleProcedure(SIMPLE)).toEqual({ simple: true, broken: [] });
});

const BREAKS: readonly (readonly [(typeof SIMPLE_GUARDS)[number], Partial<SimpleFacts>])[] = [
  ['insured', { insuredOnInjuryDay: false }],
  ['employer-agrees', { employerAgrees: false }],
  ['simple-injury', { diagnosis: 'S06.0' }],
  ['scenario', { scenario: 'G14_3' }],
  ['scenario', { scenario: 'G14_6' }],
  ['objective-evidence', { attendanceOrVideo: false }],
  ['objective-evidence', { diagnosedByAgreementHospital: false }],
  ['no-third-party-dispute', { thirdPartyDispute: true }],
  ['no-doubt', { doubts: [{ name: 'duplicate', reason: '同一人同一天已有申请', cases: ['other'] }] }],
  ['age', { age: 15 }],
  ['alive', { dead: true }],
];

test.each(BREAKS)('%s broken by %o is the only one named', (guard, change) => {
  const { simple, broken } = simpleProcedure({ ...SIMPLE, ...change });
  expect([simple, broken.map((fault) => fault.guard)]).toEqual([false, [guard]]);
  for (const { reason, basis } of broken) expect([reason.length > 0, basis.length > 0]).toEqual([true, true]);
});

test('every guard can break', () => {
  expect(new Set(BREAKS.map(([guard]) => guard))).toEqual(new Set(SIMPLE_GUARDS));
});

test('a commuting accident is simple once the liability letter is there', () => {
  expect(simpleProcedure({ ...SIMPLE, scenario: 'G14_6', liabilityLetter: true }).simple).toBe(true);
});

const CLEAN: DoubtFacts = {
  caseId: 'a',
  personRef: 'person-a',
  injuredOn: '2026-03-02',
  reportedOn: '2026-03-05',
  witnessRefs: ['w'],
  accountRef: 'account-a',
  injuryTimes: [
    { source: 'application', at: new Date('2026-03-02T09:00:00+08:00') },
    { source: 'hospital', at: new Date('2026-03-02T11:00:00+08:00') },
  ],
  firstTreatedAt: new Date('2026-03-02T11:30:00+08:00'),
};
const names = (facts: DoubtFacts, others: readonly DoubtFacts[] = []) =>
  doubtsOf(facts, others).map(({ name }) => name);
const other = (caseId: string, change: Partial<DoubtFacts>): DoubtFacts => ({
  ...CLEAN,
  caseId,
  personRef: caseId,
  accountRef: caseId,
  ...change,
});

test('an ordinary case has no doubts, and none about itself', () => {
  expect(names(CLEAN, [CLEAN, other('b', {})])).toEqual([]);
});

test('a second case of the same person and day', () => {
  expect(doubtsOf(CLEAN, [other('b', { personRef: 'person-a' })])).toMatchObject([{ name: 'duplicate', cases: ['b'] }]);
  expect(names(CLEAN, [other('b', { personRef: 'person-a', injuredOn: '2026-03-03' })])).toEqual([]);
});

test('a report on the thirtieth day is in time, on the thirty-first late', () => {
  expect(names({ ...CLEAN, reportedOn: '2026-04-01' })).toEqual([]);
  expect(names({ ...CLEAN, reportedOn: '2026-04-02' })).toEqual(['late-report']);
});

test('sources that differ by more than two hours, and treatment before the injury', () => {
  const later = { source: 'employer', at: new Date('2026-03-02T11:01:00+08:00') };
  expect(names({ ...CLEAN, injuryTimes: [...CLEAN.injuryTimes, later] })).toEqual(['conflicting-times']);
  expect(names({ ...CLEAN, firstTreatedAt: new Date('2026-03-02T08:59:00+08:00') })).toEqual(['conflicting-times']);
});

test('a witness of more than two other cases', () => {
  expect(names(CLEAN, [other('b', {}), other('c', {})])).toEqual([]);
  expect(names(CLEAN, [other('b', {}), other('c', {}), other('d', {})])).toEqual(['same-witness']);
});

test('an account that another person uses too', () => {
  expect(names(CLEAN, [other('b', { accountRef: 'account-a' })])).toEqual(['same-account']);
  expect(names({ ...CLEAN, accountRef: null }, [other('b', { accountRef: null })])).toEqual([]);
});
