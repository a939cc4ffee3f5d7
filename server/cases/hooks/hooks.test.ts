/** From the determination to the money on PostgreSQL: real machines, hooks and document orders. */
import { ManualClock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseExperts } from '../../assessment/experts/expert-file.ts';
import { importExperts } from '../../assessment/experts/pool.ts';
import { declareRecusal } from '../../assessment/experts/recusal-store.ts';
import { sampleExperts } from '../../assessment/experts/sample.ts';
import { setSitePlan } from '../../assessment/planning/site-plan.ts';
import { putSite } from '../../assessment/sites.ts';
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts';
import { fieldsPlace } from '../../documents/order.ts';
import { putRegionalFigure } from '../../exchange/regional-figures.ts';
import { silentLog } from '../../log.ts';
import { putOfficer } from '../../officers/service.ts';
import { type Foundation, openFoundation } from '../../services.ts';
import { runBank } from '../../simulators/bank.ts';
import { putInsuranceRecord } from '../../simulators/insurance-records.ts';
import { simulatedPartners } from '../../simulators/partners.ts';
import { applyStep } from '../apply.ts';
import { Facts as AssessmentFacts } from '../assessment/facts.ts';
import { Facts as BenefitFacts } from '../benefit/facts.ts';
import { caseServices } from '../compose.ts';
import { defineMachine } from '../machine.ts';
import type { CaseFile, PartKind, Role } from '../model.ts';
import { openCase } from '../open.ts';
import type { CaseServices } from '../services.ts';
import { stepMaker } from '../step.ts';

const REGION = '370702';
const SITE = `${REGION}-01`;
const DAY = 86_400_000;
const HASH = 'b'.repeat(64);
const CLAUSE = { standard: 'GB/T 16180-2014', clause: '5.10.2-1', text: '符合十级' };
const INJURY = { part: '右手', functionalLoss: '示指远节缺失', diagnosis: '右手示指离断' };
const SIGNATURE = { name: '测试人', at: '2026-07-24T02:00:00Z', method: '签名屏' };

const FILE: CaseFile = {
  person: { name: '测试人', sex: '男', number: '370702196001010019', birthDate: '1960-01-01', occupation: '钳工' },
  applicant: { relation: 'self', name: '测试人' },
  employer: { name: '测试厂' },
  injury: { day: '2026-07-11', description: '手指受伤', parts: '右手示指', hospital: '测试医院' },
  service: { electronic: true },
};

const Decided = z.strictObject({ decision: z.strictObject({ outcome: z.string() }) });

