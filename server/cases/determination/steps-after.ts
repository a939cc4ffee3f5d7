/** The end: withdrawal, checks of commitments, remedies, correction, closing (domain 6.1). */
import { stepMaker } from '../step.ts';
import { known } from './dates.ts';
import { events } from './events.ts';
import { type Facts, NOT_SERVED } from './facts.ts';
import { chiefDiffers, type Input, ownApplication, workerAgrees } from './guards.ts';
import {
  correctedToNo,
  correctedToYes,
  instrumentDated,
  remediesOver,
  wasCommitted,
  wasDecided,
  wasRefused,
  withinRemedy,
} from './guards-decision.ts';
import { stop } from './limits.ts';
import { paper } from './papers.ts';
import { pushedOn, withdrawnOn } from './steps-decision.ts';

const step = stepMaker<Facts, typeof events>(events);

const OPEN = ['SUBMITTED', 'SUPPLEMENT', 'ACCEPTED', 'EVIDENCE', 'INVESTIGATE', 'PROPOSED', 'SUSPENDED'];
const WITHDRAWAL = '工伤保险条例第十七条；工伤认定办法第八条';

/** What was decided in writing, and may be corrected or annulled. */
const DECISIONS = ['D14', 'D15', 'D17'] as const;

const allChecked = ({ held, checkedCommitments }: Facts): boolean =>
  Object.keys(held).every((id) => held[id] !== 'committed' || checkedCommitments.includes(id));

const commitmentChecked = (state: string) =>
  step('COMMITMENT_CHECKED', {
    from: [state],
    to: state,
    by: ['officer', 'system'],
    guards: [wasCommitted],
    update: ({ facts, data: { item, kept } }) => {
      const checkedCommitments = [...new Set([...facts.checkedCommitments, item])];
      const checked = { ...facts, checkedCommitments };
      return kept ? checked : { ...checked, falseCommitments: [...facts.falseCommitments, item], doubt: true };
    },
    effects: ({ facts, data }) => ({
      // The 30 days are for all of them: they end with the last.
      timers: allChecked(facts) ? stop('COMMIT30') : [],
      notices: data.kept ? [] : [{ recipient: 'person', template: 'commitment-false' }],
    }),
    basis: '国办发〔2020〕42号；法释〔2014〕9号第九条',
  });

const upheld = ({ facts, data }: Input<{ readonly instrument: { readonly on: string } }>): Facts => ({
  ...facts,
  dispute: null,
  upheldOn: data.instrument.on,
});

const correct = (outcome: 'yes' | 'no') =>
  step('CORRECT', {
    from: ['DELIVERED', 'DISPUTED'],
    to: outcome === 'yes' ? 'DECIDED_YES' : 'DECIDED_NO',
    by: ['chief'],
    guards: [wasDecided, outcome === 'yes' ? correctedToYes : correctedToNo, chiefDiffers],
    update: ({ facts, actor, eventId, today }) => ({
      ...facts,
      decision: {
        outcome,
        event: 'CORRECT',
        eventId,
        by: actor.id,
        on: today,
        version: (facts.decision?.version ?? 0) + 1,
      },
      served: NOT_SERVED,
      upheldOn: null,
      dispute: null,
    }),
    effects: (input) => {
      const { action, original, reason, content, clause } = input.data;
      return {
        timers: [...stop('REV60', 'SUE6M', 'SUE15'), { do: 'start', timer: 'DLV20' }],
        documents: [paper('D17', { action, original, reason, content, clause })],
        ends: DECISIONS,
        raise: outcome === 'yes' ? pushedOn(input) : withdrawnOn(input),
        // What has been granted on the old decision is for the agency to look at.
        notices: [{ recipient: 'agency', template: 'determination-corrected' }],
      };
    },
    basis: '工伤保险条例第五十三条至第五十五条；法释〔2014〕9号第九条',
  });

