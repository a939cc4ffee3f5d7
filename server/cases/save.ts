/** Writes what a transaction's steps have done: events, parts, timers, notices, the case's counters. */
import { newId } from '@anban/foundation/ids';
import type { Tx } from '../db/database.ts';
import { contentDigest } from '../encryption/content-digest.ts';
import type { TakenStep } from './cascade.ts';
import { type FileInHand, sealData, sealFile } from './files.ts';
import type { CaseRow, Parts } from './parts.ts';
import { personIndex } from './person-index.ts';
import type { CaseServices } from './services.ts';
import { orderTimers } from './timers/order.ts';

export interface Writing {
  readonly tx: Tx;
  readonly services: CaseServices;
  readonly parts: Parts;
  readonly file: FileInHand;
  readonly at: number;
  readonly row: CaseRow;
  /** The case's events before. */
  readonly events: number;
  /** Of the first step, as it was sent. */
  readonly digest: Buffer;
}

export async function saveStep(writing: Writing, taken: readonly TakenStep[]): Promise<void> {
  const { tx, services, parts, row } = writing;
  const at = new Date(writing.at);
  await parts.save(tx, services.machines, at);
  await saveEvents(writing, taken, at);
  for (const { partId, timers } of taken) {
    if (timers.length > 0) await orderTimers(tx, { row, partId, at: writing.at }, timers);
  }
  await saveNotices(writing, taken, at);
  await tx
    .updateTable('work_case')
    .set({ events: writing.events + taken.length, last_event_at: at, ...(await amendedFile(writing)) })
    .where('region_code', '=', row.regionCode)
    .where('id', '=', row.id)
    .execute();
}

async function saveEvents(
  { tx, services, row, events, digest }: Writing,
  taken: readonly TakenStep[],
  at: Date,
): Promise<void> {
  const values = await Promise.all(
    taken.map(async (step, index) => {
      const text = JSON.stringify(step.data);
      return {
        region_code: row.regionCode,
        case_id: row.id,
        sequence: events + 1 + index,
        id: step.id,
        part_id: step.partId,
        type: step.event,
        from_state: step.from,
        to_state: step.to,
        actor_role: step.actor.role,
        actor_id: step.actor.id,
        at,
        basis: step.basis,
        data_cipher: text === '{}' ? null : await sealData(services.cipher, row.regionCode, step.id, text),
        digest: index === 0 ? digest : await contentDigest(services, row.regionCode, text),
      };
    }),
  );
  await tx.insertInto('case_event').values(values).execute();
}

async function amendedFile({ services, file: { amended }, row: { regionCode, id } }: Writing) {
  if (amended === null) return {};
  const file_cipher = await sealFile(services.cipher, regionCode, id, amended);
  return { file_cipher, number_index: await personIndex(services, regionCode, amended.person.number) };
}

async function saveNotices({ tx, row }: Writing, taken: readonly TakenStep[], at: Date): Promise<void> {
  const notices = taken.flatMap((step) => step.notices);
  if (notices.length === 0) return;
  await tx
    .insertInto('case_notice')
    .values(
      notices.map((notice) => ({
        ...{ region_code: row.regionCode, id: newId(), case_id: row.id, at, attempt_at: at },
        ...notice,
      })),
    )
    .execute();
}
