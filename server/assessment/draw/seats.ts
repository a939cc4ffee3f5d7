/** The panel after the draw: taking seats, replacing who cannot come or must not take part, who may see the names. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/database.ts';
import { namesOf } from '../experts/pool.ts';
import { declaredRecusals, mayHandle } from '../experts/recusal-store.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';
import type { DrawServices } from './announce.ts';
import { recordOf } from './draw-panel.ts';
import { substituteFor } from './substitute.ts';

export interface PanelPlace {
  readonly regionCode: string;
  readonly drawId: string;
  readonly actor: string;
}

const seatsOf = (tx: Tx, { regionCode, drawId }: Pick<PanelPlace, 'regionCode' | 'drawId'>) =>
  tx
    .selectFrom('panel_seat')
    .selectAll()
    .where('region_code', '=', regionCode)
    .where('draw_id', '=', drawId)
    .orderBy('place');

export interface Replacement extends PanelPlace {
  readonly expertId: string;
  readonly cause: 'recusal' | 'absence';
  /** Kept as ciphertext. */
  readonly reason: string;
}

/**
 * The reserve who takes the seat. For a recusal there must be a granted one; another draw is never made for it as long
 * as a reserve fits.
 */
export async function replaceExpert(
  tx: Tx,
  { cipher, clock }: DrawServices,
  { regionCode, drawId, expertId, cause, reason, actor }: Replacement,
): Promise<Result<string, AssessmentFault>> {
  if (reason.trim() === '') return fail(fault('reason-missing'));
  const record = await recordOf(tx, regionCode, drawId);
  if (!record.ok) return record;
  const { assessmentId } = record.value.input;
  const rows = await seatsOf(tx, { regionCode, drawId }).forUpdate().execute();
  const declared = await declaredRecusals(tx, regionCode, assessmentId);
  const granted = (id: string) => declared.some((one) => one.expertId === id && one.state === 'granted');
  if (cause === 'recusal' && !granted(expertId)) return fail(fault('recusal-unknown', { expertId }));
  const open = new Set(declared.filter(({ state }) => state !== 'refused').map((one) => one.expertId));
  const seats = rows.filter(({ state }) => state === 'drawn' || state === 'seated').map((row) => row.expert_id);
  const reserves = rows
    .filter((row) => row.state === 'reserve' && !open.has(row.expert_id))
    .map((row) => row.expert_id);
  const found = substituteFor(record.value, { seats, reserves }, expertId);
  if (!found.ok) return found;
  const at = clock.now();
  const place = { table: 'panel_seat', column: 'reason', regionCode, rowId: `${drawId}/${expertId}` };
  const change = (id: string) =>
    tx
      .updateTable('panel_seat')
      .where('region_code', '=', regionCode)
      .where('draw_id', '=', drawId)
      .where('expert_id', '=', id);
  await change(expertId)
    .set({
      state: 'replaced',
      replaced_for: cause,
      replaced_by: found.value,
      reason_cipher: await cipher.encrypt(place, reason),
      changed_at: new Date(at),
    })
    .execute();
  await change(found.value)
    .set({ state: 'drawn', changed_at: new Date(at) })
    .execute();
  const details = { drawId, left: expertId, joined: found.value, cause };
  await appendAudit(tx, { regionCode, actor, action: 'draw.replaced', subject: assessmentId, details, at });
  return found;
}

/** The panel takes its seats: from now on it may sign, and applicants may know the names. */
export async function seatPanel(
  tx: Tx,
  { clock }: Pick<DrawServices, 'clock'>,
  { regionCode, drawId, actor }: PanelPlace,
): Promise<Result<readonly string[], AssessmentFault>> {
  const record = await recordOf(tx, regionCode, drawId);
  if (!record.ok) return record;
  const { assessmentId } = record.value.input;
  const rows = await seatsOf(tx, { regionCode, drawId }).forUpdate().execute();
  const panel = rows.filter(({ state }) => state === 'drawn' || state === 'seated').map((row) => row.expert_id);
  for (const expertId of panel) {
    const may = await mayHandle(tx, regionCode, assessmentId, expertId);
    if (!may.ok) return may;
  }
  if (rows.every(({ state }) => state !== 'drawn')) return ok(panel);
  const at = clock.now();
  await tx
    .updateTable('panel_seat')
    .set({ state: 'seated', changed_at: new Date(at) })
    .where('region_code', '=', regionCode)
    .where('draw_id', '=', drawId)
    .where('state', '=', 'drawn')
    .execute();
  const note = { action: 'panel.seated', subject: assessmentId, details: { drawId, seats: panel.length } } as const;
  await appendAudit(tx, { regionCode, actor, ...note, at });
  return ok(panel);
}

/** The experts who are seated, in the order of the draw; none before the panel took its seats. */
export async function seatedExperts(tx: Tx, regionCode: string, drawId: string): Promise<string[]> {
  const rows = await seatsOf(tx, { regionCode, drawId }).execute();
  return rows.filter(({ state }) => state === 'seated').map((row) => row.expert_id);
}

export interface PanelMember {
  /** Null while hidden. */
  readonly expertId: string | null;
  readonly place: number;
  readonly state: string;
  /** Null while hidden. */
  readonly name: string | null;
  readonly title: string | null;
  readonly hospital: string | null;
}

export interface PanelView {
  readonly drawId: string;
  /** Applicants and employers do not learn the names before the panel is seated. */
  readonly namesHidden: boolean;
  readonly members: readonly PanelMember[];
}

/** The panel for one reader. Every reading of names is audited; applicants never see reserves or who was replaced. */
export async function panelFor(
  tx: Tx,
  services: DrawServices,
  { regionCode, drawId, actor, reader }: PanelPlace & { readonly reader: 'applicant' | 'staff' },
): Promise<Result<PanelView, AssessmentFault>> {
  const record = await recordOf(tx, regionCode, drawId);
  if (!record.ok) return record;
  const rows = await seatsOf(tx, { regionCode, drawId }).execute();
  const seated = !rows.some(({ state }) => state === 'drawn');
  const namesHidden = reader === 'applicant' && !seated;
  const shown = reader === 'staff' ? rows : rows.filter(({ state }) => state === 'drawn' || state === 'seated');
  const ids = namesHidden ? [] : shown.map((row) => row.expert_id);
  const names = await namesOf(tx, services, record.value.input.poolRegion, ids);
  if (!namesHidden) {
    const note = {
      action: 'panel.read',
      subject: record.value.input.assessmentId,
      details: { drawId, reader },
    } as const;
    await appendAudit(tx, { regionCode, actor, ...note, at: services.clock.now() });
  }
  const hidden = { name: null, title: null, hospital: null };
  const members = shown.map((row) => ({
    expertId: namesHidden ? null : row.expert_id,
    place: row.place,
    state: row.state,
    ...(names.get(row.expert_id) ?? hidden),
  }));
  return ok({ drawId, namesHidden, members });
}
