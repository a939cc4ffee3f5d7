/** A durable timer's dates, computed again from what its row keeps whenever that changes. */
import { addDays } from '../../rules/calendar/day.ts';
import { type DeadlineInput, deadline } from '../../rules/deadlines/deadline.ts';
import { type TimerId, timerOf } from '../../rules/deadlines/timers.ts';

export interface TimerDates {
  /** The end as counted, and the last day that holds (民法典 art 203); null while paused. */
  readonly raw_on: string | null;
  readonly due_on: string | null;
  /** When 80 % are used up; null where nobody need be told. */
  readonly alarm_at: Date | null;
  /** When the last day is over in China; null where the end does nothing. */
  readonly due_at: Date | null;
}

const PAUSED: TimerDates = { raw_on: null, due_on: null, alarm_at: null, due_at: null };

/** Midnight in China at the beginning of `day`. */
const beginning = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

export function datesOf(timer: TimerId, input: DeadlineInput): TimerDates {
  const found = deadline(timer, input);
  if (!found.ok) {
    if (found.fault.name === 'still-paused') return PAUSED;
    throw new Error(`timer ${timer}: ${JSON.stringify(found.fault)}`);
  }
  const { raw, due, prealarm } = found.value;
  const { kind } = timerOf(timer, input.province);
  const ends = kind !== 'earliest' && kind !== 'before';
  return {
    raw_on: raw,
    due_on: due,
    alarm_at: prealarm === null ? null : beginning(prealarm),
    due_at: ends ? beginning(addDays(due, 1)) : null,
  };
}
