import { newId } from '@anban/foundation/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API } from '../../contract/api.ts';
import { dayInChina, Refusal } from '../../contract/common.ts';
import { testCases } from '../../testing/case-machines.ts';
import { REGION, START, startTestCentre, type TestCentre } from '../../testing/centre.ts';
import { type TestStaff, testFile, testStaff } from '../../testing/staff.ts';

let centre: TestCentre;
let clerk: TestStaff;
let officer: TestStaff;
let supervisor: TestStaff;
let people = 0;
const expertId = newId();

beforeAll(async () => {
  centre = await startTestCentre({ cases: testCases });
  clerk = await testStaff(centre, ['clerk']);
  officer = await testStaff(centre, ['officer']);
  supervisor = await testStaff(centre, ['supervisor']);
});
afterAll(() => centre.close());

async function submitted() {
  people += 1;
  const file = testFile(people);
  const answer = await clerk.post('/v1/cases', { id: newId(), file });
  const { id: caseId, parts, number } = API.openCase.answer.parse(answer.body);
  const partId = parts[0]?.id ?? '';
  const event = { id: newId(), event: 'SUBMIT', expectedVersion: 1, data: { note: '证人陈述' } };
  await clerk.post(`/v1/cases/${caseId}/parts/${partId}/events`, event);
  return { caseId, partId, number, file };
}

/** Everything of the file that names, reaches or describes the person. */
const SECRETS = ['欧阳测试', '13812345678', '测试路1号', '6222020000012345678', '被夹伤', '末节骨折'];

test('an officer reads the whole case: states by name, limits with the days left, events with their data', async () => {
  const { caseId, partId, number, file } = await submitted();
  const answer = API.readCase.answer.parse((await officer.get(`/v1/cases/${caseId}`)).body);
  expect(answer).toMatchObject({ id: caseId, regionCode: REGION, number, disclosure: 'full', file, events: 2 });
  expect(answer.parts).toMatchObject([{ id: partId, stateName: '已提交', queue: 'officer', allowed: ['ACCEPT'] }]);
  const [timer] = answer.timers;
  const left = (Date.parse(timer?.dueOn ?? '') - Date.parse(dayInChina(START))) / 86_400_000;
  expect(timer).toMatchObject({ timer: 'ACC15', state: 'running', startOn: '2026-11-21', daysLeft: left });
  expect(left).toBeGreaterThan(10);
  expect(answer.parts[0]?.dueOn).toBe(timer?.dueOn);
  expect(answer.history.map(({ type, data }) => [type, data])).toEqual([
    ['START_DRAFT', {}],
    ['SUBMIT', { note: '证人陈述' }],
  ]);
});

test('a supervisor sees neither numbers nor health nor what came with events', async () => {
  const { caseId, file } = await submitted();
  const raw = await supervisor.get(`/v1/cases/${caseId}?purpose=complaint`);
  const answer = API.readCase.answer.parse(raw.body);
  expect(answer.disclosure).toBe('masked');
  expect(answer.file.person).toEqual({
    name: '欧**',
    sex: file.person.sex,
    number: `****${file.person.number.slice(-4)}`,
    birthDate: '1950',
  });
  const text = JSON.stringify({ ...answer, parts: [] });
  for (const secret of [...SECRETS, file.person.number, '证人陈述']) expect(text).not.toContain(secret);
  const events = await supervisor.get(`/v1/cases/${caseId}/events`);
  expect(JSON.stringify(events.body)).not.toContain('证人陈述');
});

test('the province sees a case in full while it is before it, and masked otherwise', async () => {
  const province = await testStaff(centre, ['province']);
  const { caseId, partId } = await submitted();
  const disclosure = async () => API.readCase.answer.parse((await province.get(`/v1/cases/${caseId}`)).body).disclosure;
  expect(await disclosure()).toBe('masked');
  const { db } = centre.foundation.database;
  await db.updateTable('case_part').set({ queue: 'province' }).where('id', '=', partId).execute();
  expect(await disclosure()).toBe('full');
});

test('an expert reads the injury of a case on whose panel they sit, and no other case', async () => {
  const expert = await testStaff(centre, ['expert'], { expertId });
  const { caseId, partId } = await submitted();
  const refused = await expert.get(`/v1/cases/${caseId}`);
  expect([refused.status, Refusal.parse(refused.body).error.name]).toEqual([403, 'wrong-role']);
  await seat(partId);
  const answer = API.readCase.answer.parse((await expert.get(`/v1/cases/${caseId}`)).body);
  expect(answer.disclosure).toBe('examining');
  expect(answer.file).toMatchObject({ person: { name: '欧**' }, injury: { diagnosis: '左食指末节骨折' } });
  expect(JSON.stringify(answer.file)).not.toContain('13812345678');
});

/** The expert on the panel of a part, as the draw leaves it. */
async function seat(partId: string) {
  const { db } = centre.foundation.database;
  const at = new Date(START);
  const [drawId, sessionId] = [newId(), newId()];
  const common = { region_code: REGION, session_day: '2026-11-21', pool_region: REGION };
  const draw = { id: drawId, assessment_id: partId, session_id: sessionId, round: 1, announced_by: 'x' };
  const seed = { commitment: Buffer.alloc(32), seed_cipher: Buffer.alloc(32), announced_at: at };
  await db
    .insertInto('expert_draw')
    .values({ ...common, ...draw, ...seed })
    .execute();
  const place = { draw_id: drawId, expert_id: expertId, place: 1, state: 'seated', changed_at: at };
  await db
    .insertInto('panel_seat')
    .values({ ...common, ...place })
    .execute();
}

