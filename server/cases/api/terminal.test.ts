import { newId } from '@anban/foundation/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API } from '../../contract/api.ts';
import { Refusal } from '../../contract/common.ts';
import { testCases } from '../../testing/case-machines.ts';
import { startTestCentre, type TestCentre } from '../../testing/centre.ts';
import { type TestStaff, testFile, testStaff } from '../../testing/staff.ts';
import type { Answer, Subject, TestTerminal } from '../../testing/terminal.ts';

const MINUTE = 60_000;

let centre: TestCentre;
let terminal: TestTerminal;
let officer: TestStaff;
let subjects: Subject[];

beforeAll(async () => {
  centre = await startTestCentre({ cases: testCases });
  terminal = await centre.terminal();
  officer = await testStaff(centre, ['officer', 'clerk']);
  // Person n has the number of `testFile(n)`.
  subjects = await centre.examinees(6, { from: 1 });
});
afterAll(() => centre.close());

/** Person n stands before the terminal; the id of the identity check that passed. */
async function standing(n: number, at: TestTerminal = terminal): Promise<string> {
  const subject = subjects[n - 1];
  if (subject === undefined) throw new Error('no such person');
  const check = at.identityCheck(subject);
  expect((await at.submit(check)).status).toBe(200);
  return check.id;
}

const nameOf = ({ body }: Answer) => Refusal.parse(body).error.name;

test('a person opens a case, takes a step in it, reads it, and finds it again', async () => {
  const identityCheckId = await standing(1);
  const opened = await terminal.post('/v1/cases', { id: newId(), file: testFile(1), identityCheckId });
  const { id: caseId, parts } = API.openCase.answer.parse(opened.body);
  const path = `/v1/cases/${caseId}/parts/${parts[0]?.id ?? ''}/events`;
  const step = { id: newId(), event: 'SUBMIT', expectedVersion: 1, identityCheckId };
  expect(API.takeStep.answer.parse((await terminal.post(path, step)).body).state).toBe('SUBMITTED');
  const read = await terminal.get(`/v1/cases/${caseId}?identityCheckId=${identityCheckId}`);
  const answer = API.readCase.answer.parse(read.body);
  expect([answer.disclosure, answer.file]).toEqual(['own', testFile(1)]);
  expect(answer.history.every(({ data }) => data === undefined)).toBe(true);
  const found = API.findCases.answer.parse((await terminal.post('/v1/case-searches', { identityCheckId })).body);
  expect(found.cases.map(({ id }) => id)).toEqual([caseId]);
  const entries = await centre.audited(caseId);
  expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set([`terminal:${terminal.id}`]));
  expect(entries.map(({ action }) => action)).toEqual(['case.opened', 'case.step', 'case.step', 'case.read']);
});

test("another person's case is one that is not there, to read and to act in", async () => {
  const opened = await officer.post('/v1/cases', { id: newId(), file: testFile(2) });
  const { id: caseId, parts } = API.openCase.answer.parse(opened.body);
  const identityCheckId = await standing(3);
  const read = await terminal.get(`/v1/cases/${caseId}?identityCheckId=${identityCheckId}`);
  expect([read.status, nameOf(read)]).toEqual([404, 'case-unknown']);
  const step = { id: newId(), event: 'SUBMIT', expectedVersion: 1, identityCheckId };
  const taken = await terminal.post(`/v1/cases/${caseId}/parts/${parts[0]?.id ?? ''}/events`, step);
  expect([taken.status, nameOf(taken)]).toEqual([404, 'case-unknown']);
  const documents = await terminal.get(`/v1/cases/${caseId}/documents?identityCheckId=${identityCheckId}`);
  expect([documents.status, nameOf(documents)]).toEqual([404, 'case-unknown']);
  // Nor may one be opened for somebody else.
  const foreign = await terminal.post('/v1/cases', { id: newId(), file: testFile(4), identityCheckId });
  expect([foreign.status, nameOf(foreign)]).toEqual([403, 'identity-needed']);
});

test('a relative who is named as applicant, with a number, acts for the person', async () => {
  const identityCheckId = await standing(5);
  const relative = { relation: 'relative' as const, name: '亲属', number: testFile(5).person.number };
  const file = testFile(40, { applicant: relative });
  const opened = await terminal.post('/v1/cases', { id: newId(), file, identityCheckId });
  expect(opened.status).toBe(200);
});

describe('the identity check', () => {
  test('must be named, be known, and have passed', async () => {
    const without = await terminal.post('/v1/cases', { id: newId(), file: testFile(1) });
    expect([without.status, nameOf(without)]).toEqual([403, 'identity-needed']);
    const unknown = await terminal.post('/v1/cases', { id: newId(), file: testFile(1), identityCheckId: newId() });
    expect([unknown.status, nameOf(unknown)]).toEqual([403, 'identity-needed']);
    const [subject] = subjects;
    if (subject === undefined) throw new Error('no examinee');
    const failed = terminal.identityCheck(subject, { decision: 'no-match' });
    await terminal.submit(failed);
    const refused = await terminal.post('/v1/cases', { id: newId(), file: testFile(1), identityCheckId: failed.id });
    expect([refused.status, nameOf(refused)]).toEqual([403, 'identity-needed']);
  });

  test('must be of this terminal', async () => {
    const other = await centre.terminal();
    const identityCheckId = await standing(6, other);
    const refused = await terminal.post('/v1/cases', { id: newId(), file: testFile(6), identityCheckId });
    expect([refused.status, nameOf(refused)]).toEqual([403, 'identity-needed']);
    expect((await other.post('/v1/cases', { id: newId(), file: testFile(6), identityCheckId })).status).toBe(200);
  });

  test('is good for 30 minutes', async () => {
    const identityCheckId = await standing(1);
    await centre.clock.advance(30 * MINUTE);
    expect((await terminal.post('/v1/case-searches', { identityCheckId })).status).toBe(200);
    await centre.clock.advance(1_000);
    const late = await terminal.post('/v1/case-searches', { identityCheckId });
    expect([late.status, nameOf(late)]).toEqual([403, 'identity-needed']);
  });
});

test('a request that is not signed by the terminal does nothing, and a copy of one does it once', async () => {
  const identityCheckId = await standing(1);
  const body = JSON.stringify({ id: newId(), file: testFile(1), identityCheckId });
  const unsigned = await terminal.send({ method: 'POST', path: '/v1/cases', headers: {}, body });
  expect([unsigned.status, nameOf(unsigned)]).toEqual([401, 'not-signed-in']);
  const signed = await terminal.sign('POST', '/v1/cases', body);
  const bent = await terminal.send({ ...signed, body: body.replace('测试厂', '别的厂') });
  expect([bent.status, nameOf(bent)]).toEqual([401, 'digest-mismatch']);
  expect((await terminal.send(signed)).status).toBe(200);
  const copy = await terminal.send(signed);
  expect([copy.status, nameOf(copy)]).toEqual([401, 'nonce-used']);
});
