/** The last days that documents of a determination name and guards compare with. */
import { type DeadlineInput, deadline } from '../../rules/deadlines/deadline.ts';
import type { OpenPause } from '../../rules/deadlines/pauses.ts';
import type { TimerId } from '../../rules/deadlines/timers.ts';
import type { Facts } from './facts.ts';
import type { Input } from './guards.ts';

/** Throws where the pauses are impossible: the machine made them itself. */
export function lastDay(timer: TimerId, input: DeadlineInput): string {
  const found = deadline(timer, input);
  if (!found.ok) throw new Error(`${timer}: ${found.fault.name}`);
  return found.value.due;
}

/** What a paper of this step must have and only ever lacks by a fault of the table. */
export function known<T>(value: T | null, name: string): T {
  if (value === null) throw new Error(`${name} is not known yet`);
  return value;
}

/** By when it has to be decided: 15 days when clear, else 60, without the days of suspension (条例 20). */
export const decideBy = ({ facts, case: { province } }: Pick<Input, 'facts' | 'case'>): string =>
  lastDay(facts.clear ? 'DEC15' : 'DEC60', {
    start: known(facts.limitFrom, 'limitFrom'),
    pauses: facts.pauses,
    province,
  });

/** 条例 17: the employer's 30 days from the injury, with what was granted on top. */
export const employerDue = ({ injuryOn, employerExtensionDays }: Facts): string =>
  lastDay('EMP30', { start: known(injuryOn, 'injuryOn'), extensionDays: employerExtensionDays });

/** 条例 17: one year, without excluded time; null where that time is impossible. */
export function applyBy(injuryOn: string, excluded: readonly OpenPause[]): string | null {
  const found = deadline('WRK1Y', { start: injuryOn, pauses: excluded.map(({ from, to }) => ({ from, to })) });
  return found.ok ? found.value.due : null;
}
