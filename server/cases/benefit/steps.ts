import { stepMaker } from '../step.ts';
import { events } from './events.ts';
import type { Facts } from './facts.ts';

/** How the steps of a benefit are written. */
export const step = stepMaker<Facts, typeof events>(events);

/** States in which something was decided that can be objected to, changed or ended. */
export const DECIDED_STATES = [
  'B_DECIDED',
  'B_PAYING',
  'B_PAID',
  'B_RETURNED',
  'B_SUSPENDED',
  'B_RECOVER',
  'B_EMPLOYER',
];
