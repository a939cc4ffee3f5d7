/** From the first report to the application (domain 6.1: LEAD, DRAFT). */
import type { z } from 'zod';
import { MATERIAL_TABLE } from '../../rules/materials/table.ts';
import { scenarioOf } from '../../rules/scenarios/catalogue.ts';
import type { CaseFile } from '../model.ts';
import { type Raise, stepMaker, type TimerOrder } from '../step.ts';
import { applyBy, employerDue, known, lastDay } from './dates.ts';
import { events } from './events.ts';
import type { Facts } from './facts.ts';
import { type Input, injuryNotInFuture } from './guards.ts';
import {
  commitmentsStand,
  heldAfter,
  listFor,
  materialsComplete,
  obtainedByShares,
  submittedHoldings,
} from './guards-application.ts';
import { applicantOf, COMPLAINT, CONTACT, itemsOf, moment, paper } from './papers.ts';
import { brokenGuards } from './simple.ts';

type Submitted = z.output<(typeof events)['SUBMIT']>;

/** A file that names a death is a dead person's; one that no longer does leaves it to whoever proposes. */
const diedInFile = ({ facts, data }: Input<{ readonly file: CaseFile }>): Facts => ({
  ...facts,
  death: facts.death || data.file.death !== undefined,
});

const step = stepMaker<Facts, typeof events>(events);
const APPLICANTS = ['applicant', 'employer', 'clerk'] as const;

const limitsFrom = (injuryOn: string, extended = 0): readonly TimerOrder[] => [
  { do: 'start', timer: 'EMP30', on: injuryOn },
  ...(extended > 0 ? [{ do: 'extend', timer: 'EMP30', days: extended } as const] : []),
  { do: 'start', timer: 'WRK1Y', on: injuryOn },
];

/** Until it is proposed what to decide, what was found out is put right; afterwards a decision is corrected. */
const AMENDED_BY_STAFF = ['SUBMITTED', 'SUPPLEMENT', 'ACCEPTED', 'EVIDENCE', 'INVESTIGATE'] as const;

/** Until it is proposed what to decide, what other departments hold is asked for. */
const FETCHED_IN = ['DRAFT', ...AMENDED_BY_STAFF, 'SUSPENDED'] as const;

export const applicationSteps = [
  step('LEAD', {
    from: ['NEW'],
    to: 'LEAD',
    by: ['employer', 'department', 'clerk', 'system'],
    guards: [injuryNotInFuture],
    update: ({ facts, data }) => ({ ...facts, injuryOn: data.injuryOn }),
    effects: ({ facts, data, at }) => ({
      timers: limitsFrom(data.injuryOn),
      documents: [
        paper('D01', {
          reporter: data.reporter,
          reportedAt: moment(at),
          employerDue: employerDue(facts),
          workerDue: applyBy(data.injuryOn, []),
        }),
      ],
    }),
    basis: '工伤保险条例第四条第三款、第十七条',
  }),
  step('EXTEND_EMPLOYER', {
    from: ['LEAD'],
    to: 'LEAD',
    by: ['chief'],
    update: ({ facts, data }) => ({
      ...facts,
      employerExtensionDays: facts.employerExtensionDays + data.days,
      lateEmployer: false,
    }),
    effects: ({ data }) => ({
      timers: [{ do: 'extend', timer: 'EMP30', days: data.days }],
      notices: [{ recipient: 'employer', template: 'employer-limit-extended' }],
    }),
    basis: '工伤保险条例第十七条第一款（特殊情况，经同意适当延长）',
  }),
  ...(['LEAD', 'DRAFT'] as const).map((state) =>
    step('EMPLOYER_LATE', {
      from: [state],
      to: state,
      by: ['system'],
      update: ({ facts }) => ({ ...facts, lateEmployer: true }),
      effects: () => ({ notices: [{ recipient: 'person', template: 'employer-late' }] }),
      basis: '工伤保险条例第十七条第二款、第四款',
    }),
  ),
  step('START_DRAFT', {
    from: ['NEW', 'LEAD'],
    to: 'DRAFT',
    by: [...APPLICANTS, 'department'],
    guards: [injuryNotInFuture],
    update: ({ facts, data }) => ({ ...facts, ...data }),
    // A report before may have named another day: the limits begin anew from this one.
    effects: ({ facts, data }) => ({ timers: limitsFrom(data.injuryOn, facts.employerExtensionDays) }),
    basis: '工伤保险条例第十七条',
  }),
  step('CLASSIFY', {
    from: ['DRAFT'],
    to: 'DRAFT',
    by: [...APPLICANTS, 'system'],
    update: ({ facts, data: { scenario, death } }) => ({
      ...facts,
      scenario,
      death,
      listVersion: facts.listVersion + 1,
    }),
    effects: ({ facts, data }) => ({
      documents: [
        paper(
          'D02',
          {
            version: facts.listVersion,
            scenario: { code: data.scenario, name: scenarioOf(data.scenario).text },
            items: listFor(facts, { ...data, held: facts.held }).map(({ id, name, shown, from }) => ({
              id,
              name,
              tag: shown,
              note: from,
            })),
            limit: applyBy(known(facts.injuryOn, 'injuryOn'), facts.excluded) ?? undefined,
            contact: data.contact ?? CONTACT,
            complaint: COMPLAINT,
          },
          applicantOf(facts),
        ),
      ],
    }),
    basis: '工伤认定办法第六条',
  }),
  ...(['LEAD', 'DRAFT'] as const).map((state) =>
    step('AMEND', {
      from: [state],
      to: state,
      by: [...APPLICANTS, 'officer'],
      // What the employer agreed to was the file before.
      update: (input) => ({
        ...diedInFile(input),
        employerConfirmed: input.facts.employerConfirmed && input.actor.role !== 'applicant',
      }),
      effects: ({ data }) => ({ file: data.file }),
      basis: '工伤认定办法第八条',
    }),
  ),
  ...AMENDED_BY_STAFF.map((state) =>
    step('AMEND', {
      from: [state],
      to: state,
      by: ['clerk', 'officer'],
      update: diedInFile,
      effects: ({ data }) => ({ file: data.file, notices: [{ recipient: 'person', template: 'file-amended' }] }),
      basis: '工伤认定办法第八条、第九条',
    }),
  ),
  ...FETCHED_IN.map((state) =>
    step('FETCH', {
      from: [state],
      to: state,
      by: ['system', 'clerk', 'officer', 'department'],
      update: ({ facts, data }) =>
        data.outcome === 'got'
          ? { ...facts, held: heldAfter(facts.held, [{ id: data.item, how: 'obtained' }]) }
          : facts,
      basis: '社会保险经办条例第三十一条；工伤认定办法第九条',
    }),
  ),
  step('EMPLOYER_CONFIRM', {
    from: ['DRAFT'],
    to: 'DRAFT',
    by: ['employer', 'clerk'],
    update: ({ facts }) => ({ ...facts, employerConfirmed: true }),
    basis: '工伤保险条例第十九条第二款；本系统简易程序规则',
  }),
  step('SUBMIT', {
    from: ['DRAFT'],
    to: 'SUBMITTED',
    by: APPLICANTS,
    guards: [obtainedByShares, commitmentsStand, materialsComplete],
    update: submitted,
    effects: (input) => {
      const { facts, data } = input;
      return {
        timers: [
          { do: 'stop', timer: 'EMP30' },
          { do: 'stop', timer: 'WRK1Y' },
          { do: 'start', timer: 'ACC15' },
          ...(data.commitments.length > 0 ? [{ do: 'start', timer: 'COMMIT30' } as const] : []),
        ],
        documents: applicationPapers(input),
        notices: [
          { recipient: 'employer', template: 'application-received' },
          ...(facts.lateEmployer ? [{ recipient: 'employer', template: 'employer-late' } as const] : []),
        ],
        hook: 'checked-application',
        // The hook may take the simple procedure back: what follows of it is raised when it has answered.
        raise: facts.simple ? [{ to: 'part', partId: input.partId, event: 'SIMPLE_CHECKED', data: {} }] : [],
      };
    },
    basis: '工伤保险条例第十七条、第十八条；工伤认定办法第四条至第六条',
  }),
  step('SIMPLE_CHECKED', {
    from: ['SUBMITTED'],
    to: 'SUBMITTED',
    by: ['system'],
    effects: (input) =>
      input.facts.simple
        ? { raise: oneForm(input) }
        : { notices: [{ recipient: 'person', template: 'simple-broken' }] },
    basis: '本系统简易程序规则；工伤保险条例第二十条',
  }),
];

