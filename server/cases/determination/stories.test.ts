/** What the law asks of a determination, told as stories. */
import { unwrap } from '@anban/foundation/result';
import { describe, expect, it } from 'vitest';
import type { PartView } from '../model.ts';
import { endOf, type Line, play, type Stage } from '../play.ts';
import { WALKED_PART } from '../walk.ts';
import { Facts } from './facts.ts';
import { determination } from './machine.ts';
import {
  ACCEPTED,
  APPLIED,
  application,
  DECIDED,
  FILE,
  FROM,
  fetched,
  line,
  no,
  SIMPLE,
  samples,
  served,
  yes,
} from './samples.ts';

const stage: Stage = { machine: determination, from: FROM };
const tell = (...script: Line[]) => unwrap(play(stage, script));
const end = (...script: Line[]) => endOf(play(stage, script));
const endIn = (province: string, ...script: Line[]) => endOf(play({ ...stage, province }, script));
const factsOf = (...script: Line[]) => Facts.parse(tell(...script).facts);
const timersOf = (...script: Line[]) =>
  (tell(...script).effects.timers ?? []).map((order) => `${order.do} ${order.timer}`);
const raisedBy = (on: Stage, ...script: Line[]) => unwrap(play(on, script)).effects.raise ?? [];

const DELIVERED = [...DECIDED, served('person', '2026-07-25'), served('employer', '2026-07-27')];
const simple = (more = {}): Line[] => [
  line('START_DRAFT', 'applicant'),
  line('EMPLOYER_CONFIRM', 'employer'),
  line('SUBMIT', 'applicant', application({ simple: { ...SIMPLE, ...more } }), { on: '2026-07-24' }),
];
const startedBy = (relation: string) => line('START_DRAFT', 'applicant', { relation, injuryOn: FROM });

describe('dates', () => {
  it('takes no injury in the future', () => {
    expect(end(line('LEAD', 'employer', { injuryOn: '2026-07-12' }))).toBe('injuryNotInFuture');
    expect(end(line('START_DRAFT', 'applicant', { relation: 'self', injuryOn: '2026-07-12' }))).toBe(
      'injuryNotInFuture',
    );
  });

  it('takes no acceptance before the application or in the future, and no decision before the acceptance', () => {
    expect(end(...APPLIED, line('ACCEPT', 'officer', { on: '2026-07-23' }))).toBe('acceptedAfterApplication');
    expect(end(...APPLIED, line('ACCEPT', 'officer', { on: '2026-07-25' }))).toBe('notInFuture');
    const decided = line('DECIDE_YES', 'chief', { on: '2026-07-23' });
    expect(end(...ACCEPTED, line('PROPOSE', 'officer', yes()), decided)).toBe('decidedAfterAcceptance');
  });

  it('refuses what comes after a year, but not where the time is excluded', () => {
    const late = [line('START_DRAFT', 'applicant'), line('SUBMIT', 'applicant', application(), { on: '2027-07-20' })];
    const excluded = [{ from: '2026-08-01', to: '2026-09-01', cause: 'detention' }];
    expect(end(...late, line('ACCEPT', 'officer', {}))).toBe('appliedInTime');
    expect(end(...late, line('LATE', 'officer', {}))).toBe('REFUSED');
    expect(end(...late, line('ACCEPT', 'officer', { excluded }))).toBe('ACCEPTED');
    expect(end(...late, line('LATE', 'officer', { excluded }))).toBe('appliedTooLate');
    const before = [{ from: '2026-01-01', to: '2026-02-01', cause: 'detention' }];
    expect(end(...late, line('ACCEPT', 'officer', { excluded: before }))).toBe('excludedTime');
  });

  it('notes an employer who was late, on application and when the 30 days end, unless they were extended', () => {
    const apply = (on: string) => line('SUBMIT', 'applicant', application(), { on });
    // 30 days from 11 July end on 10 August, a Monday.
    expect(factsOf(startedBy('self'), apply('2026-08-10')).lateEmployer).toBe(false);
    expect(factsOf(startedBy('self'), apply('2026-08-11')).lateEmployer).toBe(true);
    expect(factsOf(line('LEAD', 'employer'), line('EMPLOYER_LATE', 'system')).lateEmployer).toBe(true);
    const extended = [
      line('LEAD', 'employer'),
      line('EXTEND_EMPLOYER', 'chief'),
      startedBy('self'),
      apply('2026-08-11'),
    ];
    expect(factsOf(...extended).lateEmployer).toBe(false);
  });
});