export const afterSteps = [
  step('WITHDRAW', {
    from: ['DRAFT'],
    to: 'WITHDRAWN',
    by: ['applicant', 'employer'],
    guards: [ownApplication],
    effects: () => ({ timers: stop('EMP30', 'WRK1Y') }),
    basis: WITHDRAWAL,
  }),
  step('WITHDRAW', {
    from: OPEN,
    to: 'WITHDRAWN',
    by: ['applicant', 'employer'],
    guards: [ownApplication, workerAgrees],
    effects: ({ facts, data, today, case: view }) => ({
      raise: withdrawnOn({ case: view, today }),
      timers: stop('ACC15', 'ACC15b', 'SUP', 'WRK1Y', 'DEC60', 'DEC15', 'SIMPLE5', 'EVID', 'SUSPEND', 'COMMIT30'),
      documents: [
        paper('D16', {
          appliedOn: known(facts.appliedOn, 'appliedOn'),
          reason: `申请人撤回申请：${data.reason}`,
          clause: '工伤认定办法第八条',
          endedOn: today,
        }),
      ],
    }),
    basis: WITHDRAWAL,
  }),
  ...[...OPEN, 'DECIDED_YES', 'DECIDED_NO', 'DELIVERED'].map(commitmentChecked),
  step('DISPUTE', {
    from: ['DELIVERED', 'REFUSED'],
    to: 'DISPUTED',
    by: ['applicant', 'employer', 'department', 'officer'],
    guards: [withinRemedy],
    update: ({ facts, data }) => ({ ...facts, dispute: data }),
    // 条例 31: treatment goes on being paid meanwhile, so that no benefit hears of it.
    effects: () => ({ timers: stop('REV60', 'SUE6M', 'SUE15') }),
    basis: '工伤保险条例第五十五条；行政复议法第二十条；行政诉讼法第四十六条',
  }),
  step('UPHELD', {
    from: ['DISPUTED'],
    to: 'DELIVERED',
    by: ['officer', 'chief', 'department'],
    guards: [wasDecided, instrumentDated],
    update: upheld,
    effects: ({ data }) => ({ timers: [{ do: 'start', timer: 'SUE15', on: data.instrument.on }] }),
    basis: '行政复议法第六十八条；行政诉讼法第四十五条、第六十九条、第八十五条',
  }),
  step('UPHELD', {
    from: ['DISPUTED'],
    to: 'REFUSED',
    by: ['officer', 'chief', 'department'],
    guards: [wasRefused, instrumentDated],
    update: upheld,
    effects: ({ data }) => ({ timers: [{ do: 'start', timer: 'SUE15', on: data.instrument.on }] }),
    basis: '行政复议法第六十八条；行政诉讼法第四十五条、第六十九条、第八十五条',
  }),
  step('REDO', {
    from: ['DISPUTED'],
    to: 'ACCEPTED',
    by: ['chief'],
    guards: [wasDecided],
    update: ({ facts, today }) => ({
      ...facts,
      dispute: null,
      upheldOn: null,
      proposal: null,
      pauses: [],
      limitFrom: today,
      clear: false,
    }),
    effects: () => ({ timers: [{ do: 'start', timer: 'DEC60' }], ends: DECISIONS }),
    basis: '行政诉讼法第七十条（重新作出）；工伤保险条例第二十条',
  }),
  step('REDO', {
    from: ['DISPUTED'],
    to: 'SUBMITTED',
    by: ['chief'],
    guards: [wasRefused],
    update: ({ facts }) => ({ ...facts, dispute: null, upheldOn: null, missing: [] }),
    effects: () => ({ timers: [{ do: 'start', timer: 'ACC15b' }], ends: ['D08'] }),
    basis: '行政诉讼法第七十条（重新作出）；工伤认定办法第八条',
  }),
  correct('yes'),
  correct('no'),
  step('CLOSE', {
    from: ['DELIVERED', 'REFUSED'],
    to: 'CLOSED',
    by: ['system', 'officer'],
    guards: [remediesOver],
    effects: () => ({ timers: [...stop('REV60', 'SUE6M', 'SUE15'), { do: 'start', timer: 'ARCH' }] }),
    basis: '工伤认定办法第二十四条',
  }),
  step('CLOSE', {
    from: ['WITHDRAWN', 'MOVED'],
    to: 'CLOSED',
    by: ['system', 'officer'],
    effects: () => ({ timers: [{ do: 'start', timer: 'ARCH' }] }),
    basis: '工伤认定办法第二十四条',
  }),
];