function applicationPapers({ facts, data, at, today, case: { province } }: Input<Submitted>) {
  const { commitments, signature, channel, request, employerOpinion, disease, exposure } = data;
  const accepted = lastDay('ACC15', { start: today, province });
  const fields = { request: request ?? '申请认定工伤', employerOpinion, disease, exposure, signature };
  const receipt = {
    procedure: '工伤认定申请',
    receivedAt: moment(at),
    channel,
    items: itemsOf(Object.keys(facts.held)),
    receivedBy: channel,
    next: `我们将在${accepted}前决定是否受理。`,
  };
  const consequence = '承诺不实的，依法撤销或者变更决定、追回待遇，并记入信用记录。';
  const promised = { version: 1, items: commitments, consequence, signature, channel };
  return [
    paper('D05', fields),
    paper('D03', receipt, applicantOf(facts)),
    ...(commitments.length > 0 ? [paper('D04', promised)] : []),
  ];
}

function submitted({ facts, data, today, actor }: Input<Submitted>): Facts {
  const { scenario, simple } = data;
  const death = data.death || MATERIAL_TABLE.scenarios[scenario].death;
  const applied = {
    ...facts,
    scenario,
    death,
    held: submittedHoldings(facts, data),
    appliedOn: today,
    lateEmployer: facts.lateEmployer || today > employerDue(facts),
    doubt: (simple?.doubts.length ?? 0) > 0,
  };
  const broken = brokenGuards(simple, applied, actor);
  return { ...applied, simple: broken.length === 0, simpleBroken: [...broken] };
}

/** 一张表: what follows is prepared with the application, and accepted without anybody asking. */
function oneForm({ partId, case: { parts }, facts }: Input): Raise[] {
  const has = (kind: string) => parts.some((part) => part.kind === kind);
  const assessment = { to: 'new', kind: 'assessment', event: 'DRAFT', data: { determinationPartId: partId } } as const;
  const benefit = { to: 'new', kind: 'benefit', event: 'DRAFT', data: { sourcePartId: partId } } as const;
  return [
    ...(has('assessment') || facts.death ? [] : [assessment]),
    ...(has('benefit') ? [] : [benefit]),
    { to: 'part', partId, event: 'ACCEPT', data: { clear: true } },
  ];
}