test('every reading is in the audit log with who, what and what for, and with nothing about the person', async () => {
  const { caseId, file } = await submitted();
  await officer.get(`/v1/cases/${caseId}?purpose=payment`);
  await supervisor.get(`/v1/cases/${caseId}/events`);
  await officer.get(`/v1/cases/${caseId}/documents`);
  await officer.get(`/v1/cases/${newId()}`);
  const entries = await centre.audited(caseId);
  expect(entries.map(({ actor, action }) => [actor, action])).toEqual([
    [`officer:${clerk.officerId}`, 'case.opened'],
    [`officer:${clerk.officerId}`, 'case.step'],
    [`officer:${clerk.officerId}`, 'case.step'],
    [`officer:${officer.officerId}`, 'case.read'],
    [`officer:${supervisor.officerId}`, 'case.events-read'],
    [`officer:${officer.officerId}`, 'case.documents-read'],
  ]);
  expect(JSON.parse(entries[3]?.details ?? '')).toEqual({ purpose: 'payment', disclosure: 'full' });
  const text = JSON.stringify(entries);
  for (const secret of [...SECRETS, file.person.number]) expect(text).not.toContain(secret);
});

test("a person's cases by number, in either case of its letter; searched for, audited by the blind index", async () => {
  const { caseId, number, file } = await submitted();
  const found = await officer.post('/v1/case-searches', { number: ` ${file.person.number.toLowerCase()} ` });
  const { cases } = API.findCases.answer.parse(found.body);
  expect(cases).toMatchObject([{ id: caseId, number, name: '欧**', parts: [{ state: 'SUBMITTED' }] }]);
  const entries = await centre.foundation.database.db
    .selectFrom('audit_entry')
    .select(['subject', 'details'])
    .where('action', '=', 'case.searched')
    .where('actor', '=', `officer:${officer.officerId}`)
    .execute();
  expect(entries).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toContain(file.person.number.slice(4));
});

test('the events of a case page by page after a sequence', async () => {
  const { caseId } = await submitted();
  const page = API.caseEvents.answer.parse((await officer.get(`/v1/cases/${caseId}/events?limit=1`)).body);
  expect([page.events.map(({ type }) => type), page.next]).toEqual([['START_DRAFT'], 1]);
  const rest = API.caseEvents.answer.parse((await officer.get(`/v1/cases/${caseId}/events?after=1&limit=1`)).body);
  expect([rest.events.map(({ type }) => type), rest.next]).toEqual([['SUBMIT'], null]);
});

test('no line of the log holds anything about the person', async () => {
  const { caseId, file } = await submitted();
  await officer.get(`/v1/cases/${file.person.number}`);
  await officer.get(`/v1/cases/${caseId}?purpose=${file.person.number}`);
  await officer.post(`/v1/cases/${caseId}/parts/${file.person.number}/events`, { name: '欧阳测试' });
  const log = centre.logged.join('');
  for (const secret of [...SECRETS, file.person.number, '证人陈述']) expect(log).not.toContain(secret);
  expect(log).toContain('/v1/cases/{caseId}');
});

describe('documents', () => {
  const PDF = Buffer.from('%PDF-1.7 test');

  async function document(caseId: string, state: 'ordered' | 'made', number: string) {
    const { database, cipher } = centre.foundation;
    const id = newId();
    const at = new Date(START);
    const made = state === 'made' ? { made_at: at, digest: Buffer.alloc(32, 1), bytes: PDF.length } : {};
    const place = { region_code: REGION, id, case_id: caseId, event_id: newId(), kind: 'D14', number };
    const rest = { code_hash: Buffer.alloc(32), recipients: ['person', 'employer'], template_version: 1 };
    const times = { issued_on: '2026-11-21', ordered_at: at, attempt_at: at };
    await database.db
      .insertInto('document')
      .values({ ...place, ...rest, ...times, ...made, fields_cipher: Buffer.alloc(1), state })
      .execute();
    if (state === 'made') {
      const where = { table: 'document_file', column: 'content_cipher', regionCode: REGION, rowId: id };
      const content_cipher = await cipher.encryptBytes(where, PDF);
      await database.db
        .insertInto('document_file')
        .values({ region_code: REGION, document_id: id, content_cipher })
        .execute();
    }
    return id;
  }

  test('are listed, and those that are sealed can be had byte for byte; audited', async () => {
    const { caseId } = await submitted();
    const [sealed, waiting] = [await document(caseId, 'made', 'A-1'), await document(caseId, 'ordered', 'A-2')];
    const list = API.documents.answer.parse((await officer.get(`/v1/cases/${caseId}/documents`)).body);
    expect(list.documents.map(({ number, state, name }) => [number, state, name])).toEqual([
      ['A-1', 'made', '认定工伤决定书'],
      ['A-2', 'ordered', '认定工伤决定书'],
    ]);
    const file = await officer.file(`/v1/cases/${caseId}/documents/${sealed}/file`);
    expect(file).toEqual({ status: 200, type: 'application/pdf', bytes: PDF });
    expect((await centre.audited(sealed)).map(({ action }) => action)).toEqual(['document.downloaded']);
    const early = await officer.get(`/v1/cases/${caseId}/documents/${waiting}/file`);
    expect([early.status, Refusal.parse(early.body).error.name]).toEqual([409, 'document-unmade']);
    const other = await submitted();
    const foreign = await officer.get(`/v1/cases/${other.caseId}/documents/${sealed}/file`);
    expect([foreign.status, Refusal.parse(foreign.body).error.name]).toEqual([404, 'document-unknown']);
    expect((await supervisor.get(`/v1/cases/${caseId}/documents/${sealed}/file`)).status).toBe(403);
  });
});
