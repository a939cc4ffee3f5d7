/** What the service of papers changes: periods run from receipt, remedies from the later of both (办法 22). */
import { stepMaker, type TimerOrder } from '../step.ts';
import { known } from './dates.ts';
import { events } from './events.ts';
import type { Facts } from './facts.ts';
import { bothServed, deliveredOn, isStanding, servedAfter, wholeServed } from './guards-decision.ts';
import { stop } from './limits.ts';

const step = stepMaker<Facts, typeof events>(events);

/** Service is done: remedies can be sought from the later day (复议法 20, 行诉法 46). */
const remediesFrom = (facts: Facts): TimerOrder[] => {
  const on = known(deliveredOn(facts), 'deliveredOn');
  return [...stop('DLV20'), { do: 'start', timer: 'REV60', on }, { do: 'start', timer: 'SUE6M', on }];
};

const SERVED_BASIS = '工伤认定办法第二十二条';

/** Where service changes nothing but what is known of it; notices set their period from the day of receipt. */
const servedIn = (state: string) =>
  step('SERVED', {
    from: [state],
    to: state,
    by: ['system'],
    update: ({ facts, data }) => ({ ...facts, served: servedAfter(facts, data) }),
    effects: ({ facts, data }) => {
      const { event, on } = data;
      if (state === 'SUPPLEMENT' && event === 'NEED_MORE')
        return { timers: [{ do: 'start', timer: 'SUP', on, ...limit(facts.supplementDays) }] };
      if (state === 'EVIDENCE' && event === 'ASK_EMPLOYER')
        return { timers: [{ do: 'start', timer: 'EVID', on, ...limit(facts.evidenceDays) }] };
      if (state === 'REFUSED' && isStanding(facts, data) && wholeServed(facts)) return { timers: remediesFrom(facts) };
      return {};
    },
    basis: SERVED_BASIS,
  });

const limit = (days: number | null) => (days === null ? {} : { limitDays: days });

const SERVED_ANYWHERE = [
  'LEAD',
  'DRAFT',
  'SUBMITTED',
  'SUPPLEMENT',
  'ACCEPTED',
  'EVIDENCE',
  'INVESTIGATE',
  'PROPOSED',
  'SUSPENDED',
  'DECIDED_YES',
  'DECIDED_NO',
  'DELIVERED',
  'DISPUTED',
  'REFUSED',
  'MOVED',
  'WITHDRAWN',
  'CLOSED',
];

export const serviceSteps = [
  step('SERVED', {
    from: ['DECIDED_YES', 'DECIDED_NO'],
    to: 'DELIVERED',
    by: ['system'],
    guards: [bothServed],
    update: ({ facts, data }) => ({ ...facts, served: servedAfter(facts, data) }),
    effects: ({ facts }) => ({ timers: remediesFrom(facts) }),
    basis: SERVED_BASIS,
  }),
  ...SERVED_ANYWHERE.map(servedIn),
];
