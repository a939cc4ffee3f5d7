import type { CaseMachine } from '../machine.ts';
import { ROLES, type Role } from '../model.ts';

/** Everybody who can ask: what only the system raises (SERVED, FETCH, EMPLOYER_LATE) is a choice of nobody. */
export const PEOPLE: readonly Role[] = ROLES.filter((role) => role !== 'system');

/** The events that one of these roles can take from a state. */
export const allowedFor = (
  { steps }: Pick<CaseMachine, 'steps'>,
  state: string,
  roles: readonly Role[] = PEOPLE,
): string[] => [
  ...new Set(
    steps
      .filter(({ from, by }) => from.includes(state) && by.some((role) => role !== 'system' && roles.includes(role)))
      .map(({ event }) => event),
  ),
];