describe('application', () => {
  it('names everything that is missing at once', () => {
    const answer = play(stage, [
      line('START_DRAFT', 'applicant'),
      line('SUBMIT', 'applicant', application({ held: [] })),
    ]);
    expect(answer.ok ? '' : answer.fault.hint).toBe('missing: M02, M04, M05, M11');
  });

  it('takes no commitment without its words, and none for a diagnosis', () => {
    const held = (id: string) => [...application().held.filter((item) => item.id !== id), { id, how: 'committed' }];
    const submit = (id: string, commitments: unknown[]) =>
      end(line('START_DRAFT', 'applicant'), line('SUBMIT', 'applicant', application({ held: held(id), commitments })));
    expect(submit('M04', [])).toBe('commitmentsStand');
    expect(submit('M04', [{ id: 'M04', name: '劳动关系证明', fact: '在该单位工作' }])).toBe('SUBMITTED');
    expect(submit('M05', [{ id: 'M05', name: '诊断证明', fact: '骨折' }])).toBe('materialsComplete');
  });

  it('takes nobody’s word for what a share would answer, but a clerk’s', () => {
    const obtained = application({ held: ['M02', 'M04', 'M05', 'M11'].map((id) => ({ id, how: 'obtained' })) });
    const submitBy = (by: 'applicant' | 'clerk', ...before: Line[]) =>
      end(line('START_DRAFT', 'applicant'), ...before, line('SUBMIT', by, obtained));
    expect(submitBy('applicant')).toBe('obtainedByShares');
    expect(
      submitBy('applicant', ...fetched('M02', 'M04', 'M05', 'M11').map((one) => ({ ...one, by: 'clerk' as const }))),
    ).toBe('SUBMITTED');
    expect(submitBy('clerk')).toBe('SUBMITTED');
  });

  it('stops the 30 days to check commitments with the last of them', () => {
    const promised = ['M04', 'M11'];
    const held = application().held.map(({ id, how }) => ({ id, how: promised.includes(id) ? 'committed' : how }));
    const commitments = promised.map((id) => ({ id, name: id, fact: '属实' }));
    const submitted = [line('START_DRAFT', 'applicant'), line('SUBMIT', 'clerk', application({ held, commitments }))];
    const checked = (item: string, kept = true) => line('COMMITMENT_CHECKED', 'officer', { item, kept });
    expect(timersOf(...submitted, checked('M11'))).toEqual([]);
    expect(timersOf(...submitted, checked('M11'), checked('M11'))).toEqual([]);
    expect(timersOf(...submitted, checked('M11'), checked('M04', false))).toEqual(['stop COMMIT30']);
  });

  it('stops the limits to apply when a draft is withdrawn', () => {
    expect(timersOf(line('START_DRAFT', 'applicant'), line('WITHDRAW', 'applicant'))).toEqual([
      'stop EMP30',
      'stop WRK1Y',
    ]);
  });

  it('asks for more once by the officer, and again only by the chief', () => {
    const again = [...APPLIED, line('NEED_MORE', 'officer'), line('SUPPLEMENTED', 'applicant')];
    expect(end(...again, line('NEED_MORE', 'officer'))).toBe('firstNotice');
    expect(end(...again, line('NEED_MORE', 'chief'))).toBe('SUPPLEMENT');
    expect(end(...APPLIED, line('NEED_MORE', 'chief'))).toBe('secondNotice');
    const half = line('SUPPLEMENTED', 'applicant', { held: [{ id: 'M99', how: 'uploaded' }], channel: '窗口' });
    expect(end(...APPLIED, line('NEED_MORE', 'officer'), half)).toBe('allSupplemented');
    expect(timersOf(...again)).toEqual(['stop SUP', 'stop WRK1Y', 'start ACC15b']);
  });

  it('counts the period to supplement from the day on which the notice was received', () => {
    const notice = [...APPLIED, line('NEED_MORE', 'officer', { items: [{ name: '诊断证明' }], days: 10 })];
    const { effects } = tell(...notice, served('person', '2026-07-28', 'NEED_MORE'));
    expect(timersOf(...notice)).toEqual(['stop ACC15', 'stop ACC15b']);
    expect(effects.timers).toEqual([{ do: 'start', timer: 'SUP', on: '2026-07-28', limitDays: 10 }]);
  });

  it('refuses what was not supplemented in Zhejiang, and keeps it open elsewhere', () => {
    const lapsed = [...APPLIED, line('NEED_MORE', 'officer'), line('SUP_LAPSED', 'system', { on: '2026-08-10' })];
    expect(endIn('浙江', ...lapsed)).toBe('REFUSED');
    expect(endIn('山东', ...lapsed)).toBe('SUPPLEMENT');
    expect(tell(...lapsed).effects.timers).toEqual([{ do: 'start', timer: 'WRK1Y', on: FROM }]);
  });

  it('is withdrawn only by whoever applied, and by an employer only with the worker', () => {
    expect(end(...ACCEPTED, line('WITHDRAW', 'employer'))).toBe('ownApplication');
    const { held } = application();
    const byEmployer = [
      startedBy('employer'),
      line(
        'SUBMIT',
        'employer',
        application({ held: [...held, { id: 'M09', how: 'uploaded' }, { id: 'M03', how: 'uploaded' }] }),
      ),
    ];
    const asked = tell(...byEmployer, line('NEED_MORE', 'officer')).effects.documents ?? [];
    expect(asked.map(({ kind, recipients }) => [kind, recipients])).toEqual([['D06', ['employer']]]);
    const refused = tell(...byEmployer, line('NOT_OURS', 'officer')).effects.documents ?? [];
    expect(refused.map(({ kind, recipients }) => [kind, recipients])).toEqual([['D08', ['person', 'employer']]]);
    expect(end(...byEmployer, line('WITHDRAW', 'applicant'))).toBe('ownApplication');
    expect(end(...byEmployer, line('WITHDRAW', 'employer', { reason: '私了' }))).toBe('workerAgrees');
    expect(end(...byEmployer, line('WITHDRAW', 'employer'))).toBe('WITHDRAWN');
  });
});

