/** Acceptance, and by when it is decided from then on (办法 8; 条例 20; domain 6.3). */
import { stepMaker } from '../step.ts';
import { decideBy, known } from './dates.ts';
import { events } from './events.ts';
import type { Facts } from './facts.ts';
import { acceptedAfterApplication, dayOf, type Input, isClear, isSimple, notInFuture, notSimple } from './guards.ts';
import { appliedInTime, nothingMissing } from './guards-application.ts';
import { stop } from './limits.ts';
import { paper } from './papers.ts';

const step = stepMaker<Facts, typeof events>(events);

const ACCEPTANCE = [notInFuture, acceptedAfterApplication, nothingMissing, appliedInTime] as const;

const accepted = (input: Input<{ on?: string | undefined; clear: boolean; excluded: Facts['excluded'] }>): Facts => ({
  ...input.facts,
  acceptedOn: dayOf(input),
  limitFrom: dayOf(input),
  clear: input.data.clear || input.facts.simple,
  excluded: [...input.facts.excluded, ...input.data.excluded],
});

const acceptance = (input: Input) => {
  const { facts } = input;
  const on = known(facts.acceptedOn, 'acceptedOn');
  const start = (timer: 'DEC60' | 'DEC15' | 'SIMPLE5') => ({ do: 'start', timer, on }) as const;
  return {
    timers: [
      ...stop('ACC15', 'ACC15b'),
      start('DEC60'),
      ...(facts.clear ? [start('DEC15')] : []),
      ...(facts.simple ? [start('SIMPLE5')] : []),
    ],
    documents: [
      paper('D07', { appliedOn: known(facts.appliedOn, 'appliedOn'), decideBy: decideBy(input), simple: facts.simple }),
    ],
  };
};

const fallOut = (from: string, to: string) =>
  step('SIMPLE_BROKEN', {
    from: [from],
    to,
    by: ['officer', 'chief', 'system'],
    guards: [isSimple],
    update: ({ facts, data }) => ({ ...facts, simple: false, simpleBroken: data.guards, proposal: null }),
    // DEC15 and DEC60 run on from the acceptance: only our own promise ends.
    effects: () => ({
      timers: stop('SIMPLE5'),
      notices: [{ recipient: 'person', template: 'simple-broken' }],
    }),
    basis: '本系统简易程序规则；工伤保险条例第二十条',
  });

const unclear = (state: string) =>
  step('UNCLEAR', {
    from: [state],
    to: state,
    by: ['officer', 'chief'],
    guards: [isClear, notSimple],
    update: ({ facts }) => ({ ...facts, clear: false }),
    effects: () => ({ timers: stop('DEC15'), notices: [{ recipient: 'person', template: 'decision-in-60-days' }] }),
    basis: '工伤保险条例第二十条',
  });

export const acceptanceSteps = [
  step('ACCEPT', {
    from: ['SUBMITTED'],
    to: 'ACCEPTED',
    by: ['officer'],
    guards: ACCEPTANCE,
    update: accepted,
    effects: acceptance,
    basis: '工伤认定办法第八条',
  }),
  step('ACCEPT', {
    from: ['SUBMITTED'],
    to: 'ACCEPTED',
    by: ['system'],
    guards: [isSimple, ...ACCEPTANCE],
    update: accepted,
    effects: acceptance,
    basis: '工伤认定办法第八条；本系统简易程序规则',
  }),
  fallOut('SUBMITTED', 'SUBMITTED'),
  fallOut('ACCEPTED', 'ACCEPTED'),
  fallOut('PROPOSED', 'ACCEPTED'),
  unclear('ACCEPTED'),
  unclear('EVIDENCE'),
  unclear('INVESTIGATE'),
];
