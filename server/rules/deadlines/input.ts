/** What `anban rules deadlines` reads: timers with their starts, or facts. Every wrong field is named. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import { nearestName } from '../benefits/nearest.ts';
import { readProvince } from '../benefits/provinces.ts';
import { isDay } from '../calendar/day.ts';
import { type DeadlineError, deadlineError, isFaultName } from './faults.ts';
import { isTimerId, TIMER_IDS } from './timers.ts';

const MAX_LENGTH = 36_500;
const wrongType = { error: 'wrong-type' } as const;

const DayField = z.string(wrongType).refine(isDay, { error: 'no-such-day' });
const Length = z.int(wrongType).min(0, wrongType).max(MAX_LENGTH, wrongType);
const Calendar = z.record(DayField, z.enum(['workday', 'restday'], wrongType), {
  error: (issue) => dayKeyError(issue.code),
});
const Flag = z.boolean(wrongType);

/** A key that is no day is told as such, not as a wrong type. */
const dayKeyError = (code: string): string => (code === 'invalid_key' ? 'no-such-day' : 'wrong-type');

const Province = z.string(wrongType).transform((raw, context) => {
  const read = readProvince(raw);
  if ('value' in read) return read.value;
  context.addIssue({ code: 'custom', message: 'unknown-province', params: { hint: read.hint } });
  return z.NEVER;
});

const TimerField = z.string(wrongType).transform((raw, context) => {
  if (isTimerId(raw)) return raw;
  const near = nearestName(raw, TIMER_IDS);
  const hint = near === undefined ? undefined : `did you mean ${near}?`;
  context.addIssue({ code: 'custom', message: 'unknown-timer', params: { hint } });
  return z.NEVER;
});

const PauseField = z.strictObject({ from: DayField, to: DayField.nullable().default(null) }, wrongType);

const TimerEntry = z.strictObject(
  {
    timer: TimerField,
    start: DayField,
    pauses: z.array(PauseField, wrongType).optional(),
    extension_days: Length.optional(),
    limit: Length.min(1, wrongType).optional(),
    as_of: DayField.optional(),
    calendar: Calendar.optional(),
    province: Province.optional(),
  },
  wrongType,
);
export type TimerEntry = z.output<typeof TimerEntry>;

const TimersForm = z.strictObject({
  timers: z.array(TimerEntry, wrongType).min(1, { error: 'no-facts' }),
  calendar: Calendar.optional(),
  province: Province.optional(),
});
export type TimersForm = z.output<typeof TimersForm>;

/** Local China time, or with an offset; only the day counts (民事诉讼法 art 90). */
const Arrival = z.string(wrongType).transform((raw, context) => {
  const day = arrivalDay(raw);
  if (day !== null) return day;
  context.addIssue({ code: 'custom', message: 'no-such-day' });
  return z.NEVER;
});

const ARRIVAL = /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;
const CHINA_OFFSET_MS = 8 * 3_600_000;

function arrivalDay(raw: string): string | null {
  const [, day, , zone] = ARRIVAL.exec(raw) ?? [];
  if (day === undefined || !isDay(day)) return null;
  if (zone === undefined) return day;
  const instant = Date.parse(raw);
  return Number.isNaN(instant) ? null : new Date(instant + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

const FactsForm = z.strictObject({
  injury: DayField.optional(),
  application_received: DayField.optional(),
  notice: DayField.optional(),
  supplement_received: DayField.optional(),
  accepted: DayField.optional(),
  clear: Flag.optional(),
  suspended: DayField.optional(),
  resumed: DayField.optional(),
  limit: Length.min(1, wrongType).optional(),
  evidence_notice_delivered: DayField.optional(),
  decided: DayField.optional(),
  concluded: DayField.optional(),
  delivered: DayField.optional(),
  published: DayField.optional(),
  consent: Flag.optional(),
  arrived_in_system: Arrival.optional(),
  received: DayField.optional(),
  benefit_decided: DayField.optional(),
  session: DayField.optional(),
  no_show: DayField.optional(),
  commitment_signed: DayField.optional(),
  simple_accepted: DayField.optional(),
  simple_submitted: DayField.optional(),
  closed: DayField.optional(),
  procedure: z
    .enum(['determination', 'assessment', 'device', 'benefit', 'service', 'commitment'], wrongType)
    .optional(),
  calendar: Calendar.optional(),
  province: Province.optional(),
});
export type Facts = z.output<typeof FactsForm>;

export type DeadlinesInput =
  | { readonly form: 'timers'; readonly timers: TimersForm }
  | { readonly form: 'facts'; readonly facts: Facts };

/** Every name of either form. */
const FIELDS = [
  ...Object.keys(FactsForm.shape),
  ...Object.keys(TimersForm.shape),
  ...Object.keys(TimerEntry.shape),
  ...Object.keys(PauseField.shape),
];
const MISPLACED = 'known, but not here: timers and facts cannot be mixed; see `anban rules deadlines --help`';

/** A name of the other form is no typing error: it stands in the wrong place. */
function hintFor(key: string, path: readonly string[]): string | undefined {
  if (FIELDS.includes(key)) return MISPLACED;
  const here =
    path.length === 0
      ? FIELDS
      : path.includes('pauses')
        ? Object.keys(PauseField.shape)
        : Object.keys(TimerEntry.shape);
  const near = nearestName(key, here);
  return near === undefined ? undefined : `did you mean ${near}?`;
}

/** The text as one of the two forms, or everything that is wrong with it. */
export function readDeadlinesInput(text: string): Result<DeadlinesInput, readonly DeadlineError[]> {
  const json = parseJson(text);
  if (!json.ok) return fail([deadlineError('not-json', '')]);
  const { value } = json;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail([deadlineError('not-an-object', '')]);
  if ('timers' in value) {
    const timers = TimersForm.safeParse(value);
    return timers.success ? ok({ form: 'timers', timers: timers.data }) : fail(errorsOf(timers.error.issues));
  }
  const facts = FactsForm.safeParse(value);
  return facts.success ? ok({ form: 'facts', facts: facts.data }) : fail(errorsOf(facts.error.issues));
}

function parseJson(text: string): Result<unknown, 'not-json'> {
  try {
    const value: unknown = JSON.parse(text);
    return ok(value);
  } catch {
    return fail('not-json');
  }
}

function errorsOf(issues: readonly z.core.$ZodIssue[]): readonly DeadlineError[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => {
        return deadlineError('unknown-field', [...path, key].join('.'), '', hintFor(key, path));
      });
    const name = isFaultName(issue.message) ? issue.message : 'wrong-type';
    const hint: unknown = issue.code === 'custom' ? issue.params?.hint : undefined;
    return [deadlineError(name, path.join('.'), '', typeof hint === 'string' ? hint : undefined)];
  });
}
