/** Which timers a set of facts starts, and what each of them means under the name people use. */

import { fail, ok, type Result } from '@anban/foundation/result';
import { type Deadline, type DeadlineFault, type DeadlineInput, deadline } from './deadline.ts';
import { factErrors, isDayFact } from './fact-order.ts';
import { type DeadlineError, deadlineError, errorOf } from './faults.ts';
import type { Facts } from './input.ts';
import type { OpenPause } from './pauses.ts';
import { allTimers, type Procedure, type Timer, type TimerId } from './timers.ts';

/** A timer that stands still: it has no last day yet. */
export interface PausedDeadline {
  readonly timer: TimerId;
  readonly name: string;
  readonly start: string;
  readonly since: string;
  readonly used: number;
  readonly remaining: number;
}

export interface FactDeadlines {
  readonly timers: readonly Deadline[];
  readonly paused: readonly PausedDeadline[];
  /**
   * The last days under people's names (`decide_by`, `deliver_by`…). A name that two procedures use means the first of
   * determination, assessment, device, benefit, service, commitment; `byProcedure` has each.
   */
  readonly results: Readonly<Record<string, string | number | boolean>>;
  readonly byProcedure: Readonly<Partial<Record<Procedure, Readonly<Record<string, string>>>>>;
}

const PROCEDURES: readonly Procedure[] = ['determination', 'assessment', 'device', 'benefit', 'service', 'commitment'];

/** Every timer that the facts start, at its latest state. */
export function deadlinesFromFacts(given: Facts): Result<FactDeadlines, readonly DeadlineError[]> {
  const wrong = factErrors(given);
  if (wrong.length > 0) return fail(wrong);
  // An electronic document is served on the day on which it arrives (民事诉讼法 art 90).
  const facts: Facts = { ...given, delivered: given.delivered ?? given.arrived_in_system };
  const started = allTimers(facts.province).filter((timer) => isStarted(timer, facts));
  if (started.length === 0 && given.arrived_in_system === undefined) return fail([deadlineError('no-facts', '')]);
  const timers: Deadline[] = [];
  const paused: PausedDeadline[] = [];
  for (const timer of started) {
    const start = startOf(timer, facts);
    if (start === undefined) continue;
    const found = deadline(timer.id, inputOf(timer, start, facts));
    if (found.ok) timers.push(found.value);
    else if (found.fault.name === 'still-paused') paused.push(pausedOf(timer, start, found.fault));
    else return fail([errorOf(found.fault, timer.fact)]);
  }
  return ok({ timers, paused, ...named(started, timers, paused, given) });
}

const startOf = (timer: Timer, facts: Facts): string | undefined =>
  isDayFact(timer.fact) ? facts[timer.fact] : undefined;

function isStarted(timer: Timer, facts: Facts): boolean {
  if (startOf(timer, facts) === undefined) return false;
  const { procedure } = facts;
  if (procedure !== undefined && timer.procedure !== procedure && timer.procedure !== 'service') return false;
  // A notice to supplement ends the first period; a fresh one begins when everything is there (认定办法 art 8).
  if (timer.id === 'ACC15') return facts.notice === undefined && facts.supplement_received === undefined;
  if (timer.id === 'SUSPEND') return facts.resumed === undefined;
  if (timer.id === 'DEC15') return decisionTimer(facts) === 'DEC15' || facts.clear === true;
  return true;
}

/** Which of the two decision periods holds. */
function decisionTimer({ clear, limit }: Facts): TimerId {
  if (limit === 60) return 'DEC60';
  return limit === 15 || clear === true ? 'DEC15' : 'DEC60';
}

function inputOf(timer: Timer, start: string, facts: Facts): DeadlineInput {
  return {
    start,
    pauses: pausesOf(timer, facts),
    limit: timer.id === decisionTimer(facts) ? facts.limit : undefined,
    calendar: facts.calendar,
    province: facts.province,
  };
}

function pausesOf(timer: Timer, facts: Facts): readonly OpenPause[] {
  if ((timer.id === 'DEC60' || timer.id === 'DEC15') && facts.suspended !== undefined)
    return [{ from: facts.suspended, to: facts.resumed ?? null }];
  // 鲁人社发〔2015〕33号: the time of the supplement does not count; the national text is silent.
  const supplemented = (timer.id === 'LA60' || timer.id === 'LA90') && timer.province === '山东';
  if (supplemented && facts.notice !== undefined)
    return [{ from: facts.notice, to: facts.supplement_received ?? null }];
  return [];
}

type StillPaused = Extract<DeadlineFault, { name: 'still-paused' }>;

const pausedOf = (timer: Timer, start: string, { since, used, remaining }: StillPaused): PausedDeadline => ({
  timer: timer.id,
  name: timer.name,
  start,
  since,
  used,
  remaining,
});

function named(
  started: readonly Timer[],
  timers: readonly Deadline[],
  paused: readonly PausedDeadline[],
  given: Facts,
): Pick<FactDeadlines, 'results' | 'byProcedure'> {
  const main = decisionTimer(given);
  const byProcedure: Partial<Record<Procedure, Record<string, string>>> = {};
  for (const { id, result, procedure } of started) {
    const due = timers.find(({ timer }) => timer === id)?.due;
    if (result === null || due === undefined || (result === 'decide_by' && id !== main)) continue;
    byProcedure[procedure] = { ...byProcedure[procedure], [result]: due };
  }
  const results: Record<string, string | number | boolean> = {};
  for (const procedure of PROCEDURES.toReversed()) Object.assign(results, byProcedure[procedure]);
  if (given.arrived_in_system !== undefined) results.delivered = given.arrived_in_system;
  return { results: { ...results, ...decision(timers, paused, main, given) }, byProcedure };
}

function decision(
  timers: readonly Deadline[],
  paused: readonly PausedDeadline[],
  main: TimerId,
  { suspended }: Facts,
): Record<string, string | number | boolean> {
  const running = timers.find(({ timer }) => timer === main);
  const standing = paused.find(({ timer }) => timer === main);
  const state = running ?? standing;
  const used =
    state === undefined || suspended === undefined ? {} : { used_before: state.used, remaining: state.remaining };
  if (standing !== undefined) return { ...used, paused: true };
  return running === undefined ? {} : { raw: running.raw, ...used };
}
