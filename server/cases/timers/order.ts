/** Starts, stops, pauses, resumes and extends the timers of a part, in the transaction of the step that orders it. */
import { newId } from '@anban/foundation/ids';
import { sql } from 'kysely';
import { dayInChina } from '../../contract/common.ts';
import type { Tx } from '../../db/database.ts';
import { type OpenPause, pauseTimer, resumeTimer } from '../../rules/deadlines/pauses.ts';
import type { TimerId } from '../../rules/deadlines/timers.ts';
import type { CaseRow } from '../parts.ts';
import type { TimerOrder } from '../step.ts';
import { datesOf } from './dates.ts';

export interface TimerPlace {
  readonly row: CaseRow;
  readonly partId: string;
  readonly at: number;
}

interface Running {
  readonly id: string;
  readonly start: string;
  readonly pauses: readonly OpenPause[];
  readonly extensionDays: number;
  readonly limit: number | undefined;
}

export async function orderTimers(tx: Tx, place: TimerPlace, orders: readonly TimerOrder[]): Promise<void> {
  for (const run of runsOf(orders)) {
    if ('do' in run) await change(tx, place, run);
    else await exchange(tx, place, run);
  }
  await noteEarliest(tx, place);
}

type Start = Extract<TimerOrder, { do: 'start' }>;
type Change = Exclude<TimerOrder, { do: 'start' | 'stop' }>;

/** What stops and starts one after another, in two statements whatever their number. */
interface Exchange {
  readonly stopped: Set<TimerId>;
  readonly started: Map<TimerId, Start>;
}

/** In order. A stop that follows the start of the same timer begins another run, or it would come too early. */
function runsOf(orders: readonly TimerOrder[]): (Exchange | Change)[] {
  const runs: (Exchange | Change)[] = [];
  let open: Exchange | null = null;
  for (const order of orders) {
    if (order.do !== 'start' && order.do !== 'stop') {
      runs.push(order);
      open = null;
      continue;
    }
    if (open === null || (order.do === 'stop' && open.started.has(order.timer))) {
      open = { stopped: new Set(), started: new Map() };
      runs.push(open);
    }
    // Started again, it begins anew: a fresh limit replaces the old one.
    open.stopped.add(order.timer);
    if (order.do === 'start') open.started.set(order.timer, order);
  }
  return runs;
}

async function change(tx: Tx, place: TimerPlace, order: Change): Promise<void> {
  const running = await find(tx, place, order.timer);
  // A rule may speak of a timer that this case never needed (DEC15 of a case that is not clear).
  if (running === null) return;
  if (order.do === 'extend')
    return keep(tx, place, order.timer, { ...running, extensionDays: running.extensionDays + order.days });
  const today = dayInChina(place.at);
  const pause = order.do === 'pause' ? pauseTimer : resumeTimer;
  const changed = pause({ timer: order.timer, start: running.start, pauses: running.pauses }, today);
  if (!changed.ok) throw new Error(`${order.do} ${order.timer}: ${JSON.stringify(changed.fault)}`);
  await keep(tx, place, order.timer, { ...running, pauses: changed.value.pauses });
}

async function exchange(tx: Tx, place: TimerPlace, { stopped, started }: Exchange): Promise<void> {
  await tx
    .updateTable('case_timer')
    .set({ state: 'stopped' })
    .where('region_code', '=', place.row.regionCode)
    .where('case_id', '=', place.row.id)
    .where('part_id', '=', place.partId)
    .where(sql<boolean>`timer = any(${[...stopped]}::text[])`)
    .where('state', 'in', ['running', 'paused'])
    .execute();
  if (started.size === 0) return;
  await tx
    .insertInto('case_timer')
    .values([...started.values()].map((order) => rowOf(place, order)))
    .execute();
}

function rowOf({ row, partId, at }: TimerPlace, order: Start) {
  const begin = order.on ?? dayInChina(at);
  const limit = order.limitDays;
  return {
    region_code: row.regionCode,
    id: newId(),
    case_id: row.id,
    part_id: partId,
    timer: order.timer,
    state: 'running',
    start_on: begin,
    pauses: '[]',
    limit_days: limit ?? null,
    ...datesOf(order.timer, { start: begin, province: row.province, limit }),
  };
}

const ofPart = (tx: Tx, { row, partId }: TimerPlace, timer: TimerId) =>
  tx
    .updateTable('case_timer')
    .where('region_code', '=', row.regionCode)
    .where('case_id', '=', row.id)
    .where('part_id', '=', partId)
    .where('timer', '=', timer)
    .where('state', 'in', ['running', 'paused']);

async function find(tx: Tx, { row, partId }: TimerPlace, timer: TimerId): Promise<Running | null> {
  const found = await tx
    .selectFrom('case_timer')
    .select(['id', 'start_on', 'pauses', 'extension_days', 'limit_days'])
    .where('region_code', '=', row.regionCode)
    .where('case_id', '=', row.id)
    .where('part_id', '=', partId)
    .where('timer', '=', timer)
    .where('state', 'in', ['running', 'paused'])
    .executeTakeFirst();
  if (found === undefined) return null;
  const { id, start_on, pauses, extension_days, limit_days } = found;
  return { id, start: start_on, pauses, extensionDays: extension_days, limit: limit_days ?? undefined };
}

async function keep(tx: Tx, place: TimerPlace, timer: TimerId, running: Running): Promise<void> {
  const { start: begin, pauses, extensionDays, limit } = running;
  const paused = pauses.some(({ to }) => to === null);
  await ofPart(tx, place, timer)
    .set({
      state: paused ? 'paused' : 'running',
      pauses: JSON.stringify(pauses),
      extension_days: extensionDays,
      // Time was given back: the 80 % are before us again.
      alarmed_at: null,
      ...datesOf(timer, { start: begin, pauses, extensionDays, limit, province: place.row.province }),
    })
    .execute();
}

/** The work list sorts by the earliest end that somebody has to keep. */
async function noteEarliest(tx: Tx, { row, partId }: TimerPlace): Promise<void> {
  await tx
    .updateTable('case_part')
    .set({
      due_on: sql<string | null>`(select min(t.due_on) from case_timer t where t.region_code = ${row.regionCode}
        and t.case_id = ${row.id} and t.part_id = ${partId} and t.state = 'running' and t.alarm_at is not null)`,
    })
    .where('region_code', '=', row.regionCode)
    .where('id', '=', partId)
    .execute();
}