describe('the simple procedure', () => {
  it('prepares assessment and benefit with the one form, and accepts without anybody asking', () => {
    expect(raisedBy(stage, ...simple())).toEqual([
      { to: 'part', partId: WALKED_PART, event: 'SIMPLE_CHECKED', data: {} },
    ]);
    expect(raisedBy(stage, ...simple(), line('SIMPLE_CHECKED', 'system'))).toEqual([
      { to: 'new', kind: 'assessment', event: 'DRAFT', data: { determinationPartId: WALKED_PART } },
      { to: 'new', kind: 'benefit', event: 'DRAFT', data: { sourcePartId: WALKED_PART } },
      { to: 'part', partId: WALKED_PART, event: 'ACCEPT', data: { clear: true } },
    ]);
    const accepted = [...simple(), line('ACCEPT', 'system', { clear: true })];
    expect(timersOf(...accepted)).toEqual(['stop ACC15', 'stop ACC15b', 'start DEC60', 'start DEC15', 'start SIMPLE5']);
  });

  it('takes no worker’s word for the employer, but the employer’s own and a clerk’s', () => {
    const asked = (by: 'applicant' | 'employer' | 'clerk') =>
      factsOf(line('START_DRAFT', 'applicant'), line('SUBMIT', by, application({ simple: SIMPLE }))).simpleBroken;
    expect(asked('applicant')).toEqual(['employer-agrees']);
    expect(asked('employer')).toEqual([]);
    expect(asked('clerk')).toEqual([]);
    expect(factsOf(...simple({ employerAgrees: false })).simple).toBe(true);
    const [draft, confirmed, submitted] = simple();
    if (draft === undefined || confirmed === undefined || submitted === undefined) throw new Error('three lines');
    // Told otherwise afterwards: the employer agreed to something else.
    expect(factsOf(draft, confirmed, line('AMEND', 'applicant'), submitted).simpleBroken).toEqual(['employer-agrees']);
    expect(factsOf(draft, confirmed, line('AMEND', 'clerk'), submitted).simple).toBe(true);
  });

  it('is not for a case with a doubt, and the system accepts no ordinary one', () => {
    const doubts = [{ name: 'duplicate', reason: '同一人同一天已有申请' }];
    expect(factsOf(...simple({ doubts }))).toMatchObject({ simple: false, doubt: true, simpleBroken: ['no-doubt'] });
    expect(raisedBy(stage, ...simple({ doubts }))).toEqual([]);
    expect(end(...simple({ doubts }), line('ACCEPT', 'system', {}))).toBe('isSimple');
  });

  it('falls out to the ordinary one with the limits that run, and without the proposal', () => {
    const accepted = [...simple(), line('ACCEPT', 'system', { clear: true })];
    expect(end(...accepted, line('ASK_EMPLOYER', 'officer'))).toBe('notSimple');
    const out = [...accepted, line('PROPOSE', 'officer', yes()), line('SIMPLE_BROKEN', 'officer')];
    expect(tell(...out)).toMatchObject({ to: 'ACCEPTED', facts: { simple: false, clear: true, proposal: null } });
    expect(timersOf(...out)).toEqual(['stop SIMPLE5']);
    expect(end(...accepted, line('UNCLEAR', 'officer'))).toBe('notSimple');
    expect(timersOf(...out, line('UNCLEAR', 'officer'))).toEqual(['stop DEC15']);
  });
});

