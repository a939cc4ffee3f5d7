/** The kernel with small machines of its own: what holds for any machine of a case. */
import { ManualClock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { putSite } from '../assessment/sites.ts';
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { silentLog } from '../log.ts';
import { type Foundation, openFoundation } from '../services.ts';
import { applyStep, type StepCommand } from './apply.ts';
import { openData, openFile } from './files.ts';
import { type CaseMachine, defineMachine } from './machine.ts';
import { type Actor, CaseFile } from './model.ts';
import { openCase } from './open.ts';
import { personIndex } from './person-index.ts';
import type { CaseServices } from './services.ts';
import { stepMaker } from './step.ts';
import { fireDueTimers } from './timers/fire.ts';
import { runRound } from './worker.ts';

const REGION = '370702';
const DAY = 86_400_000;
const OFFICER: Actor = { role: 'officer', id: '0199aaaa-0000-7000-8000-000000000001' };

const FILE: CaseFile = {
  person: { name: '测试人', sex: '男', number: '370702196001010019', birthDate: '1960-01-01' },
  applicant: { relation: 'self', name: '测试人' },
  employer: { name: '测试厂' },
  injury: { day: '2026-02-01', description: '手指受伤' },
  service: { electronic: true },
};

const none = z.strictObject({});
const expired = z.strictObject({ on: z.iso.date() });

/** OPEN → ACCEPTED (a limit of 60 days) → PAUSED and back → DONE, which begins an assessment. */
function determination(): CaseMachine {
  const events = {
    BEGIN: none,
    ACCEPT: none,
    HOLD: none,
    GO_ON: none,
    LAPSED: expired,
    AMEND: z.strictObject({ file: CaseFile }),
    END: none,
    BREAK: none,
    LOOK: none,
  };
  const step = stepMaker<{ looked?: string | undefined }, typeof events>(events);
  return defineMachine({
    kind: 'determination',
    facts: z.strictObject({ looked: z.string().optional() }),
    begin: {},
    initial: 'NEW',
    states: {
      NEW: { name: '新' },
      OPEN: { name: '开', queue: 'officer' },
      ACCEPTED: { name: '受理', queue: 'officer' },
      PAUSED: { name: '中止' },
      DONE: { name: '办结', final: true },
    },
    events,
    expiry: { SUP: 'LAPSED' },
    steps: [
      step('BEGIN', {
        from: ['NEW'],
        to: 'OPEN',
        by: ['applicant', 'officer'],
        basis: '条例 17',
        effects: () => ({ timers: [{ do: 'start', timer: 'SUP', limitDays: 5 }] }),
      }),
      step('ACCEPT', {
        from: ['OPEN'],
        to: 'ACCEPTED',
        by: ['officer'],
        basis: '办法 8',
        effects: () => ({
          timers: [
            { do: 'stop', timer: 'SUP' },
            { do: 'start', timer: 'DEC60' },
          ],
          notices: [{ recipient: 'person', template: 'decision-in-60-days' }],
        }),
      }),
      step('LAPSED', { from: ['OPEN'], to: 'DONE', by: ['system'], basis: '浙 16' }),
      step('HOLD', {
        from: ['ACCEPTED'],
        to: 'PAUSED',
        by: ['officer'],
        basis: '条例 20(3)',
        effects: () => ({ timers: [{ do: 'pause', timer: 'DEC60' }] }),
      }),
      step('GO_ON', {
        from: ['PAUSED'],
        to: 'ACCEPTED',
        by: ['officer'],
        basis: '条例 20(3)',
        effects: () => ({ timers: [{ do: 'resume', timer: 'DEC60' }] }),
      }),
      step('LOOK', {
        from: ['ACCEPTED'],
        to: 'ACCEPTED',
        by: ['officer'],
        basis: '办法 10',
        effects: () => ({ hook: 'look' }),
      }),
      step('AMEND', {
        from: ['OPEN'],
        to: 'OPEN',
        by: ['clerk', 'officer'],
        basis: '办法 8',
        effects: ({ data }) => ({ file: data.file }),
      }),
      step('END', {
        from: ['ACCEPTED'],
        to: 'DONE',
        by: ['chief', 'officer'],
        basis: '办法 19',
        effects: () => ({
          timers: [{ do: 'stop', timer: 'DEC60' }],
          raise: [{ to: 'new', kind: 'assessment', event: 'BEGIN', data: {} }],
        }),
      }),
      step('BREAK', {
        from: ['ACCEPTED'],
        to: 'DONE',
        by: ['officer'],
        basis: '—',
        effects: () => ({ raise: [{ to: 'new', kind: 'benefit', event: 'BEGIN', data: {} }] }),
      }),
    ],
  });
}

/** A part that begins, or refuses to. */
function small(kind: 'assessment' | 'benefit' | 'service', willing: boolean): CaseMachine {
  const events = { BEGIN: none };
  const step = stepMaker<object, typeof events>(events);
  const unwilling = () => ({ guard: 'unwilling', article: 'x', message: '不行', hint: 'no' });
  return defineMachine({
    kind,
    facts: z.strictObject({}),
    begin: {},
    initial: 'NEW',
    states: { NEW: { name: '新' }, BEGUN: { name: '始', queue: 'agency' } },
    events,
    steps: [
      step('BEGIN', {
        from: ['NEW'],
        to: 'BEGUN',
        by: ['system'],
        basis: 'x',
        guards: willing ? [] : [unwilling],
      }),
    ],
  });
}

let place: TestDatabase;
let foundation: Foundation;
let clock: ManualClock;
let services: CaseServices;
beforeAll(async () => {
  place = await createTestDatabase();
  clock = new ManualClock(Date.UTC(2026, 10, 2, 1));
  const options = { dataDir: place.dataDir, databaseUrl: place.url, connections: 12, clock, log: silentLog };
  foundation = await openFoundation(options);
  await putSite(foundation.database, clock, { code: `${REGION}-01`, name: '测试' });
  const machines = {
    determination: determination(),
    assessment: small('assessment', true),
    benefit: small('benefit', false),
    service: small('service', true),
  };
  const look = async () => ok({ looked: 'yes' });
  const documents = {
    order: async () => fail({ guard: 'document-field', article: '-', message: '-', hint: '-' }),
    end: async () => undefined,
  };
  services = { ...foundation, machines, hooks: { look }, documents };
});
afterAll(async () => {
  await foundation.database.close();
  await place.drop();
});

interface Opened {
  readonly caseId: string;
  readonly partId: string;
}

async function open(): Promise<Opened> {
  const command = { id: newId(), regionCode: REGION, province: '山东', file: FILE, actor: OFFICER };
  const { caseId, determination: part } = unwrap(await openCase(services, { ...command, event: 'BEGIN', data: {} }));
  return { caseId, partId: part.partId };
}

const command = (opened: Opened, event: string, expectedVersion: number | null): StepCommand => ({
  id: newId(),
  regionCode: REGION,
  ...opened,
  expectedVersion,
  event,
  data: {},
  actor: OFFICER,
});

async function take(opened: Opened, event: string) {
  return unwrap(await applyStep(services, command(opened, event, null)));
}

const timers = (caseId: string) =>
  foundation.database.db
    .selectFrom('case_timer')
    .select(['timer', 'state', 'start_on', 'due_on', 'raw_on'])
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute();
const alarms = (caseId: string) =>
  foundation.database.db
    .selectFrom('case_alarm')
    .select(['kind', 'subject', 'role'])
    .where('case_id', '=', caseId)
    .orderBy('kind')
    .orderBy('role')
    .execute();
const partsOf = (caseId: string) =>
  foundation.database.db
    .selectFrom('case_part')
    .select(['kind', 'state', 'version', 'queue', 'due_on'])
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute();

describe('a step', () => {
  test('sent again is the same event; the same id with other content is refused', async () => {
    const opened = await open();
    const accept = command(opened, 'ACCEPT', 1);
    const first = unwrap(await applyStep(services, accept));
    expect(first).toMatchObject({ sequence: 2, state: 'ACCEPTED', version: 2 });
    expect(unwrap(await applyStep(services, accept))).toEqual(first);
    expect(await applyStep(services, { ...accept, event: 'HOLD' })).toEqual(fail({ name: 'other-content' }));
  });

  test('of ten officers at once one is taken, nine hear how the case stands now', async () => {
    const opened = await open();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => applyStep(services, command(opened, 'ACCEPT', 1))),
    );
    expect(answers.filter(({ ok: taken }) => taken)).toHaveLength(1);
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.fault]));
    expect(new Set(refused.map(({ name }) => name))).toEqual(new Set(['version-conflict']));
    expect(refused[0]).toMatchObject({ state: 'ACCEPTED', version: 2, allowed: expect.arrayContaining(['HOLD']) });
  });

  test('that raises one in another part takes both, and neither when the other part refuses', async () => {
    const opened = await open();
    await take(opened, 'ACCEPT');
    const broken = await applyStep(services, command(opened, 'BREAK', 2));
    expect(broken).toMatchObject({ ok: false, fault: { name: 'guard', guard: 'unwilling' } });
    expect(await partsOf(opened.caseId)).toHaveLength(1);
    await take(opened, 'END');
    expect(await partsOf(opened.caseId)).toMatchObject([
      { kind: 'determination', state: 'DONE', due_on: null },
      { kind: 'assessment', state: 'BEGUN', version: 1, queue: 'agency' },
    ]);
    const events = await foundation.database.db
      .selectFrom('case_event')
      .select(['sequence', 'type', 'from_state', 'to_state', 'actor_role'])
      .where('case_id', '=', opened.caseId)
      .orderBy('sequence')
      .execute();
    expect(events.map(({ sequence, type }) => `${sequence} ${type}`)).toEqual([
      '1 BEGIN',
      '2 ACCEPT',
      '3 END',
      '4 BEGIN',
    ]);
    expect(events[3]).toMatchObject({ from_state: null, to_state: 'BEGUN', actor_role: 'system' });
  });

  test('that the state does not know is refused with the article and what is possible instead', async () => {
    const opened = await open();
    expect(await applyStep(services, command(opened, 'HOLD', 1))).toMatchObject({
      ok: false,
      fault: {
        name: 'illegal-step',
        article: '条例 20(3)',
        allowed: ['ACCEPT', 'LAPSED', 'AMEND'],
        message: expect.stringContaining('开'),
      },
    });
    const clerk = { ...command(opened, 'ACCEPT', 1), actor: { role: 'clerk', id: 'x' } as const };
    expect(await applyStep(services, clerk)).toMatchObject({ fault: { name: 'wrong-role', article: '办法 8' } });
    const odd = { ...command(opened, 'ACCEPT', 1), data: { odd: 1 } };
    expect(await applyStep(services, odd)).toMatchObject({
      fault: { name: 'malformed', hint: expect.stringContaining('odd') },
    });
  });

  test("dated before the case's newest event is refused: the clock was put back", async () => {
    const opened = await open();
    const behind = new ManualClock(clock.now() - 1);
    const refused = await applyStep({ ...services, clock: behind }, command(opened, 'ACCEPT', 1));
    expect(refused).toMatchObject({ fault: { name: 'clock-behind' } });
  });

  test('writes its audit entry and its notice, and no personal data where it is not encrypted', async () => {
    const opened = await open();
    await take(opened, 'ACCEPT');
    const { rows } = await foundation.database.pool.query(
      `select (select json_agg(e) from case_event e)::text || (select json_agg(p) from case_part p)::text ||
         (select json_agg(n) from case_notice n)::text || (select json_agg(a) from audit_entry a)::text as all_of_it`,
    );
    const text: unknown = rows[0]?.all_of_it;
    expect(text).toContain('case.step');
    expect(text).toContain('decision-in-60-days');
    expect(text).not.toContain('测试人');
    expect(text).not.toContain('370702196001010019');
  });

  test('may look into other tables: the hook’s answer is kept in the facts', async () => {
    const opened = await open();
    await take(opened, 'ACCEPT');
    await take(opened, 'LOOK');
    const { facts } = await foundation.database.db
      .selectFrom('case_part')
      .select('facts')
      .where('case_id', '=', opened.caseId)
      .executeTakeFirstOrThrow();
    expect(facts).toEqual({ looked: 'yes' });
  });
});

