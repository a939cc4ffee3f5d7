import { newId } from '@anban/foundation/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API } from '../../contract/api.ts';
import { Refusal } from '../../contract/common.ts';
import { testCases } from '../../testing/case-machines.ts';
import { startTestCentre, type TestCentre } from '../../testing/centre.ts';
import { type TestStaff, testFile, testStaff } from '../../testing/staff.ts';

let centre: TestCentre;
let clerk: TestStaff;
let officer: TestStaff;
let chief: TestStaff;
let both: TestStaff;
let people = 0;

beforeAll(async () => {
  centre = await startTestCentre({ cases: testCases });
  clerk = await testStaff(centre, ['clerk']);
  officer = await testStaff(centre, ['officer']);
  chief = await testStaff(centre, ['chief']);
  both = await testStaff(centre, ['chief', 'officer']);
});
afterAll(() => centre.close());

async function open() {
  people += 1;
  const answer = await clerk.post('/v1/cases', { id: newId(), file: testFile(people) });
  const { id: caseId, parts } = API.openCase.answer.parse(answer.body);
  return { caseId, partId: parts[0]?.id ?? '' };
}

type Place = Awaited<ReturnType<typeof open>>;
const step = (who: TestStaff, { caseId, partId }: Place, event: string, expectedVersion: number, more: object = {}) =>
  who.post(`/v1/cases/${caseId}/parts/${partId}/events`, { id: newId(), event, expectedVersion, ...more });
const faultOf = ({ body }: { body: unknown }) => Refusal.parse(body).error;

/** To the chief's table. */
async function proposed(proposer: TestStaff): Promise<Place> {
  const place = await open();
  await step(clerk, place, 'SUBMIT', 1);
  await step(officer, place, 'ACCEPT', 2);
  expect((await step(proposer, place, 'PROPOSE', 3)).status).toBe(200);
  return place;
}

test('a case sent twice is opened once; the same id with another file is refused', async () => {
  const request = { id: newId(), file: testFile(900) };
  const first = await clerk.post('/v1/cases', request);
  expect(API.openCase.answer.parse(first.body)).toMatchObject({
    id: request.id,
    parts: [{ state: 'DRAFT', version: 1 }],
  });
  expect(await clerk.post('/v1/cases', request)).toEqual(first);
  const other = await clerk.post('/v1/cases', { ...request, file: testFile(901) });
  expect([other.status, faultOf(other).name]).toEqual([422, 'other-content']);
});

test('a step answers with the new state, what is possible now, and what it brought with it', async () => {
  const place = await proposed(officer);
  const answer = await step(chief, place, 'DECIDE_YES', 4);
  expect(API.takeStep.answer.parse(answer.body)).toMatchObject({
    ...place,
    sequence: 5,
    state: 'DECIDED_YES',
    stateName: '已认定',
    version: 5,
    allowed: [],
    documents: [],
    raised: [{ sequence: 6, event: 'BEGIN', to: 'BEGUN' }],
  });
});

test('the same event sent again is answered alike; with other content it is refused', async () => {
  const place = await open();
  const path = `/v1/cases/${place.caseId}/parts/${place.partId}/events`;
  const body = { id: newId(), event: 'SUBMIT', expectedVersion: 1, data: { note: 'a' } };
  const first = await clerk.post(path, body);
  expect(first.status).toBe(200);
  expect(await clerk.post(path, body)).toEqual(first);
  const other = await clerk.post(path, { ...body, data: { note: 'b' } });
  expect([other.status, faultOf(other).name]).toEqual([422, 'other-content']);
});

test('sent again after others went on, an event is answered as it was then; from somebody else it is refused', async () => {
  const place = await open();
  const path = `/v1/cases/${place.caseId}/parts/${place.partId}/events`;
  await step(clerk, place, 'SUBMIT', 1);
  const accept = { id: newId(), event: 'ACCEPT', expectedVersion: 2 };
  const first = await both.post(path, accept);
  await step(officer, place, 'PROPOSE', 3);
  const decide = { id: newId(), event: 'DECIDE_YES', expectedVersion: 4 };
  const decided = await chief.post(path, decide);
  expect(API.takeStep.answer.parse(first.body)).toMatchObject({ state: 'ACCEPTED', version: 3, allowed: ['PROPOSE'] });
  expect(await both.post(path, accept)).toEqual(first);
  expect(await chief.post(path, decide)).toEqual(decided);
  const stranger = await officer.post(path, accept);
  expect([stranger.status, faultOf(stranger).name]).toEqual([422, 'other-content']);
});

