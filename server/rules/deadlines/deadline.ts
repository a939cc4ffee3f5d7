/** One time limit: from its start, its pauses and its extension to its last day (民法典 arts 201–203). */
import { fail, ok, type Result } from '@anban/foundation/result';
import { type CalendarOverrides, calendarWarnings, nextWorkday } from '../calendar/calendar.ts';
import { addDays, type Day, isDay } from '../calendar/day.ts';
import { counterOf, dayAfterUse, lengthInDays, type Period, periodEnd, usedBy } from './counting.ts';
import { type OpenPause, orderedPauses, type Pause, type PauseFault } from './pauses.ts';
import { type Timer, type TimerId, type TimerUnit, timerOf } from './timers.ts';

export interface DeadlineInput {
  readonly start: Day;
  readonly pauses?: readonly OpenPause[] | undefined;
  /** Added to the length, in the timer's own unit of days. */
  readonly extensionDays?: number | undefined;
  /** Replaces the length, in the timer's unit: where a notice sets the period (SUP, EVID). */
  readonly limit?: number | undefined;
  readonly calendar?: CalendarOverrides | undefined;
  /** Short name, `浙江`. */
  readonly province?: string | undefined;
  /** The day for which `used` and `remaining` are told; otherwise the beginning of the last pause, or the start. */
  readonly asOf?: Day | undefined;
}

export interface DeadlineWarning {
  readonly name: string;
  /** For people. */
  readonly message: string;
}

export interface Deadline {
  readonly timer: TimerId;
  readonly name: string;
  readonly kind: Timer['kind'];
  readonly unit: TimerUnit;
  readonly length: number;
  readonly start: Day;
  /** The end as counted. */
  readonly raw: Day;
  /** The last day that holds: `raw`, or the next working day when `raw` is a rest day (民法典 art 203). */
  readonly due: Day;
  readonly moved: boolean;
  /** In counted days; months and years in calendar days. */
  readonly used: number;
  readonly remaining: number;
  /** When the set share (80 %) is used up; null for what is not awaited. */
  readonly prealarm: Day | null;
  readonly onExpiry: string;
  readonly basis: string;
  readonly verified: boolean;
  /** The province whose own rule was used, null: national. */
  readonly province: string | null;
  readonly warnings: readonly DeadlineWarning[];
}

export type DeadlineFault =
  | PauseFault
  /** The last pause is not over, so that there is no last day yet. */
  | { readonly name: 'still-paused'; readonly since: Day; readonly used: number; readonly remaining: number };

/** When `id` ends. Pure; days in, days out. */
export function deadline(id: TimerId, input: DeadlineInput): Result<Deadline, DeadlineFault> {
  const { start, pauses = [], asOf } = input;
  const ordered = orderedPauses(start, pauses);
  if (!ordered.ok) return ordered;
  if (asOf !== undefined && !isDay(asOf)) return fail({ name: 'no-such-day', day: asOf });
  const timer = timerOf(id, input.province);
  const period = periodOf(timer, input);
  const used = usedBy(asOf ?? ordered.value.at(-1)?.from ?? start, period, ordered.value);
  const remaining = period.days - used;
  const closed = ordered.value.filter((pause): pause is Pause => pause.to !== null);
  const open = ordered.value.find(({ to }) => to === null);
  if (open !== undefined) return fail({ name: 'still-paused', since: open.from, used, remaining });
  return ok({
    ...describe(timer, input),
    ...dates(timer, period, closed),
    used,
    remaining,
    ...warnings(timer, period, input, closed),
  });
}

function periodOf(timer: Timer, { start, limit, extensionDays = 0, calendar = {} }: DeadlineInput): Period {
  const days = lengthInDays(start, limit ?? timer.length, timer.unit) + extensionDays;
  return { start, days, counter: counterOf(timer.unit, calendar), overrides: calendar };
}

const describe = (timer: Timer, { start, limit }: DeadlineInput) => ({
  timer: timer.id,
  name: timer.name,
  kind: timer.kind,
  unit: timer.unit,
  length: limit ?? timer.length,
  start,
  onExpiry: timer.onExpiry,
  basis: timer.basis,
  verified: timer.verified,
  province: timer.province,
});

function dates(timer: Timer, period: Period, pauses: readonly Pause[]) {
  const { raw, due } = ends(timer, period, pauses);
  const awaited = timer.prealarmShare < 1 && timer.kind !== 'earliest' && timer.kind !== 'before';
  const early = { ...period, days: Math.floor(period.days * timer.prealarmShare) };
  return { raw, due, moved: raw !== due, prealarm: awaited ? dayAfterUse(early, pauses) : null };
}

function ends(timer: Timer, period: Period, pauses: readonly Pause[]): { raw: Day; due: Day } {
  const raw = timer.kind === 'before' ? addDays(period.start, -period.days) : periodEnd(period, pauses).raw;
  return { raw, due: timer.restDay === 'next' ? nextWorkday(raw, period.overrides).day : raw };
}

const UNIT_WORDS = { days: '日', 'working-days': '个工作日', months: '个月', years: '年' } as const;

/** Where the law names no maximum, and where a limit protects by being long, any length is lawful. */
const longest = (timer: Timer, limit: number): number =>
  timer.extensionDays !== null && (timer.kind === 'latest' || timer.kind === 'effect') ? timer.length : limit;

function warnings(timer: Timer, period: Period, { extensionDays = 0, limit }: DeadlineInput, pauses: readonly Pause[]) {
  const { raw, due } = ends(timer, period, pauses);
  const found: DeadlineWarning[] = [];
  // Only years in which a rest day could have changed the answer.
  if (timer.unit === 'working-days') found.push(...calendarWarnings(period.start, due));
  else if (timer.restDay === 'next') found.push(...calendarWarnings(raw, due));
  if (pauses.length > 0 && timer.pausedBy === null)
    found.push({ name: 'no-legal-pause', message: `${timer.name}没有法定的中止或者扣除事由，已按所给暂停计算` });
  for (const { from } of timer.kind === 'before' ? [] : periodEnd(period, pauses).idle)
    found.push({ name: 'pause-after-end', message: `${from}开始的暂停在期限届满之后，不起作用` });
  if (timer.extensionDays !== null && extensionDays > timer.extensionDays)
    found.push({
      name: 'extension-beyond-law',
      message: `${timer.name}依法最多延长${timer.extensionDays}日，所给为${extensionDays}日`,
    });
  if (limit !== undefined && limit > longest(timer, limit))
    found.push({
      name: 'limit-beyond-law',
      message: `${timer.name}依法为${timer.length}${UNIT_WORDS[timer.unit]}，所给为${limit}${UNIT_WORDS[timer.unit]}`,
    });
  return { warnings: found };
}
