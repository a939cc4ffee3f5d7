import { ok, unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Monthly } from '../../exchange/partners.ts';
import { wrongPapers } from '../hooks/papers.ts';
import type { CaseMachine } from '../machine.ts';
import type { PartView, Role } from '../model.ts';
import type { DocumentOrder } from '../step.ts';
import { type Sample, WALKED_PART, type WalkPlan, walk } from '../walk.ts';
import { wander, wrongAnswers } from '../walk-refusals.ts';
import { begin, Facts, type Records } from './facts.ts';
import { instructionOf } from './instruction.ts';
import { benefit } from './machine.ts';

const DETERMINATION = '018f0000-0000-7000-8000-0000000000d1';
const ASSESSMENT = (grade: number | 'below-grade') => ({
  id: `018f0000-0000-7000-8000-0000000000${grade === 'below-grade' ? 'bb' : String(grade + 10)}`,
  kind: 'assessment' as const,
  state: 'L_CONCLUDED',
  version: 9,
  facts: {
    reviewOf: null,
    concludedOn: '2026-08-01',
    conclusions: [{ kind: 'A1', conclusion: { form: 'grade', grade } }],
  },
});
const PARTS: readonly PartView[] = [
  {
    id: DETERMINATION,
    kind: 'determination',
    state: 'DECIDED_YES',
    version: 5,
    facts: { decision: { outcome: 'yes' } },
  },
  ASSESSMENT(10),
  ASSESSMENT(4),
];
const [, TENTH, FOURTH] = PARTS.map(({ id }) => id);
const ORDER = '018f0000-0000-7000-8000-0000000000ee';
const TODAY = '2026-08-02';

const RECORDS: Records = {
  ...{
    injuryDate: '2026-07-11',
    deathDate: null,
    insured: true,
    originalWage: null,
    accountKnown: true,
    accountTail: '1234',
  },
  contributionWages: [{ month: '2026-06', wage: '3083.20' }],
  ...{ areaAvgWage: '5000', areaAvgWageNow: '5000', minWage: '2010' },
  ...{ areaAvgWageAtTermination: '5000', provinceAvgWageAtTermination: '6000' },
  ...{ dependants: ['spouse', 'child'], dependantEnds: [null, null], dependantsUnknown: 0, absent: [] },
};

const withRecords = (records: Records): CaseMachine => ({
  ...benefit,
  decide(request) {
    const decision = benefit.decide(request);
    if (!decision.ok) return decision;
    const { hook } = decision.value.effects;
    const answer = hook === 'insurance-records' ? { records } : hook === 'payment-order' ? { orderId: ORDER } : {};
    return ok({ ...decision.value, facts: Facts.parse({ ...(decision.value.facts as object), ...answer }) });
  },
});
const machine = withRecords(RECORDS);

const one = (data: unknown): Sample[] => [() => data];
const samples: WalkPlan['samples'] = {
  DRAFT: one({ sourcePartId: DETERMINATION }),
  TRIGGER: [
    ...one({ cause: 'assessment', sourcePartId: TENTH, on: '2026-08-01' }),
    ...one({ cause: 'assessment', sourcePartId: FOURTH, on: '2026-08-01' }),
    ...one({ cause: 'determination', sourcePartId: DETERMINATION, on: '2026-07-24' }),
  ],
  GATHERED: one({}),
  DATA: [...one({ given: { stay_pay_months: 1 } }), ...one({ given: { own_wage: '1.00' } })],
  CALCULATE: one({}),
  CHECKED: one({ agreed: true }),
  SEND_BACK: one({ reason: '数据有误' }),
  DECIDE: one({}),
  PAY: one({ batch: '2026-08-02-01' }),
  PAID: [({ today }) => ({ on: today, receipt: 'R1' })],
  RETURNED: [({ today }) => ({ on: today, reason: 'account-closed' })],
  RESUBMIT: one({ account: '6217000000001234' }),
  REVISED: [true, false].map((revoked) => ({ today }) => ({ on: today, revoked })),
  OBJECTION: [({ today }) => ({ on: today, text: '金额不对' })],
  ELIGIBLE: [({ today }) => ({ year: Number(today.slice(0, 4)), method: 'data-match' })],
  SUSPICION: one({ code: 'employed' }),
  SUSPEND_NOTICE: one({ ground: 'not-eligible', days: 15 }),
  SUSPEND: one({ reason: '丧失享受条件' }),
  RESUME: [({ today }) => ({ on: today, reason: '恢复条件' })],
  ADJUST: one({
    notice: '浙人社发〔2027〕1号',
    from: '2027-01',
    items: [{ item: 'disability_pension', amount: '2500.00' }],
  }),
  ADJUSTED: one({}),
  RECOVER: one({ amount: '100.00', reason: '多发' }),
  RECOVERED: [({ today }) => ({ on: today, receipt: 'R2' })],
  END_PROPOSE: ['died', 'employed'].map((ground) => ({ today }) => ({ on: today, ground })),
  END: one({}),
  SERVED: [({ today }) => ({ recipient: 'person', event: 'DECIDE', on: today })],
};