describe('two different people', () => {
  test('who proposed may not decide, even as chief; another chief may', async () => {
    const place = await proposed(both);
    const same = await step(both, place, 'DECIDE_YES', 4);
    expect(same.status).toBe(409);
    expect(faultOf(same)).toMatchObject({
      name: 'guard',
      message: '拟办与签发须由不同的人员办理',
      details: { guard: 'twoPeople', article: '工伤认定办法第十八条', allowed: ['DECIDE_YES'] },
    });
    expect((await step(chief, place, 'DECIDE_YES', 4)).status).toBe(200);
  });

  test('of several roles the one acts that may take the step, or the one that is named', async () => {
    const place = await proposed(officer);
    const named = await step(both, place, 'DECIDE_YES', 4, { as: 'officer' });
    expect([named.status, faultOf(named).name]).toEqual([403, 'wrong-role']);
    expect((await step(both, place, 'DECIDE_YES', 4)).status).toBe(200);
    const foreign = await step(officer, place, 'DECIDE_YES', 5, { as: 'chief' });
    expect([foreign.status, faultOf(foreign).name]).toEqual([403, 'wrong-role']);
  });
});

test('two officers at once: one is taken, the other hears who was faster, when, and what is now', async () => {
  const place = await open();
  await step(clerk, place, 'SUBMIT', 1);
  const answers = await Promise.all([officer, both].map((who) => step(who, place, 'ACCEPT', 2)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const winner = answers[0]?.status === 200 ? officer : both;
  const lost = answers.find(({ status }) => status === 409);
  const fault = faultOf(lost ?? { body: null });
  expect(fault).toMatchObject({
    name: 'version-conflict',
    details: {
      state: 'ACCEPTED',
      stateName: '已受理',
      version: 3,
      allowed: ['PROPOSE'],
      changedBy: `审核岗（工号${winner.staffNumber}）`,
      changedAt: '2026-11-21T01:00:00.000Z',
    },
  });
  expect(fault.message).toMatch(/^审核岗（工号\d+）已于11月21日 09:00办理，案件现处于“已受理”，请刷新后再办$/);
});

test('a step that the state does not know, a part or a case that is not there: each by its own name', async () => {
  const place = await open();
  const illegal = await step(chief, place, 'DECIDE_YES', 1);
  expect(illegal.status).toBe(409);
  expect(faultOf(illegal)).toMatchObject({ name: 'illegal-step', details: { allowed: [] } });
  const tooEarly = await step(clerk, place, 'ACCEPT', 1);
  expect(faultOf(tooEarly).details?.allowed).toEqual(['SUBMIT']);
  const unasked = await step(clerk, place, 'EXPIRE', 1);
  expect(faultOf(unasked)).toMatchObject({
    name: 'wrong-role',
    hint: 'EXPIRE is raised by the system alone (条例第十七条)',
  });
  const odd = await step(clerk, place, 'SUBMIT', 1, { data: { notes: 'x' } });
  expect([odd.status, faultOf(odd).name]).toEqual([400, 'malformed']);
  const part = await step(clerk, { ...place, partId: newId() }, 'SUBMIT', 1);
  expect([part.status, faultOf(part).name]).toEqual([404, 'part-unknown']);
  const none = await step(clerk, { ...place, caseId: newId() }, 'SUBMIT', 1);
  expect([none.status, faultOf(none).name]).toEqual([404, 'case-unknown']);
});

test('staff of another region find nothing of it', async () => {
  const place = await open();
  const stranger = await testStaff(centre, ['officer', 'clerk', 'supervisor'], { regionCode: '370703' });
  expect((await step(stranger, place, 'SUBMIT', 1)).status).toBe(404);
  expect((await stranger.get(`/v1/cases/${place.caseId}`)).status).toBe(404);
  expect((await stranger.get(`/v1/cases/${place.caseId}/events`)).status).toBe(404);
  const found = await stranger.post('/v1/case-searches', { number: testFile(people).person.number });
  expect(found.body).toEqual({ cases: [] });
  expect((await stranger.get('/v1/work?role=officer')).body).toEqual({ items: [], next: null });
});
