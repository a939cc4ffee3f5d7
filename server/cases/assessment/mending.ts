/** Revoking and correcting a conclusion (令55 art 31): proposed by one member, confirmed by another. */
import { createHash } from 'node:crypto';
import type { Broken } from '../model.ts';
import type { Guard, Step, StepInput } from '../step.ts';
import { conclusion, revocation } from './documents.ts';
import type { Facts } from './facts.ts';
import { broken, canonical, everyKind, notRevoked, sameAsOpinion } from './guards.ts';
import { benefitRaises } from './raises.ts';
import { serviceLimitOf } from './rules.ts';
import { step } from './steps.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const ART31 = '劳动能力鉴定管理办法（令55）第三十一条';

/** A conclusion that takes the place of the one before: served anew, counted anew. */
export const replaced = (facts: Facts, today: string) => ({
  concludedOn: today,
  conclusionVersion: facts.conclusionVersion + 1,
  servedOn: { person: null, employer: null },
  deliveredOn: null,
  mending: null,
});

/** The whole of what is proposed, its reason included, as one line that tells nothing. */
const digestOf = ({ data }: Input<{ reason: string }>): string =>
  createHash('sha256')
    .update(`${data.reason}\n${canonical(data)}`)
    .digest('hex');

const proposed =
  (event: 'REVOKE' | 'CORRECT') =>
  (input: Input<{ reason: string }>): Facts => ({
    ...input.facts,
    mending: { event, by: input.actor.id, digest: digestOf(input) },
  });

/** Nobody changes a conclusion alone: another member confirms, word for word, what was proposed. */
function secondPerson(event: 'REVOKE' | 'CORRECT'): Guard<Facts, { reason: string }> {
  return function twoPeople(input): Broken | null {
    const { mending } = input.facts;
    if (mending?.event !== event || mending.digest !== digestOf(input))
      return broken(
        'as-proposed',
        ART31,
        '须先由另一名成员提出，内容应当一致',
        `PROPOSE_${event} with the same data first`,
      );
    if (mending.by !== input.actor.id) return null;
    return broken('two-people', ART31, '撤销或者更正结论须由另一人确认', 'not by whoever proposed it');
  };
}

/** What a mended conclusion takes the place of, the notice of stay with pay included. */
const CONCLUSIONS = ['D26', 'D29', 'D30'] as const;

/** The city's committee mends what it concluded; what the province concluded only the province mends. */
const mended = (by: 'committee' | 'province') => {
  const route =
    by === 'committee'
      ? { from: ['L_CONCLUDED', 'L_DELIVERED'], to: 'L_CONCLUDED' }
      : { from: ['L_FINAL'], to: 'L_FINAL' };
  const timers = ({ facts }: Input) =>
    [
      { do: 'stop', timer: 'LA_RE15' },
      { do: 'start', timer: serviceLimitOf(facts.kinds) },
    ] as const;
  // What the panel found stands: a grade that is wrong is revoked and assessed anew. The province's panel is its own.
  const asFound = by === 'committee' ? [sameAsOpinion] : [];
  return [
    ...route.from.flatMap((state) => [
      step('PROPOSE_REVOKE', {
        from: [state],
        to: state,
        by: [by],
        guards: [notRevoked],
        update: proposed('REVOKE'),
        basis: `${ART31}第一项`,
      }),
      step('PROPOSE_CORRECT', {
        from: [state],
        to: state,
        by: [by],
        guards: [notRevoked, everyKind, ...asFound],
        update: proposed('CORRECT'),
        basis: `${ART31}第二项`,
      }),
    ]),
    step('REVOKE', {
      ...route,
      by: [by],
      guards: [notRevoked, secondPerson('REVOKE')],
      update: ({ facts, eventId, today }) => ({
        ...facts,
        ...replaced(facts, today),
        revoked: true,
        inForce: 'REVOKE',
        inForceId: eventId,
      }),
      effects: (input) => ({
        timers: timers(input),
        documents: revocation(input),
        ends: CONCLUSIONS,
        raise: benefitRaises(input),
      }),
      basis: `${ART31}第一项`,
    }),
    step('CORRECT', {
      ...route,
      by: [by],
      guards: [notRevoked, everyKind, ...asFound, secondPerson('CORRECT')],
      update: ({ facts, data, eventId, today }) => ({
        ...facts,
        ...replaced(facts, today),
        conclusions: data.conclusions,
        inForce: 'CORRECT',
        inForceId: eventId,
      }),
      effects: (input) => ({
        timers: timers(input),
        documents: conclusion(input),
        ends: CONCLUSIONS,
        raise: benefitRaises(input),
      }),
      basis: `${ART31}第二项`,
    }),
  ];
};

export const mending: readonly Step<Facts>[] = [...mended('committee'), ...mended('province')];