const KINDS = ['D32', 'D33', 'D36'];

const plan: WalkPlan = {
  machine,
  samples,
  cases: [{ province: '浙江', parts: PARTS }],
  from: TODAY,
  waits: [0, 16],
  // One gives the data, one checks, one decides.
  people: (role) => (role === 'agency' ? ['a', 'b', 'c'] : ['p']).map((id) => ({ role, id: `${role}-${id}` })),
  distinguish: ({ facts }) => {
    const { cause, base, given, givenBy, checkedBy, paidOnce, ordered, schedule, items, ...rest } = Facts.parse(facts);
    const { suspendNotice, adjustedBy, reviseAfter, records, toRecover, endProposal } = rest;
    return JSON.stringify([
      ...[
        cause,
        base?.grade,
        given.own_wage,
        checkedBy === null,
        paidOnce === '0' || paidOnce === '0.00',
        ordered !== '0',
      ],
      ...[
        schedule.length > 0,
        items.length,
        suspendNotice !== null,
        adjustedBy === null,
        reviseAfter !== null,
        records === null,
      ],
      ...[toRecover !== '0', new Set(givenBy).size > 1, endProposal === null, endProposal?.until === null],
    ]);
  },
};

describe('the machine of a benefit', () => {
  test('every pair of state and step is reached by a journey', () => {
    const { missed, edges } = walk(plan);
    expect(missed).toEqual([]);
    expect(edges.length).toBeGreaterThan(60);
  });

  test('whatever the table does not allow is refused by name and article', () => {
    expect(wrongAnswers(plan)).toEqual([]);
  });

  test('every document of every journey has what its template prints', () => {
    const { machine: watched, wrong, kinds } = wrongPapers(machine);
    walk({ ...plan, machine: watched });
    expect([...wrong]).toEqual([]);
    expect([...kinds].sort()).toEqual(KINDS);
  });

  test('no journey of chance leaves the table or throws', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 5, maxLength: 60 }), (choices) => {
        expect(wander(plan, choices).every((state) => state in benefit.states)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

/** One benefit, step after step, with everything that it raises to itself. */
class Life {
  state = benefit.initial;
  facts: Facts = begin;
  /** What the bank was told of the months, by order or by change. */
  told: (readonly Monthly[])[] = [];
  documents: string[] = [];
  papers: DocumentOrder[] = [];
  readonly #machine: CaseMachine;
  readonly #parts: readonly PartView[];
  readonly #province: string;

  constructor(records: Records = RECORDS, parts = PARTS, province = '浙江') {
    this.#machine = withRecords(records);
    this.#parts = parts;
    this.#province = province;
  }

  ask(
    event: string,
    data: unknown,
    {
      role = 'agency',
      id = role === 'agency' ? 'a' : role,
      today = TODAY,
    }: { role?: Role; id?: string; today?: string } = {},
  ) {
    return this.#machine.decide({
      case: { id: WALKED_PART, regionCode: '330784', number: '1', province: this.#province, parts: this.#parts },
      ...{ partId: WALKED_PART, eventId: WALKED_PART, state: this.state, facts: this.facts, event, data, today },
      actor: { role, id },
      at: Date.parse(`${today}T04:00:00Z`),
    });
  }

  take(event: string, data: unknown, by: { role?: Role; id?: string; today?: string } = {}): this {
    const { to, facts, effects } = unwrap(this.ask(event, data, by));
    this.state = to;
    this.facts = Facts.parse(facts);
    if (effects.hook === 'payment-order' || effects.hook === 'payment-change')
      this.told.push(instructionOf(this.facts));
    this.papers.push(...(effects.documents ?? []));
    this.documents.push(...(effects.documents ?? []).map(({ kind }) => kind));
    for (const raise of effects.raise ?? [])
      this.take(raise.event, raise.data, { role: 'system', today: by.today ?? TODAY });
    return this;
  }

  refusal(event: string, data: unknown, by: { role?: Role; id?: string; today?: string } = {}): string {
    const answer = this.ask(event, data, by);
    return answer.ok ? 'taken' : (answer.fault.guard ?? answer.fault.name);
  }

  /** From the assessment's conclusion to the decision. */
  decided(sourcePartId = TENTH): this {
    this.take('TRIGGER', { cause: 'assessment', sourcePartId, on: '2026-08-01' }, { role: 'system' });
    return this.take('CHECKED', { agreed: true }, { id: 'a' }).take('DECIDE', {}, { id: 'b' });
  }

  paid(): this {
    return this.take('PAY', { batch: '1' }).take('PAID', { on: TODAY, receipt: 'R' }, { role: 'system' });
  }
}

describe('from the assessment to the money', () => {
  test('the published example: grade 10, own wage 3,083.20, 21,582.40 yuan, without a hand up to the check', () => {
    const life = new Life({ ...RECORDS, areaAvgWage: '4000', areaAvgWageNow: '4000' });
    life.take('TRIGGER', { cause: 'assessment', sourcePartId: TENTH, on: '2026-08-01' }, { role: 'system' });
    expect(life.state).toBe('B_CHECK');
    expect(life.facts.items).toMatchObject([
      { item: 'one_time_disability', amount: '21582.40', payer: 'fund', formula: '7 × 3083.20 = 21582.40' },
    ]);
    life.take('CHECKED', { agreed: true }, { id: 'a' }).take('DECIDE', {}, { id: 'b' }).paid();
    expect(life.state).toBe('B_PAID');
    expect(life.facts).toMatchObject({ paidOnce: '21582.40', ordered: '0' });
    expect(life.documents).toEqual(['D32', 'D33']);
  });

  test('old soldiers of art. 15(1)(3) get no one-time benefit', () => {
    const soldier = {
      ...PARTS[0],
      facts: { decision: { outcome: 'yes' }, scenario: 'G15_3', proposal: { scenario: 'G15_3' } },
    };
    const parts = PARTS.map((part) => (part.id === DETERMINATION ? { ...part, ...soldier } : part));
    const life = new Life(RECORDS, parts);
    life.take('TRIGGER', { cause: 'assessment', sourcePartId: FOURTH, on: '2026-08-01' }, { role: 'system' });
    expect(life.facts.items.map(({ item }) => item)).toEqual(['disability_pension']);
  });

  test('whoever checked does not decide, and nobody decides unchecked', () => {
    const life = new Life();
    life.take('TRIGGER', { cause: 'assessment', sourcePartId: TENTH, on: '2026-08-01' }, { role: 'system' });
    expect(life.refusal('DECIDE', {})).toBe('checked');
    life.take('CHECKED', { agreed: true }, { id: 'a' });
    expect(life.refusal('DECIDE', {}, { id: 'a' })).toBe('two-people');
  });

  test('a figure without its year is named and waited for; an officer gives it', () => {
    const absent = [{ figure: 'area-average', area: '330700', year: 2025 }];
    const life = new Life({ ...RECORDS, areaAvgWage: null, areaAvgWageNow: null, absent });
    life.take('TRIGGER', { cause: 'assessment', sourcePartId: TENTH, on: '2026-08-01' }, { role: 'system' });
    expect(life.state).toBe('B_DATA');
    expect(life.facts.missing).toMatchObject([
      { input: 'area_avg_wage', why: expect.stringContaining('no row for 2025') },
    ]);
    life.take('DATA', { given: { area_avg_wage: '5000.00' } });
    expect(life.state).toBe('B_CHECK');
    expect(life.facts.missing).toEqual([]);
  });

  test('nobody in the records: wages and insurance are asked for by name', () => {
    const life = new Life({ ...RECORDS, insured: null, contributionWages: null });
    life.take('TRIGGER', { cause: 'assessment', sourcePartId: TENTH, on: '2026-08-01' }, { role: 'system' });
    expect(life.facts.missing.map(({ input }) => input).sort()).toEqual(['insured', 'own_wage']);
  });

  test('after a determination it rests until days or months are known', () => {
    const life = new Life();
    life.take('TRIGGER', { cause: 'determination', sourcePartId: DETERMINATION, on: '2026-07-24' }, { role: 'system' });
    expect(life.state).toBe('B_DRAFT');
    life.take('DATA', { given: { stay_pay_months: 3 } });
    expect(life.facts.items).toMatchObject([{ item: 'stay_pay', payer: 'employer', amount: '9249.60' }]);
    life.take('CHECKED', { agreed: true }, { id: 'c' }).take('DECIDE', {}, { id: 'b' });
    expect(life.state).toBe('B_EMPLOYER');
  });

  test('without insurance the employer pays and the fund gets no order', () => {
    const life = new Life({ ...RECORDS, insured: false }).decided();
    expect(life.state).toBe('B_EMPLOYER');
    expect(life.refusal('PAY', { batch: '1' })).toBe('illegal-step');
    expect(life.facts.items.every(({ payer }) => payer === 'employer')).toBe(true);
  });

  test('a death gives funeral, lump sum and the dependants’ pension from the next month', () => {
    const life = new Life({ ...RECORDS, deathDate: '2026-07-11' });
    life.take('TRIGGER', { cause: 'death', sourcePartId: DETERMINATION, on: '2026-07-24' }, { role: 'system' });
    const amounts = Object.fromEntries(life.facts.items.map(({ item, amount }) => [item, amount]));
    expect(amounts).toEqual({ funeral: '30000.00', work_death: '1130040.00', dependant_pension: '2158.24' });
    life.take('CHECKED', { agreed: true }, { id: 'a' }).take('DECIDE', {}, { id: 'b' });
    expect(life.facts.schedule).toMatchObject([{ item: 'dependant_pension', from: '2026-08', until: null }]);
  });
});

describe('nobody moves money alone', () => {
  const triggered = () => {
    const life = new Life({ ...RECORDS, insured: null });
    life.take('TRIGGER', { cause: 'assessment', sourcePartId: TENTH, on: '2026-08-01' }, { role: 'system' });
    return life.take('DATA', { given: { insured: true }, account: '6217000000001234' }, { id: 'g' });
  };

  test('whoever gave the data neither checks nor decides', () => {
    const life = triggered();
    expect(life.refusal('CHECKED', { agreed: true }, { id: 'g' })).toBe('two-people');
    life.take('CHECKED', { agreed: true }, { id: 'a' });
    expect(life.refusal('DECIDE', {}, { id: 'g' })).toBe('two-people');
    life.take('DECIDE', {}, { id: 'b' });
  });

  test('neither the decider nor whoever gave the account pays, and whoever pays does not enter that it was paid', () => {
    const life = triggered().take('CHECKED', { agreed: true }, { id: 'a' }).take('DECIDE', {}, { id: 'b' });
    expect(life.refusal('PAY', { batch: '1' }, { id: 'b' })).toBe('two-people');
    expect(life.refusal('PAY', { batch: '1' }, { id: 'g' })).toBe('two-people');
    life.take('PAY', { batch: '1' }, { id: 'a' });
    expect(life.refusal('PAID', { on: TODAY, receipt: 'R' }, { id: 'a' })).toBe('two-people');
    expect(life.refusal('RETURNED', { on: TODAY, reason: 'other' }, { id: 'a' })).toBe('two-people');
    life.take('RETURNED', { on: TODAY, reason: 'other' }, { role: 'system' });
    life.take('RESUBMIT', { account: '6217000000005678' }, { id: 'a' });
    expect(life.refusal('PAY', { batch: '2' }, { id: 'a' })).toBe('two-people');
  });

  test('whoever asks money back does not enter that it came', () => {
    const life = new Life().decided().paid().take('RECOVER', { amount: '100.00', reason: '多发' }, { id: 'a' });
    expect(life.refusal('RECOVERED', { on: TODAY, receipt: 'R' }, { id: 'a' })).toBe('two-people');
    expect(life.refusal('RECOVERED', { on: TODAY, receipt: 'R' }, { id: 'b' })).toBe('taken');
  });

  test('a pension ends by two people, after notice, with a decision in writing', () => {
    const life = new Life().decided(FOURTH).paid();
    expect(life.refusal('END', {}, { id: 'b' })).toBe('end-proposed');
    life.take('END_PROPOSE', { on: TODAY, ground: 'employed' }, { id: 'a' });
    expect(life.refusal('END', {}, { id: 'a', today: '2026-08-18' })).toBe('two-people');
    expect(life.refusal('END', {}, { id: 'b', today: '2026-08-17' })).toBe('notice-over');
    life.take('END', {}, { id: 'b', today: '2026-08-18' });
    expect(life.state).toBe('B_ENDED');
    expect(life.documents).toEqual(['D32', 'D33', 'D33']);
    expect(life.facts).toMatchObject({ endGround: 'employed', schedule: [{ until: '2026-08' }] });
  });
});

describe('the decision that a benefit rests on', () => {
  test('nothing is decided while the determination is not, or no longer, positive', () => {
    for (const decision of [null, { outcome: 'no' }]) {
      const parts = PARTS.map((part) => (part.id === DETERMINATION ? { ...part, facts: { decision } } : part));
      const life = new Life(RECORDS, parts);
      life.take('TRIGGER', { cause: 'assessment', sourcePartId: TENTH, on: '2026-08-01' }, { role: 'system' });
      life.take('CHECKED', { agreed: true }, { id: 'a' });
      expect(life.refusal('DECIDE', {}, { id: 'b' })).toBe('determination-stands');
    }
  });
});

describe('the bank hears of every change of a monthly benefit', () => {
  const PENSION = { item: 'disability_pension', amount: '2312.40', from: '2026-09', until: null };
  const suspended = () => {
    const life = new Life().decided(FOURTH).paid();
    expect(life.told).toEqual([[PENSION]]);
    life.take('SUSPEND_NOTICE', { ground: 'not-eligible', days: 15 }, { id: 'a', today: '2026-08-02' });
    return life.take('SUSPEND', { reason: '…' }, { id: 'b', today: '2026-10-18' });
  };

  test('suspended and resumed: the months between are not paid', () => {
    const life = suspended();
    expect(life.told.at(-1)).toEqual([{ ...PENSION, until: '2026-10' }]);
    life.take('RESUME', { on: '2027-02-01', reason: '恢复条件' }, { id: 'a', today: '2027-02-01' });
    expect(life.told.at(-1)).toEqual([
      { ...PENSION, until: '2026-10' },
      { ...PENSION, from: '2027-02' },
    ]);
  });

  test('adjusted, and ended', () => {
    const life = new Life().decided(FOURTH).paid();
    const data = { notice: '通知', from: '2027-01', items: [{ item: 'disability_pension', amount: '2500.00' }] };
    life.take('ADJUST', data, { id: 'a' }).take('ADJUSTED', {}, { id: 'b' });
    expect(life.told.at(-1)).toEqual([
      { ...PENSION, until: '2026-12' },
      { ...PENSION, amount: '2500.00', from: '2027-01' },
    ]);
    life.take('END_PROPOSE', { on: TODAY, ground: 'died' }, { id: 'a' }).take('END', {}, { id: 'b' });
    expect(life.told).toHaveLength(3);
    expect(life.told.at(-1)?.filter(({ until }) => until === null)).toEqual([]);
  });

  test('lowered, and revoked', () => {
    const parts = [...PARTS];
    const life = new Life(RECORDS, parts).decided(FOURTH).paid();
    parts[2] = { ...ASSESSMENT(5), id: FOURTH ?? '' };
    life.take('REVISED', { on: TODAY, revoked: false }, { role: 'system' });
    life.take('DATA', { given: { can_arrange_work: true } }, { id: 'c' });
    life.take('CHECKED', { agreed: true }, { id: 'a' }).take('DECIDE', {}, { id: 'b' });
    expect(life.state).toBe('B_RECOVER');
    expect(life.told.at(-1)).toEqual([]);
    const other = new Life().decided(FOURTH).paid();
    other.take('REVISED', { on: TODAY, revoked: true }, { role: 'system', today: '2026-12-18' });
    expect(other.told.at(-1)).toEqual([{ ...PENSION, until: '2026-12' }]);
  });
});

describe('what the papers promise', () => {
  test('the decision names the account’s last digits and the last working day of the limit to pay', () => {
    // 20 working days from Sunday 2 August 2026.
    const { fields } = new Life().decided().papers.find(({ kind }) => kind === 'D33') ?? {};
    expect(fields).toMatchObject({ account: '尾号1234的收款账户', payBy: '2026-08-28' });
  });

  test('the proof of eligibility holds for twelve months, and only for the year it is of', () => {
    const life = new Life().decided(FOURTH).paid();
    const today = '2026-11-21';
    expect(life.refusal('ELIGIBLE', { year: 2200, method: 'visit' }, { today })).toBe('year-of-today');
    life.take('ELIGIBLE', { year: 2026, method: 'visit' }, { today });
    expect(life.papers.at(-1)).toMatchObject({ kind: 'D36', fields: { validUntil: '2027-11-21' } });
  });
});

describe('a death', () => {
  test('the share of a child ends with the month of its majority; of people of unknown age nothing is computed', () => {
    const died = { ...RECORDS, deathDate: '2026-07-11', dependantEnds: [null, '2033-01'] };
    const trigger = { cause: 'death', sourcePartId: DETERMINATION, on: '2026-07-24' };
    const life = new Life(died).take('TRIGGER', trigger, { role: 'system' });
    life.take('CHECKED', { agreed: true }, { id: 'a' }).take('DECIDE', {}, { id: 'b' });
    expect(life.facts.schedule).toMatchObject([
      { amount: '2158.24', from: '2026-08', until: '2033-01' },
      { amount: '1233.28', from: '2033-02', until: null },
    ]);
    const unknown = new Life({ ...died, dependantsUnknown: 1 }).take('TRIGGER', trigger, { role: 'system' });
    expect(unknown.facts.missing).toMatchObject([{ input: 'dependants' }]);
  });

  test('without a day of death in the file nothing is computed: the day of the decision is not taken for it', () => {
    const life = new Life();
    life.take('TRIGGER', { cause: 'death', sourcePartId: DETERMINATION, on: '2026-07-24' }, { role: 'system' });
    expect(life.state).toBe('B_DATA');
    expect(life.facts.missing).toMatchObject([{ input: 'death_date' }]);
  });
});

describe('when something changes', () => {
  test('a returned payment waits for a new account and is paid again in full', () => {
    const life = new Life().decided().take('PAY', { batch: '1' });
    life.take('RETURNED', { on: TODAY, reason: 'account-closed' }, { role: 'system' });
    expect(life.state).toBe('B_RETURNED');
    life.take('RESUBMIT', { account: '6217000000001234' }, { role: 'applicant' }).paid();
    expect(life.facts.paidOnce).toBe('21582.40');
  });

  test('a payment cannot be dated before the decision or tomorrow', () => {
    const life = new Life().decided().take('PAY', { batch: '1' });
    expect(life.refusal('PAID', { on: '2026-08-01', receipt: 'R' })).toBe('paid-before-decision');
    expect(life.refusal('PAID', { on: '2026-08-03', receipt: 'R' })).toBe('date-in-future');
  });

  test('without an account nothing is ordered', () => {
    const life = new Life({ ...RECORDS, accountKnown: false }).decided();
    expect(life.refusal('PAY', { batch: '1' })).toBe('account-known');
  });

  test('a higher grade later pays the difference, a lower one asks it back', () => {
    const parts = [...PARTS];
    const raised = new Life(RECORDS, parts).decided().paid();
    parts[1] = { ...ASSESSMENT(9), id: TENTH ?? '' };
    raised.take('REVISED', { on: TODAY, revoked: false }, { role: 'system' });
    raised.take('CHECKED', { agreed: true }, { id: 'a' }).take('DECIDE', {}, { id: 'b' }).take('PAY', { batch: '2' });
    expect(raised.facts.ordered).toBe('6166.40');
    raised.take('PAID', { on: TODAY, receipt: 'R2' }, { role: 'system' });
    parts[1] = { ...ASSESSMENT(10), id: TENTH ?? '' };
    raised.take('REVISED', { on: TODAY, revoked: false }, { role: 'system' });
    raised.take('CHECKED', { agreed: true }, { id: 'a' }).take('DECIDE', {}, { id: 'b' });
    expect(raised.state).toBe('B_RECOVER');
    expect(raised.facts.toRecover).toBe('6166.40');
    raised.take('RECOVERED', { on: TODAY, receipt: 'R3' });
    expect(raised.facts.paidOnce).toBe('21582.40');
  });

  test('a change while the bank pays waits for the bank', () => {
    const life = new Life().decided().take('PAY', { batch: '1' });
    life.take('REVISED', { on: TODAY, revoked: true }, { role: 'system' });
    expect(life.state).toBe('B_PAYING');
    life.take('PAID', { on: TODAY, receipt: 'R' }, { role: 'system' });
    expect(life.state).toBe('B_RECOVER');
    expect(life.facts.toRecover).toBe('21582.40');
  });

  test('subsidies on leaving are added to what was paid', () => {
    const life = new Life().decided().paid();
    life.take('DATA', { given: { termination: { date: '2026-08-01', reason: 'expiry' }, years_to_retirement: 20 } });
    expect(life.facts.items.map(({ item }) => item)).toContain('medical_subsidy');
    life.take('CHECKED', { agreed: true }, { id: 'c' }).take('DECIDE', {}, { id: 'b' }).take('PAY', { batch: '2' });
    expect(life.facts.ordered).toBe('12000.00');
  });

  test('a suspicion stops nothing; stopping needs notice, time and a second person', () => {
    const life = new Life().decided(FOURTH).paid();
    life.take('SUSPICION', { code: 'employed' }, { role: 'system' });
    expect(life.state).toBe('B_PAID');
    expect(life.refusal('SUSPEND', { reason: '…' })).toBe('notice-over');
    life.take('SUSPEND_NOTICE', { ground: 'not-eligible', days: 15 }, { id: 'a' });
    expect(life.refusal('SUSPEND', { reason: '…' }, { id: 'b', today: '2026-08-17' })).toBe('notice-over');
    expect(life.refusal('SUSPEND', { reason: '…' }, { id: 'a', today: '2026-08-18' })).toBe('two-people');
    life.take('SUSPEND', { reason: '…' }, { id: 'b', today: '2026-08-18' });
    expect(life.state).toBe('B_SUSPENDED');
  });

  test('an adjustment ends the old row the month before and is confirmed by another', () => {
    const life = new Life().decided(FOURTH).paid();
    const data = { notice: '通知', from: '2027-01', items: [{ item: 'disability_pension', amount: '2500.00' }] };
    life.take('ADJUST', data, { id: 'a' });
    expect(life.refusal('ADJUSTED', {}, { id: 'a' })).toBe('two-people');
    life.take('ADJUSTED', {}, { id: 'b' });
    expect(life.facts.schedule).toMatchObject([
      { from: '2026-09', until: '2026-12' },
      { from: '2027-01', until: null, amount: '2500.00' },
    ]);
  });
});
