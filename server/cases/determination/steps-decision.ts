/** Proposal and decision: one proposes, another signs (办法 18, 19; domain 6.1). */
import { MATERIAL_TABLE } from '../../rules/materials/table.ts';
import { scenarioOf } from '../../rules/scenarios/catalogue.ts';
import type { PartKind } from '../model.ts';
import { type Effects, type Raise, stepMaker, type TimerOrder } from '../step.ts';
import { known } from './dates.ts';
import { events } from './events.ts';
import { type Facts, NOT_SERVED } from './facts.ts';
import { dayOf, decidedAfterAcceptance, decidedAfterProposal, type Input, notInFuture, twoPeople } from './guards.ts';
import {
  elementMissing,
  elementsTicked,
  employmentDenied,
  evidenceHeld,
  exclusionProven,
  instrumentHeld,
  notMainFault,
  proposedInAccepted,
  proposedInInvestigate,
  proposedNo,
  proposedYes,
  within48Hours,
} from './guards-investigation.ts';
import { conclusionOf, decisionFields, paper, refusalOf } from './papers.ts';

const step = stepMaker<Facts, typeof events>(events);

const propose = (before: 'ACCEPTED' | 'INVESTIGATE') =>
  step('PROPOSE', {
    from: [before],
    to: 'PROPOSED',
    by: ['officer'],
    guards: [
      evidenceHeld,
      elementsTicked,
      instrumentHeld,
      notMainFault,
      within48Hours,
      exclusionProven,
      employmentDenied,
      elementMissing,
    ],
    update: ({ facts, data, actor, today }) => ({
      ...facts,
      scenario: data.scenario,
      death: facts.death || MATERIAL_TABLE.scenarios[data.scenario].death,
      proposal: {
        by: actor.id,
        on: today,
        before,
        outcome: data.outcome,
        scenario: data.scenario,
        elements: data.elements,
        evidence: data.evidence,
        ground: data.outcome === 'no' ? data.ground : null,
        exclusion: data.outcome === 'no' ? (data.exclusion?.code ?? null) : null,
      },
    }),
    effects: () => ({ hook: 'death-in-file' }),
    basis: '工伤认定办法第十八条；工伤保险条例第十四条至第十六条',
  });

const sendBack = (to: 'ACCEPTED' | 'INVESTIGATE') =>
  step('SEND_BACK', {
    from: ['PROPOSED'],
    to,
    by: ['chief'],
    guards: [to === 'ACCEPTED' ? proposedInAccepted : proposedInInvestigate],
    update: ({ facts }) => ({ ...facts, proposal: null }),
    basis: '工伤认定办法第十八条；社会保险经办条例第三十七条',
  });

type Deciding = Input<{ readonly on?: string | undefined }>;

const decided = (input: Deciding, event: string, outcome: 'yes' | 'no'): Facts => ({
  ...input.facts,
  decision: {
    outcome,
    event,
    eventId: input.eventId,
    by: input.actor.id,
    on: dayOf(input),
    version: (input.facts.decision?.version ?? 0) + 1,
  },
  served: NOT_SERVED,
  upheldOn: null,
});

const decisionTimers = ({ decision }: Facts): TimerOrder[] => [
  ...(['DEC60', 'DEC15', 'SIMPLE5', 'EVID'] as const).map((timer) => ({ do: 'stop', timer }) as const),
  { do: 'start', timer: 'DLV20', on: known(decision, 'decision').on },
];

/** A benefit or an assessment that ended with an older decision. */
const OVER = ['B_ENDED', 'L_DISCARDED'];

/**
 * 一链推送: what a positive decision brings about without anybody asking: the draft of the assessment and the benefit. A
 * death has a benefit of its own and nothing to assess. Drafts that the one form made are gone on with.
 */
export function pushedOn({ facts, partId, case: { parts } }: Pick<Input, 'facts' | 'partId' | 'case'>): Raise[] {
  const { on } = known(facts.decision, 'decision');
  const begin = (kind: PartKind, waiting: readonly string[], event: string, data: unknown): Raise[] => {
    const own = parts.filter((part) => part.kind === kind);
    const draft = own.find(({ state }) => waiting.includes(state));
    if (draft !== undefined) return [{ to: 'part', partId: draft.id, event, data }];
    // One that has ended with an older decision does not stand in the way of a new one.
    return own.every(({ state }) => OVER.includes(state)) ? [{ to: 'new', kind, event, data }] : [];
  };
  const cause = facts.death ? 'death' : 'determination';
  return [
    ...(facts.death
      ? []
      : begin('assessment', ['L_NEW', 'L_DRAFT'], 'AUTO_DRAFT', { determinationPartId: partId, decidedOn: on })),
    ...begin('benefit', ['B_NEW', 'B_DRAFT'], 'TRIGGER', { cause, sourcePartId: partId, on }),
  ];
}

/** States of a benefit that nothing can be taken from any more. */
const NO_BENEFIT = ['B_NEW', 'B_ENDED'];

/** States of an assessment that nothing can end any more. */
const NO_ASSESSMENT = ['L_NEW', 'L_TERMINATED', 'L_END', 'L_DISCARDED'];

/**
 * Without a positive decision the benefits have no basis: drafts end, what was paid is asked back (经办条例 46). Nor is an
 * assessment gone on with, wherever it stands: only a work injury is assessed (条例 21).
 */
export const withdrawnOn = ({ case: { parts }, today }: Pick<Input, 'case' | 'today'>): Raise[] =>
  parts.flatMap(({ id: partId, kind, state }): Raise[] => {
    if (kind === 'assessment' && !NO_ASSESSMENT.includes(state))
      return [{ to: 'part', partId, event: state === 'L_DRAFT' ? 'DISCARD' : 'ENDED_WITH_DETERMINATION', data: {} }];
    if (kind !== 'benefit' || NO_BENEFIT.includes(state)) return [];
    return [{ to: 'part', partId, event: 'REVISED', data: { on: today, revoked: true } }];
  });

const SIGNED = [twoPeople, notInFuture, decidedAfterAcceptance, decidedAfterProposal] as const;

export const decisionSteps = [
  propose('ACCEPTED'),
  propose('INVESTIGATE'),
  sendBack('ACCEPTED'),
  sendBack('INVESTIGATE'),
  step('DECIDE_YES', {
    from: ['PROPOSED'],
    to: 'DECIDED_YES',
    by: ['chief'],
    guards: [proposedYes, ...SIGNED],
    update: (input) => decided(input, 'DECIDE_YES', 'yes'),
    effects: (input): Effects => {
      const { facts, data } = input;
      const clause = scenarioOf(known(facts.proposal, 'proposal').scenario).article;
      const fields = { ...decisionFields(input, data), clause, conclusion: conclusionOf(facts) };
      return { timers: decisionTimers(facts), documents: [paper('D14', fields)], raise: pushedOn(input) };
    },
    basis: '工伤认定办法第十八条、第十九条；工伤保险条例第二十条',
  }),
  step('DECIDE_NO', {
    from: ['PROPOSED'],
    to: 'DECIDED_NO',
    by: ['chief'],
    guards: [proposedNo, ...SIGNED],
    update: (input) => decided(input, 'DECIDE_NO', 'no'),
    effects: (input): Effects => {
      const { facts, data } = input;
      const { reason, clause } = refusalOf(facts);
      const fields = { ...decisionFields(input, data), clause, reason: data.reason ?? reason };
      return { timers: decisionTimers(facts), documents: [paper('D15', fields)], raise: withdrawnOn(input) };
    },
    basis: '工伤认定办法第十八条、第十九条；工伤保险条例第十六条、第二十条',
  }),
];
