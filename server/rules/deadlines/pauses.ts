/**
 * Pauses of a running time limit. The clock stops at the end of the day `from` (that day is used up) and the rest runs
 * from the day after `to`: the days in (from, to] do not count (工伤保险条例 art 20(3)).
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import { type Day, isDay } from '../calendar/day.ts';
import type { TimerId } from './timers.ts';

export interface Pause {
  readonly from: Day;
  readonly to: Day;
}

/** A pause that may still last: `to` is null until it is over. */
export interface OpenPause {
  readonly from: Day;
  readonly to: Day | null;
}

/** What a durable timer has to keep: from it every date is computed again. */
export interface TimerState {
  readonly timer: TimerId;
  readonly start: Day;
  readonly pauses: readonly OpenPause[];
}

export type PauseFault =
  | { readonly name: 'no-such-day'; readonly day: string }
  | { readonly name: 'pause-before-start'; readonly start: Day; readonly from: Day }
  | { readonly name: 'pause-ends-before-it-begins'; readonly from: Day; readonly to: Day }
  | { readonly name: 'pauses-overlap'; readonly from: Day; readonly until: Day }
  | { readonly name: 'already-paused'; readonly since: Day }
  | { readonly name: 'not-paused' };

/** The pauses in order, or what is wrong with them. Pauses that touch are allowed; an open one must be the last. */
export function orderedPauses(start: Day, pauses: readonly OpenPause[]): Result<readonly OpenPause[], PauseFault> {
  const days = [start, ...pauses.flatMap(({ from, to }) => (to === null ? [from] : [from, to]))];
  const strange = days.find((day) => !isDay(day));
  if (strange !== undefined) return fail({ name: 'no-such-day', day: strange });
  const ordered = pauses.toSorted((a, b) => compare(a.from, b.from) || compare(a.to ?? '9999', b.to ?? '9999'));
  let until: Day | null = start;
  for (const { from, to } of ordered) {
    if (from < start) return fail({ name: 'pause-before-start', start, from });
    if (to !== null && to < from) return fail({ name: 'pause-ends-before-it-begins', from, to });
    if (until === null || from < until) return fail({ name: 'pauses-overlap', from, until: until ?? from });
    until = to;
  }
  return ok(ordered);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The timer stops at the end of `day`. */
export function pauseTimer<T extends TimerState>(state: T, day: Day): Result<T, PauseFault> {
  const open = state.pauses.find(({ to }) => to === null);
  if (open !== undefined) return fail({ name: 'already-paused', since: open.from });
  const pauses = orderedPauses(state.start, [...state.pauses, { from: day, to: null }]);
  return pauses.ok ? ok({ ...state, pauses: pauses.value }) : pauses;
}

/** The rest of the timer runs from the day after `day`. */
export function resumeTimer<T extends TimerState>(state: T, day: Day): Result<T, PauseFault> {
  if (state.pauses.every(({ to }) => to !== null)) return fail({ name: 'not-paused' });
  const closed = state.pauses.map((pause) => (pause.to === null ? { from: pause.from, to: day } : pause));
  const pauses = orderedPauses(state.start, closed);
  return pauses.ok ? ok({ ...state, pauses: pauses.value }) : pauses;
}