describe('investigation', () => {
  it('is by two different officers', () => {
    const officers = (...ids: string[]) => line('INVESTIGATE', 'officer', { officers: ids, noInterest: true });
    expect(end(...ACCEPTED, officers('a', 'a'))).toBe('twoOfficers');
    expect(end(...ACCEPTED, officers('a', 'b'))).toBe('oneOfThem');
    expect(end(...ACCEPTED, { ...officers('a', 'b'), by: 'chief' })).toBe('INVESTIGATE');
    expect(end(...ACCEPTED, officers('officer-1', 'b'))).toBe('INVESTIGATE');
    const record = line('RECORD', 'officer');
    expect(end(...ACCEPTED, officers('officer-1', 'b'), record)).toBe('recordedByThem');
    expect(end(...ACCEPTED, officers('officer-1', 'officer-2'), { ...record, id: 'officer-3' })).toBe('recordedByThem');
    expect(end(...ACCEPTED, officers('officer-1', 'officer-2'), record)).toBe('INVESTIGATE');
  });

  it('is not made of an occupational disease with a certificate, not even after evidence', () => {
    const held = ['M02', 'M04', 'M15'].map((id) => ({ id, how: 'uploaded' }));
    const disease = [
      line('START_DRAFT', 'applicant'),
      line('SUBMIT', 'applicant', application({ scenario: 'G14_4', held })),
      line('ACCEPT', 'officer', {}),
    ];
    expect(end(...disease, line('INVESTIGATE', 'officer'))).toBe('investigable');
    expect(end(...disease, line('ASK_EMPLOYER', 'officer'), line('EVID_LAPSED', 'system'))).toBe('ACCEPTED');
    expect(end(...ACCEPTED, line('ASK_EMPLOYER', 'officer'), line('EVID_LAPSED', 'system'))).toBe('INVESTIGATE');
  });

  it('resumes where it was suspended, with the clock stopped meanwhile', () => {
    const suspended = [...ACCEPTED, line('INVESTIGATE', 'officer'), line('SUSPEND', 'officer')];
    expect(timersOf(...suspended)).toEqual([
      'pause DEC60',
      'pause DEC15',
      'pause SIMPLE5',
      'pause EVID',
      'start SUSPEND',
    ]);
    expect(end(...suspended, line('RESUME', 'officer'))).toBe('INVESTIGATE');
    expect(end(...suspended, line('PROPOSE', 'officer', yes()))).toBe('illegal-step');
  });
});