/** A determination that is decided the moment it is opened. */
function decidedAtOnce() {
  const events = { BEGIN: z.strictObject({ on: z.iso.date() }) };
  const step = stepMaker<z.output<typeof Decided>, typeof events>(events);
  return defineMachine<z.output<typeof Decided>>({
    ...{ kind: 'determination', facts: Decided, begin: { decision: { outcome: 'yes' } }, initial: 'NEW', events },
    states: { NEW: { name: '新' }, DECIDED_YES: { name: '已认定' } },
    steps: [
      step('BEGIN', {
        ...{ from: ['NEW'], to: 'DECIDED_YES', by: ['officer'], basis: '条例 20' },
        effects: ({ partId, data: { on } }) => ({
          raise: [
            {
              to: 'new',
              kind: 'assessment',
              event: 'AUTO_DRAFT',
              data: { determinationPartId: partId, decidedOn: on },
            },
          ],
        }),
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
  // 10:00 in China on 24 July 2026.
  clock = new ManualClock(Date.UTC(2026, 6, 24, 2));
  const options = { dataDir: place.dataDir, databaseUrl: place.url, connections: 8, clock, log: silentLog };
  foundation = await openFoundation(options);
  const composed = caseServices(foundation, simulatedPartners);
  services = { ...composed, machines: { ...composed.machines, determination: decidedAtOnce() } };
  await putSite(foundation.database, clock, { code: SITE, name: '测试鉴定点' });
  for (const purpose of ['field', 'blind-index', 'roster-token'] as const)
    await foundation.keyring.key(REGION, purpose);
  await foundation.database.db.transaction().execute(async (tx) => {
    const rooms = [{ room: 'A', specialty: 'ANY' as const, capacity: 20 }];
    await setSitePlan(tx, clock, 'operator', { siteCode: SITE, rooms, maxGapDays: 30, noticeDays: 5 });
    const rows = unwrap(parseExperts(sampleExperts(130, 1)));
    await importExperts(tx, foundation, { regionCode: REGION, rows, actor: 'operator' });
    for (const [figure, amount] of [
      ['area-average', '4500.00'],
      ['minimum-wage', '2010.00'],
    ] as const)
      await putRegionalFigure(tx, {
        ...{ regionCode: REGION, area: '370700', figure, year: 2025, validFrom: '2026-06-01', amount },
        ...{ source: '测试', verified: false },
      });
  });
});
afterAll(async () => {
  await foundation.database.close();
  await place.drop();
});

const months = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `${index < 6 ? 2025 : 2026}-${String(((index + 6) % 12) + 1).padStart(2, '0')}`,
  );

async function insure(account: string): Promise<void> {
  const wages = months(12).map((month) => ({ month, wage: '3083.20' }));
  await foundation.database.db.transaction().execute((tx) =>
    putInsuranceRecord(
      tx,
      foundation,
      { regionCode: REGION, number: FILE.person.number },
      {
        ...{ insured: [{ from: '2020-01-01', until: null }], wages, account },
      },
    ),
  );
}

class Case {
  readonly id = newId();

  async open(): Promise<this> {
    const command = { id: this.id, regionCode: REGION, province: '山东', file: FILE };
    const actor = { role: 'officer', id: newId() } as const;
    unwrap(await openCase(services, { ...command, actor, event: 'BEGIN', data: { on: '2026-07-24' } }));
    return this;
  }

  async part(kind: PartKind) {
    const rows = await foundation.database.db
      .selectFrom('case_part')
      .select(['id', 'state', 'facts'])
      .where('case_id', '=', this.id)
      .where('kind', '=', kind)
      .orderBy('id', 'desc')
      .execute();
    const [newest] = rows;
    if (newest === undefined) throw new Error(`no ${kind}`);
    return newest;
  }

  async ask(kind: PartKind, event: string, data: unknown, role: Role = 'officer', id = `${role}-1`) {
    const { id: partId } = await this.part(kind);
    const command = { id: newId(), regionCode: REGION, caseId: this.id, partId, expectedVersion: null };
    return applyStep(services, { ...command, event, data, actor: { role, id } });
  }

  async take(kind: PartKind, event: string, data: unknown = {}, role: Role = 'officer', id = `${role}-1`) {
    return unwrap(await this.ask(kind, event, data, role, id));
  }

  async assessment() {
    const { state, facts } = await this.part('assessment');
    return { state, facts: AssessmentFacts.parse(facts) };
  }

  async benefit() {
    const { state, facts } = await this.part('benefit');
    return { state, facts: BenefitFacts.parse(facts) };
  }

  async documents(): Promise<string[]> {
    const rows = await foundation.database.db
      .selectFrom('document')
      .select('kind')
      .where('case_id', '=', this.id)
      .orderBy('id')
      .execute();
    return rows.map(({ kind }) => kind);
  }

  /** Documents that hold no more, and what took their place. */
  async replaced(): Promise<string[]> {
    const { rows } = await foundation.database.pool.query<{ line: string }>(
      `select o.kind || ' → ' || coalesce(n.kind, '-') as line
       from document o left join document n on n.region_code = o.region_code and n.id = o.replaced_by
       where o.case_id = $1 and o.ended_at is not null order by o.kind`,
      [this.id],
    );
    return rows.map(({ line }) => line);
  }

  /** To a place in a session. */
  async scheduled(): Promise<this> {
    const data = {
      ...{ kinds: ['A1'], stable: true, stayPeriodOver: false, injuredPart: '右手示指', condition: '伤情稳定' },
      ...{ request: '申请鉴定', signature: SIGNATURE },
    };
    await this.take('assessment', 'SUBMIT', data, 'applicant');
    await this.take('assessment', 'L_ACCEPT', { siteCode: SITE, specialties: ['HAND'] });
    await this.take('assessment', 'SCHEDULE');
    return this;
  }

  /** A new time, agreed by the committee. */
  async sessionAfter(reason: string) {
    const before = (await this.assessment()).facts.session;
    await this.take('assessment', 'RESCHEDULE', { reason }, 'committee');
    await this.take('assessment', 'SCHEDULE');
    const after = (await this.assessment()).facts.session;
    if (before === null || after === null) throw new Error('no session');
    return { before, after };
  }

  /** Through draw, check-in and opinions of this grade each. */
  async examined(grades: readonly number[]): Promise<void> {
    const { facts } = await this.assessment();
    await until(facts.session?.day ?? '', 3);
    await this.take('assessment', 'ANNOUNCE_DRAW', {}, 'system');
    await this.take('assessment', 'DRAW', {}, 'system');
    await until(facts.session?.day ?? '', 0);
    await this.take('assessment', 'SEAT');
    const on = facts.session?.day;
    await this.take('assessment', 'COMPARED', { on }, 'officer', 'officer-1');
    await this.take('assessment', 'CHECKIN', { on, avOn: true }, 'officer', 'officer-2');
    await this.opinions(grades);
  }

  async opinions(grades: readonly number[]): Promise<void> {
    const seats = (await this.assessment()).facts.panel?.seats ?? [];
    for (const [index, { expertId }] of seats.entries()) {
      const grade = grades[index] ?? 10;
      const clauses = [{ ...CLAUSE, clause: `5.${grade}.2-1` }];
      const kinds = [{ kind: 'A1', conclusion: { form: 'grade', grade }, clauses }];
      const data = { expertId, kinds, findings: '示指远节缺失', signatureDigest: HASH };
      await this.take('assessment', 'OPINION', data, 'expert', `expert-${index}`);
    }
  }

  async concluded(grade = 10): Promise<this> {
    const conclusions = [{ kind: 'A1', conclusion: { form: 'grade', grade } }];
    const data = { conclusions, clauses: [`5.${grade}.2-1`], injury: INJURY };
    await this.take('assessment', 'CONCLUDE', data, 'committee');
    return this;
  }
}

/** The clock to 10:00 in China, `ahead` days before `day`. */
async function until(day: string, ahead: number): Promise<void> {
  const target = Date.parse(`${day}T02:00:00Z`) - ahead * DAY;
  if (target > clock.now()) await clock.advance(target - clock.now());
}

describe('from the determination to the money', () => {
  test('nobody pushes: the conclusion brings the benefit to its check, and the bank pays what was computed', async () => {
    await insure('6217000000001234');
    const life = await (await new Case().open()).scheduled();
    const { session } = (await life.assessment()).facts;
    expect(session?.day).toBe('2026-08-21');
    await life.examined([10, 10, 9]);
    expect(await life.assessment()).toMatchObject({
      state: 'L_OPINION',
      facts: { opinions: { votes: { A1: '2/3' } } },
    });
    await life.concluded();
    const drafted = await life.benefit();
    expect(drafted).toMatchObject({ state: 'B_CHECK', facts: { items: [{ amount: '21582.40', payer: 'fund' }] } });
    const entry = { regionCode: REGION, staffNumber: '9001', name: '复核测试', pin: '739164' };
    const { officerId } = await putOfficer(foundation, entry);
    await life.take('benefit', 'CHECKED', { agreed: true }, 'agency', officerId);
    await life.take('benefit', 'DECIDE', {}, 'agency', 'agency-2');
    const statement = await foundation.database.db
      .selectFrom('document')
      .select(['id', 'fields_cipher'])
      .where('case_id', '=', life.id)
      .where('kind', '=', 'D32')
      .executeTakeFirstOrThrow();
    const printed = await foundation.cipher.decrypt(fieldsPlace(REGION, statement.id), statement.fields_cipher);
    expect(printed).toContain('"checkedBy":"复核测试"');
    expect(printed).not.toContain(officerId);
    await life.take('benefit', 'PAY', { batch: '2026-08-21-1' }, 'agency');
    expect(await runBank(services, REGION)).toEqual({ paid: 1, returned: 0 });
    expect(await life.benefit()).toMatchObject({ state: 'B_PAID', facts: { paidOnce: '21582.40' } });
    expect(await life.documents()).toEqual(['D19', 'D03', 'D21', 'D22', 'D23', 'D24', 'D25', 'D26', 'D32', 'D33']);
  });

  test('the province concludes otherwise: the difference is computed, decided and paid', async () => {
    await insure('6217000000001234');
    const life = await (await new Case().open()).scheduled();
    await life.examined([10, 10, 10]);
    await life.concluded();
    await life.take('benefit', 'CHECKED', { agreed: true }, 'agency', 'agency-1');
    await life.take('benefit', 'DECIDE', {}, 'agency', 'agency-2');
    await life.take('benefit', 'PAY', { batch: '1' }, 'agency');
    await runBank(services, REGION);
    const on = new Date(clock.now()).toISOString().slice(0, 10);
    const eventId = (await life.assessment()).facts.inForceId ?? undefined;
    for (const recipient of ['person', 'employer'])
      await life.take('assessment', 'SERVED', { recipient, event: 'CONCLUDE', eventId, on }, 'system');
    expect((await life.assessment()).state).toBe('L_DELIVERED');
    const again = { party: 'person', conclusionNumber: '1号', reason: '不服', signature: SIGNATURE };
    await life.take('assessment', 'RE_ASSESS', again, 'applicant');
    await life.take(
      'assessment',
      'P_CONCLUDE',
      {
        ...{ conclusions: [{ kind: 'A1', conclusion: { form: 'grade', grade: 9 } }], clauses: ['5.9.2-1 符合九级'] },
        ...{ injury: INJURY, examinedOn: on, previous: { number: '1号', authority: '潍坊市劳动能力鉴定委员会' } },
      },
      'province',
    );
    expect(await life.benefit()).toMatchObject({ state: 'B_CHECK', facts: { items: [{ amount: '27748.80' }] } });
    await life.take('benefit', 'CHECKED', { agreed: true }, 'agency', 'agency-1');
    await life.take('benefit', 'DECIDE', {}, 'agency', 'agency-2');
    await life.take('benefit', 'PAY', { batch: '2' }, 'agency');
    await runBank(services, REGION);
    expect(await life.benefit()).toMatchObject({ state: 'B_PAID', facts: { paidOnce: '27748.80', decisions: 2 } });
    expect(await life.replaced()).toEqual(['D26 → D29', 'D32 → D32', 'D33 → D33']);
    const { rows } = await foundation.database.pool.query(
      'select amount, state from payment_order where case_id = $1 order by id',
      [life.id],
    );
    expect(rows).toEqual([
      { amount: '21582.40', state: 'paid' },
      { amount: '6166.40', state: 'paid' },
    ]);
  });

  test('a closed account comes back, and the new one is paid', async () => {
    await insure('6217000000000000');
    const life = await (await new Case().open()).scheduled();
    await life.examined([10, 10, 10]);
    await life.concluded();
    await life.take('benefit', 'CHECKED', { agreed: true }, 'agency', 'agency-1');
    await life.take('benefit', 'DECIDE', {}, 'agency', 'agency-2');
    await life.take('benefit', 'PAY', { batch: '1' }, 'agency');
    expect(await runBank(services, REGION)).toEqual({ paid: 0, returned: 1 });
    await life.take('benefit', 'RESUBMIT', { account: '6217000000005678' }, 'applicant');
    await life.take('benefit', 'PAY', { batch: '2' }, 'agency');
    expect(await runBank(services, REGION)).toEqual({ paid: 1, returned: 0 });
    const { rows } = await foundation.database.pool.query<{ text: string }>(
      `select (select json_agg(o) from payment_order o)::text || (select json_agg(i) from insurance_record i)::text ||
         (select json_agg(b) from benefit_account b)::text || (select json_agg(p) from case_part p)::text as text`,
    );
    expect(rows[0]?.text).toContain('21582.40');
    for (const secret of ['6217000000005678', '测试人', FILE.person.number])
      expect(rows[0]?.text).not.toContain(secret);
  });

  test('a pension that is suspended: the bank is told, up to which month', async () => {
    await insure('6217000000001234');
    const life = await (await new Case().open()).scheduled();
    await life.examined([4, 4, 4]);
    await life.concluded(4);
    await life.take('benefit', 'CHECKED', { agreed: true }, 'agency', 'agency-1');
    await life.take('benefit', 'DECIDE', {}, 'agency', 'agency-2');
    await life.take('benefit', 'PAY', { batch: '1' }, 'agency', 'agency-1');
    await runBank(services, REGION);
    await life.take('benefit', 'SUSPEND_NOTICE', { ground: 'not-eligible', days: 3 }, 'agency', 'agency-1');
    await clock.advance(32 * DAY);
    await life.take('benefit', 'SUSPEND', { reason: '未认证' }, 'agency', 'agency-2');
    await runBank(services, REGION);
    const { rows } = await foundation.database.pool.query(
      'select state, amount > 0 as once, monthly from payment_order where case_id = $1 order by id',
      [life.id],
    );
    const month = { item: 'disability_pension', amount: '2312.40', from: expect.stringMatching(/^\d{4}-\d\d$/) };
    const suspendedIn = new Date(clock.now()).toISOString().slice(0, 7);
    expect(rows).toEqual([
      { state: 'paid', once: true, monthly: [{ ...month, until: null }] },
      { state: 'taken', once: false, monthly: [{ ...month, until: suspendedIn }] },
    ]);
  });

  test('an officer against whom a recusal is open does not handle the assessment; another does', async () => {
    const life = await (await new Case().open()).scheduled();
    const { id: assessmentId } = await life.part('assessment');
    const subject = { role: 'officer', id: 'officer-7' } as const;
    const about = { regionCode: REGION, assessmentId, subject, actor: 'operator' };
    await foundation.database.db
      .transaction()
      .execute((tx) => declareRecusal(tx, foundation, { ...about, declaredBy: 'party', reason: 'kinship' }));
    const ask = (id: string) => life.ask('assessment', 'RESCHEDULE', { reason: '住院' }, 'committee', id);
    expect(await ask('officer-7')).toMatchObject({ ok: false, fault: { name: 'guard', guard: 'must-recuse' } });
    expect((await ask('committee-1')).ok).toBe(true);
  });

  test('an expert who declares kinship keeps no seat: decided by the committee, then the reserve sits', async () => {
    const life = await (await new Case().open()).scheduled();
    const { session } = (await life.assessment()).facts;
    await until(session?.day ?? '', 0);
    await life.take('assessment', 'ANNOUNCE_DRAW', {}, 'system');
    await life.take('assessment', 'DRAW', {}, 'system');
    const { panel } = (await life.assessment()).facts;
    const expertId = panel?.seats[0]?.expertId ?? '';
    const replace = { expertId, cause: 'recusal', reason: '亲属' };
    expect(await life.ask('assessment', 'REPLACE', replace)).toMatchObject({ fault: { guard: 'recusal-unknown' } });
    const declared = { subject: { role: 'expert', id: expertId }, reason: 'kinship', note: '与被鉴定人系亲属' };
    await life.take('assessment', 'RECUSE', declared, 'expert', 'expert-1');
    expect(await life.ask('assessment', 'SEAT', {})).toMatchObject({ fault: { guard: 'must-recuse' } });
    const { recusals } = (await life.assessment()).facts;
    const decision = { recusalId: recusals[0]?.id, granted: true, reason: '属实' };
    await life.take('assessment', 'RECUSAL_DECIDED', decision, 'committee');
    await life.take('assessment', 'REPLACE', replace);
    await life.take('assessment', 'SEAT');
    const { facts } = await life.assessment();
    expect(facts.panel?.seats.map((seat) => seat.expertId)).not.toContain(expertId);
    expect(facts.recusals).toMatchObject([{ subjectId: expertId, state: 'granted' }]);
  });

  test('an examination that is broken off gives the person another session', async () => {
    const life = await (await new Case().open()).scheduled();
    const { session } = (await life.assessment()).facts;
    await until(session?.day ?? '', 0);
    await life.take('assessment', 'ANNOUNCE_DRAW', {}, 'system');
    await life.take('assessment', 'DRAW', {}, 'system');
    await life.take('assessment', 'COMPARED', { on: session?.day }, 'officer', 'officer-1');
    await life.take('assessment', 'CHECKIN', { on: session?.day, avOn: true }, 'officer', 'officer-2');
    const { before, after } = await life.sessionAfter('停电');
    expect(after.sessionId).not.toBe(before.sessionId);
    expect(after.examineeId).not.toBe(before.examineeId);
    expect((await life.assessment()).state).toBe('L_SCHEDULED');
  });

  test('a commissioned assessment draws its experts from the other region', async () => {
    const life = await (await new Case().open()).scheduled();
    const rows = unwrap(parseExperts(sampleExperts(60, 2)));
    await foundation.database.db
      .transaction()
      .execute((tx) => importExperts(tx, foundation, { regionCode: '370784', rows, actor: 'operator' }));
    const commission = { region: '安丘市', regionCode: '370784', reason: '长期居住外地' };
    await life.take('assessment', 'COMMISSION', commission, 'committee');
    await until((await life.assessment()).facts.session?.day ?? '', 3);
    await life.take('assessment', 'ANNOUNCE_DRAW', {}, 'system');
    await life.take('assessment', 'DRAW', {}, 'system');
    const seats = await foundation.database.db
      .selectFrom('panel_seat as s')
      .innerJoin('expert_draw as d', 'd.id', 's.draw_id')
      .select('s.pool_region')
      .where('d.assessment_id', '=', (await life.part('assessment')).id)
      .execute();
    expect(new Set(seats.map(({ pool_region }) => pool_region))).toEqual(new Set(['370784']));
  });

  test('three experts of three opinions confer: another round, then the majority', async () => {
    const life = await (await new Case().open()).scheduled();
    await life.examined([8, 9, 10]);
    expect(await life.assessment()).toMatchObject({
      ...{ state: 'L_EXAM', facts: { signers: [], opinions: { round: 1, outcome: 'no-majority' } } },
    });
    await life.opinions([10, 10, 10]);
    expect(await life.assessment()).toMatchObject({ state: 'L_OPINION', facts: { opinions: { round: 2 } } });
  });

  test('a new time gives the place back, finds another session and moves the limit by the same days', async () => {
    const life = await (await new Case().open()).scheduled();
    const [first, ...later] = [await life.sessionAfter('住院'), await life.sessionAfter('仍未出院')];
    expect(later[0]?.before).toEqual(first?.after);
    const moved = (Date.parse(later[0]?.after.day ?? '') - Date.parse(first?.before.day ?? '')) / DAY;
    expect(first?.after.sessionId).not.toBe(first?.before.sessionId);
    expect(moved).toBeGreaterThanOrEqual(2);
    expect((await limitOf(life.id)).extension_days).toBe(moved);
  });

  test('a step whose hook refuses leaves nothing behind', async () => {
    const life = await (await new Case().open()).scheduled();
    const early = await life.ask('assessment', 'ANNOUNCE_DRAW', {}, 'system');
    expect(early).toMatchObject({ ok: false, fault: { name: 'guard', guard: 'draw-too-early' } });
    expect((await life.assessment()).facts.drawAnnounced).toBe(false);
    await until((await life.assessment()).facts.session?.day ?? '', 0);
    const on = (await life.assessment()).facts.session?.day;
    await life.take('assessment', 'ANNOUNCE_DRAW', {}, 'system');
    await life.take('assessment', 'DRAW', {}, 'system');
    const foreign = await life.ask('assessment', 'CHECKIN', { on, avOn: true, checkInId: newId() }, 'system');
    expect(foreign).toMatchObject({ ok: false, fault: { guard: 'check-in-of-this-person' } });
    expect((await life.assessment()).state).toBe('L_SCHEDULED');
  });

  test('a year without its figure holds the benefit and names it', async () => {
    await foundation.database.pool.query(`delete from regional_figure where figure = 'area-average'`);
    const life = await (await new Case().open()).scheduled();
    await life.examined([10, 10, 10]);
    await life.concluded();
    expect(await life.benefit()).toMatchObject({
      state: 'B_DATA',
      facts: { missing: [{ input: 'area_avg_wage', why: expect.stringContaining('area-average of 370700') }] },
    });
    await life.take('benefit', 'DATA', { given: { area_avg_wage: '4500.00' } }, 'agency');
    expect((await life.benefit()).state).toBe('B_CHECK');
  });
});

async function limitOf(caseId: string) {
  return foundation.database.db
    .selectFrom('case_timer')
    .select(['due_on', 'extension_days'])
    .where('case_id', '=', caseId)
    .where('timer', '=', 'LA60')
    .where('state', '=', 'running')
    .executeTakeFirstOrThrow();
}
