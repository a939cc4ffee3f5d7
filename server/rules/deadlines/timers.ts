/** The catalogue of time limits: which there are, how long, from when, on which article (tables/timers.json). */
import { z } from 'zod';
import table from '../tables/timers.json' with { type: 'json' };

/** Every timer there is. `b` in ACC15b: the fresh 15 days after a supplement; LA90 and DEV90: 60 extended by 30. */
export const TIMER_IDS = [
  'EMP30',
  'WRK1Y',
  'ACC15',
  'SUP',
  'ACC15b',
  'DEC60',
  'DEC15',
  'SUSPEND',
  'DLV20',
  'EVID',
  'REV60',
  'SUE6M',
  'SUE15',
  'ARCH',
  'LA_CHECK',
  'LA_SUP',
  'LA60',
  'LA90',
  'LA_DLV15',
  'LA_RE15',
  'LA_REV1Y',
  'LA_SESSION',
  'LA_NOTICE5',
  'DEV60',
  'DEV90',
  'DEV_DLV20',
  'NOTICE30',
  'REIMB20',
  'PAY20',
  'PAY_NEXT',
  'COMMIT30',
  'GRACE3',
  'SIMPLE5',
  'WHOLE30',
] as const;
export type TimerId = (typeof TIMER_IDS)[number];

export const isTimerId = (text: string): text is TimerId => TIMER_IDS.some((id) => id === text);

const Unit = z.enum(['days', 'working-days', 'months', 'years']);
const Text = z.string().min(1);

const ProvinceRow = z.strictObject({
  length: z.int().positive().optional(),
  unit: Unit.optional(),
  pausedBy: Text.optional(),
  onExpiry: Text.optional(),
  basis: Text,
  verified: z.boolean(),
});

const TimerRow = z.strictObject({
  id: z.enum(TIMER_IDS),
  name: Text,
  procedure: z.enum(['determination', 'assessment', 'device', 'benefit', 'service', 'commitment']),
  length: z.int().positive(),
  unit: Unit,
  /** Name of the fact that starts it, as in the facts form of `anban rules deadlines`. */
  fact: z.string().regex(/^[a-z_]+$/),
  startsOn: Text,
  /**
   * latest: must be done by then. earliest: must not be done before. before: counted backwards from the start.
   * effect: then something takes effect by itself. reminder: no limit in law, only a task of ours.
   */
  kind: z.enum(['latest', 'earliest', 'before', 'effect', 'reminder']),
  /** next: an end on a rest day moves to the next working day (民法典 art 203). none: it stays. */
  restDay: z.enum(['next', 'none']),
  /** What stops the clock, in words; null: nothing in law does. */
  pausedBy: Text.nullable(),
  /** Days by which it may at most be extended; 0: not; null: the law names no maximum. */
  extensionDays: z.int().nonnegative().nullable(),
  onExpiry: Text,
  basis: Text,
  prealarmShare: z.number().positive().max(1),
  /** Name under `results` of `anban rules deadlines`. */
  result: z.string().nullable(),
  verified: z.boolean(),
  provinces: z.record(z.string(), ProvinceRow),
});
type TimerRow = z.infer<typeof TimerRow>;

const TimerTable = z.strictObject({ version: Text, source: Text, timers: z.array(TimerRow) });

/** One timer as it holds in a province. */
export type Timer = Readonly<Omit<TimerRow, 'provinces'>> & {
  /** The province whose own rule was used, null: the national rule. */
  readonly province: string | null;
};
export type TimerUnit = Timer['unit'];
export type Procedure = Timer['procedure'];

const { timers } = TimerTable.parse(table);
const ROWS = new Map(timers.map((row) => [row.id, row]));

/** Provinces with a rule of their own for some timer. */
export const TIMER_PROVINCES: readonly string[] = [...new Set(timers.flatMap((row) => Object.keys(row.provinces)))];

/** The timer as it holds in `province` (short name, `浙江`); without one, or without an own rule there, the national. */
export function timerOf(id: TimerId, province?: string): Timer {
  const row = ROWS.get(id);
  if (row === undefined) throw new Error(`timer ${id} is missing in tables/timers.json`);
  const { provinces, ...national } = row;
  const own = province === undefined ? undefined : provinces[province];
  if (own === undefined) return { ...national, province: null };
  return {
    ...national,
    length: own.length ?? national.length,
    unit: own.unit ?? national.unit,
    pausedBy: own.pausedBy ?? national.pausedBy,
    onExpiry: own.onExpiry ?? national.onExpiry,
    basis: own.basis,
    verified: own.verified,
    province: province ?? null,
  };
}

/** All timers, in the order of the catalogue, as they hold in `province`. */
export const allTimers = (province?: string): readonly Timer[] => TIMER_IDS.map((id) => timerOf(id, province));