describe('the decision', () => {
  const propose = (data: unknown) =>
    end(...ACCEPTED, ...fetched('M17', 'M20', 'M25'), line('PROPOSE', 'officer', data));

  it('is not dated before the proposal', () => {
    const late = [...ACCEPTED, line('PROPOSE', 'officer', yes(), { on: '2026-08-10' })];
    expect(end(...late, line('DECIDE_YES', 'chief', { on: '2026-08-09' }))).toBe('decidedAfterProposal');
    expect(end(...late, line('DECIDE_YES', 'chief', { on: '2026-08-10' }))).toBe('DECIDED_YES');
  });

  it('rests on evidence that is there, and on the instrument that its scenario needs', () => {
    expect(propose(yes({ evidence: ['ZZZ'] }))).toBe('evidenceHeld');
    const commuting = (...evidence: string[]) => {
      const elements = ['purpose', 'reasonable-time', 'reasonable-route', 'traffic-accident', 'not-mainly-own-fault'];
      return propose(yes({ scenario: 'G14_6', elements, ownFault: 'minor', evidence }));
    };
    expect([commuting('M05'), commuting('M05', 'M17')]).toEqual(['instrumentHeld', 'PROPOSED']);
    expect(propose(yes({ scenario: 'G14_4', elements: ['diagnosis'], evidence: ['M05'] }))).not.toBe('PROPOSED');
  });

  it('is of a death when the scenario or the file as amended says so', () => {
    const sudden = yes({
      ...{ scenario: 'G15_1', elements: ['time', 'post', 'sudden-illness', 'death-48h'], evidence: ['M20', 'M25'] },
      rescue: { firstDiagnosedAt: '2026-07-11T00:00:00Z', diedAt: '2026-07-12T00:00:00Z' },
    });
    const proposed = tell(...ACCEPTED, ...fetched('M20', 'M25'), line('PROPOSE', 'officer', sudden));
    expect(proposed).toMatchObject({ facts: { death: true }, effects: { hook: 'death-in-file' } });
    const amended = line('AMEND', 'officer', { file: { ...FILE, death: { day: FROM } }, reason: '因伤死亡' });
    expect(factsOf(...ACCEPTED, amended).death).toBe(true);
  });

  it('is signed by somebody other than the proposer, and as proposed', () => {
    const proposed = (data: unknown, by: string) => [...ACCEPTED, line('PROPOSE', 'officer', data, { id: by })];
    expect(end(...proposed(yes(), 'same'), line('DECIDE_YES', 'chief', {}, { id: 'same' }))).toBe('twoPeople');
    expect(end(...proposed(no(), 'a'), line('DECIDE_YES', 'chief', {}))).toBe('proposedYes');
    expect(end(...proposed(yes(), 'a'), line('DECIDE_NO', 'chief', {}))).toBe('proposedNo');
  });

  it('needs every element ticked for yes, and one left for no', () => {
    expect(propose(yes({ elements: ['time', 'place'] }))).toBe('elementsTicked');
    expect(propose(no({ elements: ['time', 'place', 'cause', 'accident'] }))).toBe('elementMissing');
  });

  it('excludes nobody on a declaration, nor without causality; a missing contract is no ground', () => {
    const instrument = { body: '公安机关', number: '1', on: FROM };
    const excluded = (exclusion: unknown) => propose(no({ ground: 'exclusion', exclusion }));
    expect(excluded({ code: 'X16_2', caused: true })).toBe('exclusionInstrument');
    expect(excluded({ code: 'X16_2', caused: false, instrument })).toBe('exclusionCausality');
    expect(excluded({ code: 'X16_2', caused: true, instrument })).toBe('PROPOSED');
    expect(propose(no({ ground: 'no-employment' }))).toBe('employmentDenied');
  });

  it('counts no main fault on the way to work, and 48 hours from the first diagnosis', () => {
    const elements = ['purpose', 'reasonable-time', 'reasonable-route', 'traffic-accident', 'not-mainly-own-fault'];
    const commuting = (ownFault?: string) =>
      propose(yes({ scenario: 'G14_6', elements, evidence: ['M17'], ...(ownFault ? { ownFault } : {}) }));
    expect([commuting('equal'), commuting('main'), commuting()]).toEqual(['PROPOSED', 'notMainFault', 'notMainFault']);
    const illness = (diedAt: string) =>
      propose(
        yes({
          scenario: 'G15_1',
          elements: ['time', 'post', 'sudden-illness', 'death-48h'],
          evidence: ['M20', 'M25'],
          rescue: { firstDiagnosedAt: '2026-07-11T00:00:00Z', diedAt },
        }),
      );
    expect(illness('2026-07-13T00:00:00Z')).toBe('PROPOSED');
    expect(illness('2026-07-13T00:00:01Z')).toBe('within48Hours');
    expect(illness('2026-07-10T23:00:00Z')).toBe('within48Hours');
  });

  it('begins assessment and benefit, going on with drafts that are there', () => {
    const data = { determinationPartId: WALKED_PART, decidedOn: '2026-07-24' };
    const trigger = { cause: 'determination', sourcePartId: WALKED_PART, on: '2026-07-24' };
    expect(raisedBy(stage, ...DECIDED)).toEqual([
      { to: 'new', kind: 'assessment', event: 'AUTO_DRAFT', data },
      { to: 'new', kind: 'benefit', event: 'TRIGGER', data: trigger },
    ]);
    const part = (kind: PartView['kind'], state: string): PartView => ({
      id: kind,
      kind,
      state,
      version: 1,
      facts: {},
    });
    const drafts = { ...stage, parts: [part('assessment', 'L_DRAFT'), part('benefit', 'B_DRAFT')] };
    expect(raisedBy(drafts, ...DECIDED)).toEqual([
      { to: 'part', partId: 'assessment', event: 'AUTO_DRAFT', data },
      { to: 'part', partId: 'benefit', event: 'TRIGGER', data: trigger },
    ]);
    const further = { ...stage, parts: [part('assessment', 'L_QUEUED'), part('benefit', 'B_CHECK')] };
    expect(raisedBy(further, ...DECIDED)).toEqual([]);
    const over = { ...stage, parts: [part('assessment', 'L_DISCARDED'), part('benefit', 'B_ENDED')] };
    expect(raisedBy(over, ...DECIDED)).toMatchObject([{ to: 'new' }, { to: 'new' }]);
    const refused = [...ACCEPTED, line('PROPOSE', 'officer', no()), line('DECIDE_NO', 'chief', {})];
    expect(raisedBy(drafts, ...refused)).toEqual([
      { to: 'part', partId: 'assessment', event: 'DISCARD', data: {} },
      { to: 'part', partId: 'benefit', event: 'REVISED', data: { on: '2026-07-24', revoked: true } },
    ]);
  });

  it.each([
    ['L_DRAFT', 'DISCARD'],
    ['L_SCHEDULED', 'ENDED_WITH_DETERMINATION'],
    ['L_DELIVERED', 'ENDED_WITH_DETERMINATION'],
  ])('corrected to no, ends an assessment in %s', (state, event) => {
    const id = '018f0000-0000-7000-8000-00000000bbbb';
    const parts: PartView[] = [{ id, kind: 'assessment', state, version: 1, facts: {} }];
    const corrected = line('CORRECT', 'chief', samples.CORRECT?.[1]?.({ state: '', facts: {}, today: FROM }), {
      id: 'chief-2',
    });
    expect(raisedBy({ ...stage, parts }, ...DELIVERED, corrected)).toEqual([
      { to: 'part', partId: id, event, data: {} },
    ]);
  });

  it('brings a death to the benefit of survivors and assesses nobody', () => {
    const held = [...application().held, ...['M20', 'M21'].map((id) => ({ id, how: 'uploaded' }))];
    const dead = [
      startedBy('relative'),
      line('SUBMIT', 'applicant', application({ death: true, held: [...held, { id: 'M03', how: 'uploaded' }] })),
      ...DECIDED.slice(APPLIED.length),
    ];
    const data = { cause: 'death', sourcePartId: WALKED_PART, on: FROM };
    expect(raisedBy(stage, ...dead)).toEqual([{ to: 'new', kind: 'benefit', event: 'TRIGGER', data }]);
  });
});

