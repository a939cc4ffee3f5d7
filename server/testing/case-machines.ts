/**
 * Small machines with everything that the API has to carry: roles, two people, a guard with its article, a part that is
 * raised. Tests of the API need them so as not to depend on what the law's own machines say.
 */
import { fail } from '@anban/foundation/result';
import { z } from 'zod';
import { type CaseMachine, defineMachine } from '../cases/machine.ts';
import type { Machines } from '../cases/machines.ts';
import type { PartKind } from '../cases/model.ts';
import type { CaseServices } from '../cases/services.ts';
import { type Guard, stepMaker } from '../cases/step.ts';
import type { Foundation } from '../services.ts';

const none = z.strictObject({});
const Facts = z.strictObject({ proposedBy: z.string().nullable(), note: z.string() });
type Facts = z.infer<typeof Facts>;

const twoPeople: Guard<Facts, unknown> = ({ facts, actor }) =>
  facts.proposedBy !== actor.id
    ? null
    : {
        guard: 'twoPeople',
        article: '工伤认定办法第十八条',
        message: '拟办与签发须由不同的人员办理',
        hint: 'the same person proposed it',
      };

const events = {
  LEAD: none,
  START_DRAFT: none,
  SUBMIT: z.strictObject({ note: z.string().max(500).default('') }),
  ACCEPT: none,
  PROPOSE: none,
  DECIDE_YES: none,
  EXPIRE: none,
};

function determination(): CaseMachine {
  const step = stepMaker<Facts, typeof events>(events);
  return defineMachine({
    kind: 'determination',
    facts: Facts,
    begin: { proposedBy: null, note: '' },
    initial: 'NEW',
    states: {
      NEW: { name: '新建' },
      DRAFT: { name: '草稿' },
      SUBMITTED: { name: '已提交', queue: 'officer' },
      ACCEPTED: { name: '已受理', queue: 'officer' },
      PROPOSED: { name: '待签发', queue: 'chief' },
      DECIDED_YES: { name: '已认定', final: true },
    },
    events,
    steps: [
      step('LEAD', { from: ['NEW'], to: 'DRAFT', by: ['employer', 'clerk', 'officer'], basis: '条例第十七条' }),
      step('START_DRAFT', {
        from: ['NEW'],
        to: 'DRAFT',
        by: ['applicant', 'employer', 'clerk', 'officer'],
        basis: '条例第十七条',
      }),
      step('EXPIRE', { from: ['DRAFT'], to: 'DRAFT', by: ['system'], basis: '条例第十七条' }),
      step('SUBMIT', {
        from: ['DRAFT'],
        to: 'SUBMITTED',
        by: ['applicant', 'employer', 'clerk'],
        basis: '条例第十八条',
        update: ({ facts, data }) => ({ ...facts, note: data.note }),
        effects: () => ({ timers: [{ do: 'start', timer: 'ACC15' }] }),
      }),
      step('ACCEPT', {
        from: ['SUBMITTED'],
        to: 'ACCEPTED',
        by: ['officer'],
        basis: '办法第八条',
        effects: () => ({
          timers: [
            { do: 'stop', timer: 'ACC15' },
            { do: 'start', timer: 'DEC60' },
          ],
        }),
      }),
      step('PROPOSE', {
        from: ['ACCEPTED'],
        to: 'PROPOSED',
        by: ['officer'],
        basis: '办法第十八条',
        update: ({ facts, actor }) => ({ ...facts, proposedBy: actor.id }),
      }),
      step('DECIDE_YES', {
        from: ['PROPOSED'],
        to: 'DECIDED_YES',
        by: ['chief'],
        basis: '办法第十八条',
        guards: [twoPeople],
        effects: () => ({ raise: [{ to: 'new', kind: 'assessment', event: 'BEGIN', data: {} }] }),
      }),
    ],
  });
}

/** A part that waits for a role from its beginning, and ends when that one says so. */
function small(kind: Exclude<PartKind, 'determination'>, queue: 'committee' | 'agency' | 'province'): CaseMachine {
  const own = { BEGIN: none, END: none };
  const step = stepMaker<object, typeof own>(own);
  return defineMachine({
    kind,
    facts: z.strictObject({}),
    begin: {},
    initial: 'NEW',
    states: { NEW: { name: '新建' }, BEGUN: { name: '进行中', queue }, ENDED: { name: '已结束', final: true } },
    events: own,
    steps: [
      step('BEGIN', { from: ['NEW'], to: 'BEGUN', by: ['system'], basis: '—' }),
      step('END', { from: ['BEGUN'], to: 'ENDED', by: [queue], basis: '—' }),
    ],
  });
}

const testMachines = (): Machines => ({
  determination: determination(),
  assessment: small('assessment', 'committee'),
  benefit: small('benefit', 'agency'),
  service: small('service', 'agency'),
});

/** None of these machines orders a document or runs a hook. */
export function testCases(foundation: Foundation): CaseServices {
  const documents = {
    order: async () => fail({ guard: 'none', article: '—', message: '—', hint: '—' }),
    end: async () => undefined,
  };
  return { ...foundation, machines: testMachines(), hooks: {}, documents };
}
