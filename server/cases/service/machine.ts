/** The machine of service (送达): one per recipient of a step's documents, until there is proof that they arrived. */
import { defineMachine } from '../machine.ts';
import { events } from './events.ts';
import { begin, Facts } from './facts.ts';
import { steps } from './steps.ts';

export const service = defineMachine({
  kind: 'service',
  facts: Facts,
  begin,
  initial: 'S_WAITING',
  states: {
    // The worker finds packages to release by this queue.
    S_WAITING: { name: '文书制作中', queue: 'system' },
    S_READY: { name: '待送达', queue: 'clerk' },
    S_SENT: { name: '送达中', queue: 'clerk' },
    S_FAILED: { name: '送达未成', queue: 'clerk' },
    S_PUBLISHED: { name: '公告中' },
    S_DELIVERED: { name: '已送达', final: true },
  },
  events,
  steps,
  expiry: { NOTICE30: 'DEEMED' },
});