describe('after the decision', () => {
  it('is delivered when worker and employer have it; remedies run from the later day', () => {
    expect(end(...DECIDED, served('person', '2026-07-25'), served('agency', '2026-07-25'))).toBe('DECIDED_YES');
    const { to, effects } = tell(...DELIVERED);
    expect(to).toBe('DELIVERED');
    expect(effects.timers).toEqual([
      { do: 'stop', timer: 'DLV20' },
      { do: 'start', timer: 'REV60', on: '2026-07-27' },
      { do: 'start', timer: 'SUE6M', on: '2026-07-27' },
    ]);
  });

  it('can be disputed inside the limits, and is closed only after them', () => {
    const dispute = (kind: string, on: string) => end(...DELIVERED, line('DISPUTE', 'applicant', { kind, on }, { on }));
    // 60 days from 27 July end on 25 September, a holiday until the 27th; 28 September is a Monday.
    expect([dispute('reconsideration', '2026-09-28'), dispute('reconsideration', '2026-09-29')]).toEqual([
      'DISPUTED',
      'withinRemedy',
    ]);
    expect(dispute('suit', '2026-09-29')).toBe('DISPUTED');
    expect(end(...DELIVERED, line('CLOSE', 'system', {}, { on: '2027-01-27' }))).toBe('remediesOver');
    expect(end(...DELIVERED, line('CLOSE', 'system', {}, { on: '2027-01-28' }))).toBe('CLOSED');
  });

  it('can be sued about for 15 days after it was upheld, and is closed only then', () => {
    const suit = line('DISPUTE', 'applicant', { kind: 'reconsideration', on: '2026-08-01' }, { on: '2026-08-01' });
    const instrument = { body: '测试市人民政府', number: '1', on: '2027-03-01' };
    const upheld = [...DELIVERED, suit, line('UPHELD', 'officer', { instrument }, { on: '2027-03-01' })];
    expect(tell(...upheld).effects.timers).toEqual([{ do: 'start', timer: 'SUE15', on: '2027-03-01' }]);
    const dispute = (kind: string, on: string) => end(...upheld, line('DISPUTE', 'applicant', { kind, on }, { on }));
    expect(dispute('suit', '2027-03-06')).toBe('DISPUTED');
    expect([dispute('suit', '2027-03-17'), dispute('reconsideration', '2027-03-06')]).toEqual([
      'withinRemedy',
      'withinRemedy',
    ]);
    const close = (on: string) => end(...upheld, line('CLOSE', 'system', {}, { on }));
    expect([close('2027-03-06'), close('2027-03-17')]).toEqual(['remediesOver', 'CLOSED']);
  });

  it('is corrected by another chief as a new version that is served anew', () => {
    const correct = (id: string) => line('CORRECT', 'chief', undefined, { id });
    expect(end(...DELIVERED, correct('chief-1'))).toBe('chiefDiffers');
    const corrected = [...DELIVERED, correct('chief-2')];
    expect(factsOf(...corrected)).toMatchObject({ decision: { version: 2 }, served: { person: null, employer: null } });
    // The old decision's proof of service, late, is not the new one's.
    expect(end(...corrected, served('person', '2026-07-28'), served('employer', '2026-07-28'))).toBe('DECIDED_YES');
    const anew = (recipient: string) => served(recipient, '2026-07-29', 'CORRECT');
    expect(end(...corrected, anew('person'), anew('employer'))).toBe('DELIVERED');
  });

  it('is not delivered by the service of the papers of a decision that was revoked', () => {
    const first = factsOf(...DECIDED).decision?.eventId ?? '';
    const revoked = line('DISPUTE', 'applicant', { kind: 'suit', on: '2026-08-01' }, { on: '2026-08-01' });
    const again = [...DELIVERED, revoked, line('REDO', 'chief'), ...DECIDED.slice(ACCEPTED.length)];
    const old = (recipient: string) =>
      line('SERVED', 'system', { recipient, event: 'DECIDE_YES', eventId: first, on: '2026-08-01' });
    expect(end(...again, old('person'), old('employer'))).toBe('DECIDED_YES');
    expect(end(...again, served('person', '2026-08-02'), served('employer', '2026-08-02'))).toBe('DELIVERED');
  });

  it('is decided again when a court revokes it, with 60 days from then', () => {
    const suit = line('DISPUTE', 'applicant', { kind: 'suit', on: '2026-08-01' }, { on: '2026-08-01' });
    const again = tell(...DELIVERED, suit, line('REDO', 'chief', undefined, { on: '2026-12-01' }));
    expect(again).toMatchObject({ to: 'ACCEPTED', facts: { limitFrom: '2026-12-01', proposal: null } });
  });
});
