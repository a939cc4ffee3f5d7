import type { CaseMachine } from '../machine.ts';

/** The events that a person can take from a state: without those that only the system raises. */
export const allowedForPeople = ({ steps }: Pick<CaseMachine, 'steps'>, state: string): string[] => [
  ...new Set(
    steps
      .filter(({ from, by }) => from.includes(state) && by.some((role) => role !== 'system'))
      .map(({ event }) => event),
  ),
];