test('a file that was filled in wrongly is amended, and the one before stays with the event', async () => {
  const opened = await open();
  const person = { ...FILE.person, occupation: '钳工', number: '370702196001010035' };
  const amend = (file: CaseFile, role: 'clerk' | 'officer') =>
    applyStep(services, { ...command(opened, 'AMEND', null), data: { file }, actor: { role, id: OFFICER.id } });
  expect(await amend({ ...FILE, person }, 'clerk')).toMatchObject({ fault: { guard: 'same-person' } });
  const later = { ...FILE, injury: { ...FILE.injury, day: '2026-02-02' } };
  expect(await amend(later, 'officer')).toMatchObject({ fault: { guard: 'fileInOrder' } });
  expect(await amend({ ...FILE, person }, 'officer')).toMatchObject({ ok: true });
  const { db } = foundation.database;
  const row = await db.selectFrom('work_case').selectAll().where('id', '=', opened.caseId).executeTakeFirstOrThrow();
  expect(await openFile(foundation.cipher, REGION, opened.caseId, row.file_cipher)).toEqual({ ...FILE, person });
  expect(row.number_index).toEqual(await personIndex(foundation, REGION, person.number));
  const { id, data_cipher } = await db
    .selectFrom('case_event')
    .select(['id', 'data_cipher'])
    .where('case_id', '=', opened.caseId)
    .where('type', '=', 'AMEND')
    .executeTakeFirstOrThrow();
  const kept: unknown = JSON.parse(await openData(foundation.cipher, REGION, id, data_cipher ?? Buffer.alloc(0)));
  expect(kept).toMatchObject({ before: FILE });
});

