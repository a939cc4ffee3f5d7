/** How the steps of an assessment are written, and what all phases share. */
import type { Role } from '../model.ts';
import { stepMaker } from '../step.ts';
import { events } from './events.ts';
import type { Facts } from './facts.ts';

export const step = stepMaker<Facts, typeof events>(events);

/** The parties, and the clerk who types for them at the counter. */
export const PARTIES: readonly Role[] = ['applicant', 'employer', 'clerk'];

/** States in which something was submitted and nothing is concluded yet. */
export const UNDECIDED = [
  'L_RECEIVED',
  'L_SUPPLEMENT',
  'L_QUEUED',
  'L_SCHEDULED',
  'L_ABSENT',
  'L_EXAM',
  'L_OPINION',
  'L_PROVINCE',
] as const;

/** States in which the limit for the conclusion runs. */
export const OPEN_STATES = ['L_RECEIVED', 'L_QUEUED', 'L_SCHEDULED', 'L_ABSENT', 'L_EXAM', 'L_OPINION'] as const;
