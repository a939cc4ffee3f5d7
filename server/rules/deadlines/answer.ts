/** The answer of `anban rules deadlines`: JSON text in, an object and an exit code out. */
import { type Deadline, deadline } from './deadline.ts';
import { type DeadlineError, deadlineError, errorOf, exitCodeOf } from './faults.ts';
import { deadlinesFromFacts, type PausedDeadline } from './from-facts.ts';
import { readDeadlinesInput, type TimerEntry, type TimersForm } from './input.ts';
import { timerOf } from './timers.ts';

export interface DeadlinesAnswer {
  /** 0 done; 1 the facts cannot have happened like that; 2 the input cannot be read. */
  readonly exit: 0 | 1 | 2;
  readonly json: unknown;
}

/** Pure: the same text always has the same answer. */
export function answerDeadlines(text: string): DeadlinesAnswer {
  const input = readDeadlinesInput(text);
  if (!input.ok) return refused(input.fault);
  if (input.value.form === 'timers') return answerTimers(input.value.timers);
  const { facts } = input.value;
  const found = deadlinesFromFacts(facts);
  if (!found.ok) return refused(found.fault);
  const { timers, paused, results, byProcedure } = found.value;
  return {
    exit: 0,
    json: {
      timers: [...timers.map(shown), ...paused.map(shownPaused)],
      facts,
      results: { ...results, by_procedure: byProcedure },
    },
  };
}

function answerTimers({ timers, calendar, province }: TimersForm): DeadlinesAnswer {
  const rows: unknown[] = [];
  const errors: DeadlineError[] = [];
  for (const [index, entry] of timers.entries()) {
    const own = { ...entry, calendar: { ...calendar, ...entry.calendar }, province: entry.province ?? province };
    const found = rowOf(own, `timers.${index}`);
    if ('error' in found) errors.push(found.error);
    else rows.push(found.row);
  }
  return errors.length > 0 ? refused(errors) : { exit: 0, json: { timers: rows } };
}

type Entry = Omit<TimerEntry, 'province'> & { readonly province: string | undefined };

function rowOf(entry: Entry, field: string): { row: unknown } | { error: DeadlineError } {
  const { timer, start, pauses, limit, calendar, province } = entry;
  const found = deadline(timer, {
    start,
    pauses,
    limit,
    calendar,
    province,
    extensionDays: entry.extension_days,
    asOf: entry.as_of,
  });
  if (found.ok) return { row: shown(found.value) };
  if (found.fault.name !== 'still-paused') return { error: errorOf(found.fault, `${field}.pauses`) };
  const { since, used, remaining } = found.fault;
  return { row: shownPaused({ timer, name: timerOf(timer, province).name, start, since, used, remaining }) };
}

const shown = ({ onExpiry, ...rest }: Deadline) => ({ ...rest, on_expiry: onExpiry, paused_since: null });

const shownPaused = ({ since, ...rest }: PausedDeadline) => ({ ...rest, raw: null, due: null, paused_since: since });

/** A malformed field outweighs facts in the wrong order. */
function refused(errors: readonly DeadlineError[]): DeadlinesAnswer {
  const sorted = errors.toSorted((a, b) => exitCodeOf(b) - exitCodeOf(a));
  const [first = deadlineError('wrong-type', '')] = sorted;
  return { exit: exitCodeOf(first), json: { error: first, errors: sorted } };
}
