/** Opens a case: its number, its encrypted file, its determination with the first event. Sent again, it is the same case. */
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import { appendAudit } from '../audit/append.ts';
import { dayInChina } from '../contract/common.ts';
import type { Tx } from '../db/database.ts';
import { isUniqueViolation } from '../db/failures.ts';
import { applyStepIn, auditActor, type CaseRefusal, inTransaction, type StepAnswer } from './apply.ts';
import { contradiction } from './file-order.ts';
import { openFile, sealFile } from './files.ts';
import { type Actor, CaseFile } from './model.ts';
import { personIndex } from './person-index.ts';
import type { CaseServices } from './services.ts';

export interface OpenCommand {
  /** UUIDv7 of the case, made by the caller. */
  readonly id: string;
  readonly regionCode: string;
  /** Short name, 浙江: which tables apply. */
  readonly province: string;
  readonly file: CaseFile;
  readonly actor: Actor;
  /** The determination's first event, LEAD or START_DRAFT, and its data. */
  readonly event: string;
  readonly data: unknown;
}

export interface OpenedCase {
  readonly caseId: string;
  readonly number: string;
  readonly determination: StepAnswer;
}

export async function openCase(services: CaseServices, command: OpenCommand): Promise<Result<OpenedCase, CaseRefusal>> {
  const open = () =>
    inTransaction(
      services,
      async (tx) => (await stored(tx, services, command)) ?? (await insert(tx, services, command)),
    );
  try {
    return await open();
  } catch (cause) {
    // The same case, sent twice at once: the other one was faster.
    if (isUniqueViolation(cause)) return open();
    throw cause;
  }
}

async function insert(tx: Tx, services: CaseServices, command: OpenCommand): Promise<Result<OpenedCase, CaseRefusal>> {
  const { id, regionCode, province, file, actor, event, data } = command;
  const at = services.clock.now();
  const today = dayInChina(at);
  const wrong = contradiction(file, data, today);
  if (wrong !== null) return fail({ name: 'guard', ...wrong, allowed: [] });
  const number = await nextCaseNumber(tx, regionCode, Number(today.slice(0, 4)));
  await tx
    .insertInto('work_case')
    .values({
      region_code: regionCode,
      id,
      number,
      province,
      opened_at: new Date(at),
      file_cipher: await sealFile(services.cipher, regionCode, id, file),
      number_index: await personIndex(services, regionCode, file.person.number),
      last_event_at: new Date(at),
    })
    .execute();
  const partId = newId();
  const { initial, begin } = services.machines.determination;
  await tx
    .insertInto('case_part')
    .values({
      region_code: regionCode,
      id: partId,
      case_id: id,
      kind: 'determination',
      state: initial,
      version: 0,
      facts: JSON.stringify(begin),
      changed_at: new Date(at),
    })
    .execute();
  await appendAudit(tx, { regionCode, actor: auditActor(actor), action: 'case.opened', subject: id, at });
  const step = { id: newId(), regionCode, caseId: id, partId, expectedVersion: 0, event, data, actor };
  const determination = await applyStepIn(tx, services, step);
  return determination.ok ? ok({ caseId: id, number, determination: determination.value }) : determination;
}

/** What was opened under this id before; refused when it was something else. */
async function stored(
  tx: Tx,
  services: CaseServices,
  { id, regionCode, file }: OpenCommand,
): Promise<Result<OpenedCase, CaseRefusal> | null> {
  const row = await tx
    .selectFrom('work_case')
    .select(['number', 'file_cipher'])
    .where('region_code', '=', regionCode)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const before = await openFile(services.cipher, regionCode, id, row.file_cipher);
  if (JSON.stringify(before) !== JSON.stringify(CaseFile.parse(file))) return fail({ name: 'other-content' });
  const part = await tx
    .selectFrom('case_part')
    .select(['id', 'state', 'version'])
    .where('region_code', '=', regionCode)
    .where('case_id', '=', id)
    .where('kind', '=', 'determination')
    .executeTakeFirstOrThrow();
  const { id: partId, state, version } = part;
  const determination = { caseId: id, partId, sequence: 1, state, version, allowed: [] };
  return ok({ caseId: id, number: row.number, determination });
}

/** 370702-2026-00001; the counter's row stays locked until the transaction ends, so that no number is lost. */
async function nextCaseNumber(tx: Tx, regionCode: string, year: number): Promise<string> {
  const { last } = await tx
    .insertInto('case_counter')
    .values({ region_code: regionCode, year, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['region_code', 'year']).doUpdateSet((eb) => ({ last: eb('case_counter.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return `${regionCode}-${year}-${String(last).padStart(5, '0')}`;
}