test('the same case opened by ten requests at once is one case with one number', async () => {
  const request = { id: newId(), regionCode: REGION, province: '山东', file: FILE, actor: OFFICER };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => openCase(services, { ...request, event: 'BEGIN', data: {} })),
  );
  expect(new Set(answers.map((answer) => unwrap(answer).number)).size).toBe(1);
  const other = { ...FILE, employer: { name: '另一厂' } };
  expect(await openCase(services, { ...request, file: other, event: 'BEGIN', data: {} })).toEqual(
    fail({ name: 'other-content' }),
  );
});

describe('a time limit', () => {
  beforeEach(() => {
    clock = new ManualClock(Date.UTC(2026, 2, 10, 1));
    services = { ...services, clock };
  });

  test('stands still while suspended and goes on with the days that are left (条例 20(3))', async () => {
    const opened = await open();
    await take(opened, 'ACCEPT');
    await clock.advance(10 * DAY);
    await take(opened, 'HOLD');
    expect(await timers(opened.caseId)).toMatchObject([
      { timer: 'SUP', state: 'stopped' },
      { timer: 'DEC60', state: 'paused', due_on: null },
    ]);
    await clock.advance(73 * DAY);
    await fireDueTimers(services, REGION);
    expect(await alarms(opened.caseId)).toEqual([]);
    await take(opened, 'GO_ON');
    expect((await timers(opened.caseId))[1]).toMatchObject({ state: 'running', due_on: '2026-07-21' });
    expect((await partsOf(opened.caseId))[0]).toMatchObject({ due_on: '2026-07-21' });
  });

  test('alarms the officer at 80 % and the chief when it is over, once, whatever the number of workers', async () => {
    const opened = await open();
    await take(opened, 'ACCEPT');
    await clock.advance(49 * DAY);
    await Promise.all(Array.from({ length: 5 }, () => fireDueTimers(services, REGION)));
    expect(await alarms(opened.caseId)).toEqual([{ kind: 'prealarm', subject: 'DEC60', role: 'officer' }]);
    await clock.advance(12 * DAY);
    await Promise.all(Array.from({ length: 5 }, () => fireDueTimers(services, REGION)));
    expect(await alarms(opened.caseId)).toEqual([
      { kind: 'overdue', subject: 'DEC60', role: 'chief' },
      { kind: 'overdue', subject: 'DEC60', role: 'officer' },
      { kind: 'prealarm', subject: 'DEC60', role: 'officer' },
    ]);
  });

  test('that cannot be fired alarms the chief once and holds up no other, nor the rest of the round', async () => {
    const broken = await open();
    const healthy = await open();
    const { db } = foundation.database;
    await db
      .updateTable('case_part')
      .set({ facts: '{"of":"an older version"}' })
      .where('id', '=', broken.partId)
      .execute();
    await clock.advance(40 * DAY);
    let made = 0;
    const worker = { ...services, partnersRound: async () => undefined, report: () => undefined };
    const makeDocuments = async () => {
      made += 1;
      return 0;
    };
    const round = () => runRound({ ...worker, makeDocuments });
    await round();
    await round();
    expect(made).toBe(2);
    expect(await partsOf(healthy.caseId)).toMatchObject([{ state: 'DONE' }]);
    expect((await alarms(broken.caseId)).filter(({ kind }) => kind === 'expiry-failed')).toEqual([
      { kind: 'expiry-failed', subject: 'SUP', role: 'chief' },
    ]);
    // Put right, it ends an hour later.
    await db.updateTable('case_part').set({ facts: '{}' }).where('id', '=', broken.partId).execute();
    await clock.advance(DAY / 24 + 1000);
    await round();
    expect(await partsOf(broken.caseId)).toMatchObject([{ state: 'DONE' }]);
  });

  test('that ends something by itself raises that step, dated by its own last day, after any time of standstill', async () => {
    const opened = await open();
    await clock.advance(40 * DAY);
    await Promise.all(
      Array.from({ length: 3 }, () =>
        runRound({
          ...services,
          makeDocuments: async () => 0,
          partnersRound: async () => undefined,
          report: (cause) => expect.fail(String(cause)),
        }),
      ),
    );
    expect(await partsOf(opened.caseId)).toMatchObject([{ state: 'DONE', version: 2 }]);
    expect(await timers(opened.caseId)).toMatchObject([{ timer: 'SUP', state: 'expired' }]);
  });
});
