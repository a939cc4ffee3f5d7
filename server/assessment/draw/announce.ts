/** Announcing a draw: a secret seed is made and its hash is fixed before anybody can know whom it draws. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import { appendAudit } from '../../audit/append.ts';
import { dayInChina } from '../../contract/common.ts';
import type { Tx } from '../../db/database.ts';
import type { FieldCipher } from '../../encryption/field-cipher.ts';
import type { Keyring } from '../../encryption/keyring.ts';
import { daysBetween } from '../../rules/calendar/day.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';
import { activeSlot } from '../planning/slots.ts';
import { giveUpPanel } from './another-round.ts';
import { commitmentOf } from './draw.ts';
import { DrawRecord } from './record.ts';

export interface DrawServices {
  readonly keyring: Keyring;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

export interface Announcement {
  readonly drawId: string;
  readonly round: number;
  /** SHA-256 of the seed, hex: to be shown and printed before the draw. */
  readonly commitment: string;
  readonly sessionDay: string;
}

export interface AnnounceRequest {
  readonly regionCode: string;
  readonly assessmentId: string;
  /** Whose experts: another region's with a commissioned assessment (令55 art 12(3)). Default: the own pool. */
  readonly poolRegion?: string;
  /** Only for another round, once no reserve fits. */
  readonly cause?: 'recusal' | 'absence';
  readonly actor: string;
}

/** How long before the session experts may be drawn, in days. */
export const DRAW_DAYS = 3;

export const seedPlace = (regionCode: string, rowId: string) => ({
  table: 'expert_draw',
  column: 'seed',
  regionCode,
  rowId,
});

/** The announcement. The same again finds it; a draw that was made is announced again only with a cause. */
export async function announceDraw(
  tx: Tx,
  { cipher, clock }: DrawServices,
  request: AnnounceRequest,
): Promise<Result<Announcement, AssessmentFault>> {
  const { regionCode, assessmentId, cause, actor } = request;
  const slot = await activeSlot(tx, regionCode, assessmentId);
  if (slot === null) return fail(fault('not-scheduled', { assessmentId }));
  await lockAssessment(tx, regionCode, assessmentId);
  const last = await lastDraw(tx, regionCode, assessmentId, slot.sessionId);
  if (last !== undefined && last.drawn_at === null) {
    const { id, round, commitment, session_day } = last;
    return ok({ drawId: id, round, commitment: commitment.toString('hex'), sessionDay: session_day });
  }
  if (last !== undefined && cause === undefined) return fail(fault('draw-made', { drawId: last.id }));
  const inTime = checkDay(slot.day, dayInChina(clock.now()));
  if (!inTime.ok) return inTime;
  if (last !== undefined && cause !== undefined) {
    const beyond = await giveUpPanel(tx, DrawRecord.parse(last.record), cause, new Date(clock.now()));
    if (!beyond.ok) return beyond;
  }
  const drawId = newId();
  const seed = randomBytes(32).toString('hex');
  const commitment = commitmentOf(seed);
  const round = (last?.round ?? 0) + 1;
  const at = clock.now();
  await tx
    .insertInto('expert_draw')
    .values({
      region_code: regionCode,
      id: drawId,
      assessment_id: assessmentId,
      session_id: slot.sessionId,
      round,
      pool_region: request.poolRegion ?? regionCode,
      session_day: slot.day,
      commitment: Buffer.from(commitment, 'hex'),
      seed_cipher: await cipher.encrypt(seedPlace(regionCode, drawId), seed),
      announced_at: new Date(at),
      announced_by: actor,
      cause: last === undefined ? null : (cause ?? null),
    })
    .execute();
  const details = { drawId, round, commitment };
  await appendAudit(tx, { regionCode, actor, action: 'draw.announced', subject: assessmentId, details, at });
  return ok({ drawId, round, commitment, sessionDay: slot.day });
}

/** At most three days before the session, and not after it. */
export function checkDay(sessionDay: string, today: string): Result<string, AssessmentFault> {
  const ahead = daysBetween(today, sessionDay);
  if (ahead < 0) return fail(fault('draw-too-late', { sessionDay }));
  if (ahead > DRAW_DAYS) return fail(fault('draw-too-early', { sessionDay, days: DRAW_DAYS }));
  return ok(sessionDay);
}

async function lockAssessment(tx: Tx, regionCode: string, assessmentId: string): Promise<void> {
  await tx
    .selectFrom('assessment_queue')
    .select('assessment_id')
    .where('region_code', '=', regionCode)
    .where('assessment_id', '=', assessmentId)
    .forUpdate()
    .execute();
}

const lastDraw = (tx: Tx, regionCode: string, assessmentId: string, sessionId: string) =>
  tx
    .selectFrom('expert_draw')
    .selectAll()
    .where('region_code', '=', regionCode)
    .where('assessment_id', '=', assessmentId)
    .where('session_id', '=', sessionId)
    .orderBy('round', 'desc')
    .forUpdate()
    .executeTakeFirst();
