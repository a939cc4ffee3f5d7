/** Making the announced draw: the pool as it stands, recusals declared and detected, the seed revealed, the record kept. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { appendAudit } from '../../audit/append.ts';
import { dayInChina } from '../../contract/common.ts';
import type { Tx } from '../../db/database.ts';
import { candidatesOn } from '../experts/candidates.ts';
import { type RecusalFacts, type RecusalRules, recusalOf } from '../experts/recusal.ts';
import { declaredRecusals } from '../experts/recusal-store.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';
import type { AssessmentTables } from '../tables.ts';
import { checkDay, type DrawServices, seedPlace } from './announce.ts';
import { makeDraw } from './draw.ts';
import { type DrawInput, DrawRecord } from './record.ts';

export interface DrawRequest {
  readonly regionCode: string;
  readonly drawId: string;
  readonly panel: {
    readonly kind: 'ordinary' | 'device';
    readonly seats: 3 | 5;
    /** Specialty codes of the injury. */
    readonly needed: readonly string[];
  };
  readonly facts: RecusalFacts;
  readonly rules: RecusalRules;
  readonly actor: string;
}

const RESERVES = 2;

/** The record. A draw that was made is answered with its record and never made again. */
export async function drawPanel(
  tx: Tx,
  services: DrawServices,
  request: DrawRequest,
): Promise<Result<DrawRecord, AssessmentFault>> {
  const { regionCode, drawId, actor } = request;
  const row = await tx
    .selectFrom('expert_draw')
    .selectAll()
    .where('region_code', '=', regionCode)
    .where('id', '=', drawId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return fail(fault('draw-unannounced', { drawId }));
  if (row.record !== null) return ok(DrawRecord.parse(row.record));
  const inTime = checkDay(row.session_day, dayInChina(services.clock.now()));
  if (!inTime.ok) return inTime;
  const drawn = makeDraw(await inputOf(tx, services, request, row));
  if (!drawn.ok) return drawn;
  const at = services.clock.now();
  await keep(tx, drawn.value, at);
  const { counts, seats, reserves } = drawn.value;
  const details = {
    drawId,
    pool: counts.pool,
    eligible: counts.recused,
    seats: seats.length,
    reserves: reserves.length,
  };
  await appendAudit(tx, { regionCode, actor, action: 'draw.made', subject: row.assessment_id, details, at });
  return drawn;
}

async function inputOf(
  tx: Tx,
  { cipher, clock }: DrawServices,
  { regionCode, panel, facts, rules }: DrawRequest,
  row: Selectable<AssessmentTables['expert_draw']>,
): Promise<DrawInput> {
  const declared = await declaredRecusals(tx, regionCode, row.assessment_id);
  const candidates = await candidatesOn(tx, row.pool_region, row.session_day, true);
  const absent = await absentBefore(tx, row);
  const pool = candidates.map(({ expert, affiliation }) => ({
    ...expert,
    onLeave: expert.onLeave || absent.has(expert.expertId),
    specialties: [...expert.specialties],
    recusal: recusalOf({ expertId: expert.expertId, affiliation }, facts, declared, rules),
  }));
  return {
    drawId: row.id,
    assessmentId: row.assessment_id,
    sessionId: row.session_id,
    sessionDay: row.session_day,
    round: row.round,
    cause: z.enum(['recusal', 'absence']).nullable().parse(row.cause),
    homeRegion: regionCode,
    poolRegion: row.pool_region,
    panel: { ...panel, reserves: RESERVES, needed: [...panel.needed] },
    commitment: row.commitment.toString('hex'),
    seed: await cipher.decrypt(seedPlace(regionCode, row.id), row.seed_cipher),
    announcedAt: row.announced_at.toISOString(),
    drawnAt: new Date(clock.now()).toISOString(),
    pool,
  };
}

/** Who was drawn for this assessment and this day in an earlier round and cannot come. */
async function absentBefore(tx: Tx, row: Selectable<AssessmentTables['expert_draw']>): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('panel_seat as p')
    .innerJoin('expert_draw as d', (join) =>
      join.onRef('d.region_code', '=', 'p.region_code').onRef('d.id', '=', 'p.draw_id'),
    )
    .select('p.expert_id')
    .where('d.region_code', '=', row.region_code)
    .where('d.assessment_id', '=', row.assessment_id)
    .where('d.session_day', '=', row.session_day)
    .where('p.replaced_for', '=', 'absence')
    .execute();
  return new Set(rows.map(({ expert_id }) => expert_id));
}

async function keep(tx: Tx, record: DrawRecord, at: number): Promise<void> {
  const { homeRegion, drawId, poolRegion, sessionDay } = record.input;
  const changed = new Date(at);
  await tx
    .updateTable('expert_draw')
    .set({ record: JSON.stringify(record), drawn_at: changed })
    .where('region_code', '=', homeRegion)
    .where('id', '=', drawId)
    .execute();
  const seat = (expertId: string, i: number) => ({
    region_code: homeRegion,
    draw_id: drawId,
    expert_id: expertId,
    place: i + 1,
    state: i < record.seats.length ? 'drawn' : 'reserve',
    pool_region: poolRegion,
    session_day: sessionDay,
    changed_at: changed,
  });
  await tx
    .insertInto('panel_seat')
    .values([...record.seats, ...record.reserves].map(seat))
    .execute();
}

/** The record of a draw; `draw-unannounced` or `draw-not-made`. */
export async function recordOf(
  tx: Tx,
  regionCode: string,
  drawId: string,
): Promise<Result<DrawRecord, AssessmentFault>> {
  const row = await tx
    .selectFrom('expert_draw')
    .select('record')
    .where('region_code', '=', regionCode)
    .where('id', '=', drawId)
    .executeTakeFirst();
  if (row === undefined) return fail(fault('draw-unannounced', { drawId }));
  return row.record === null ? fail(fault('draw-not-made', { drawId })) : ok(DrawRecord.parse(row.record));
}
