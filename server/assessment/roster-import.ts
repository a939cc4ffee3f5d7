/**
 * Brings a roster into a day's sessions: all of it or nothing, in one transaction. Examinees are found again by blind
 * index, so that the same file again changes nothing and a changed room is a changed room.
 */
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import { appendAudit, OPERATOR } from '../audit/append.ts';
import { idTokenOf } from '../contract/roster.ts';
import type { Database, Tx } from '../db/database.ts';
import { retried } from '../db/retry.ts';
import { blindIndexOf } from '../encryption/blind-index.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import type { Keyring } from '../encryption/keyring.ts';
import type { RosterRow, RowFault, SitePlace } from './roster-file.ts';

export interface ImportServices {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

export interface ImportReport {
  readonly day: string;
  readonly sessions: number;
  readonly added: number;
  readonly roomChanged: number;
  readonly nameChanged: number;
  readonly unchanged: number;
}

/** The rows into the sessions of `day` (made where missing); or the rows that cannot be brought in, and then none is. */
export async function importRoster(
  services: ImportServices,
  rows: readonly RosterRow[],
  day: string,
): Promise<Result<ImportReport, RowFault[]>> {
  const faults = await siteFaults(services, rows);
  if (faults.length > 0) return fail(faults);
  return retried(() =>
    services.database.db.transaction().execute(async (tx) => {
      const importer = new Importer(services, tx, day);
      const conflicts: RowFault[] = [];
      for (const row of rows) {
        const fault = await importer.take(row);
        if (fault !== null) conflicts.push(fault);
      }
      if (conflicts.length > 0) throw new Conflicts(conflicts);
      return ok(await importer.finish());
    }),
  ).catch((cause: unknown) => {
    if (cause instanceof Conflicts) return fail([...cause.faults]);
    throw cause;
  });
}

/** Ends the transaction; never leaves this file. */
class Conflicts extends Error {
  readonly faults: readonly RowFault[];
  constructor(faults: readonly RowFault[]) {
    super('rows in conflict');
    this.faults = faults;
  }
}

/** The places whose site the centre does not have. */
export async function siteFaults(
  { database }: Pick<ImportServices, 'database'>,
  rows: readonly SitePlace[],
): Promise<RowFault[]> {
  const sites = await database.db.selectFrom('site').select('code').execute();
  const known = new Set(sites.map((site) => site.code));
  return rows.flatMap(({ line, siteCode }) =>
    known.has(siteCode) ? [] : [{ line, column: '地点代码' as const, reason: `没有登记的地点 ${siteCode}` }],
  );
}

/** Takes rows into the sessions of one day; also for a single examinee (planning/enrol-examinee.ts). */
export class Importer {
  readonly #services: ImportServices;
  readonly #tx: Tx;
  readonly #day: string;
  readonly #sessions = new Map<string, string>();
  readonly #counts = { added: 0, roomChanged: 0, nameChanged: 0, unchanged: 0 };

  constructor(services: ImportServices, tx: Tx, day: string) {
    this.#services = services;
    this.#tx = tx;
    this.#day = day;
  }

  async take(row: RosterRow): Promise<RowFault | null> {
    const regionCode = row.siteCode.slice(0, 6);
    const sessionId = await this.#session(regionCode, row.siteCode);
    const { key: indexKey } = await this.#services.keyring.key(regionCode, 'blind-index');
    const numberIndex = blindIndexOf(indexKey, row.number);
    const known = await this.#tx
      .selectFrom('examinee')
      .select(['id', 'room', 'name_cipher', 'check_in_id'])
      .where('region_code', '=', regionCode)
      .where('session_id', '=', sessionId)
      .where('number_index', '=', numberIndex)
      .executeTakeFirst();
    if (known === undefined) {
      await this.#add(regionCode, sessionId, numberIndex, row);
      return null;
    }
    const name = await this.#services.cipher.decrypt(namePlace(regionCode, known.id), known.name_cipher);
    if (name === row.name && known.room === row.room) {
      this.#counts.unchanged += 1;
      return null;
    }
    // The ticket in the person's hand names the room.
    if (known.check_in_id !== null && known.room !== row.room) {
      return { line: row.line, column: '诊室', reason: `已在诊室${known.room}签到，不能改诊室` };
    }
    if (name !== row.name) this.#counts.nameChanged += 1;
    if (known.room !== row.room) this.#counts.roomChanged += 1;
    await this.#tx
      .updateTable('examinee')
      .set({
        room: row.room,
        name_cipher: await this.#services.cipher.encrypt(namePlace(regionCode, known.id), row.name),
      })
      .where('region_code', '=', regionCode)
      .where('id', '=', known.id)
      .execute();
    return null;
  }

  async finish(): Promise<ImportReport> {
    const regions = new Set([...this.#sessions.keys()].map((siteCode) => siteCode.slice(0, 6)));
    const { added, roomChanged, nameChanged } = this.#counts;
    if (added + roomChanged + nameChanged > 0) {
      for (const regionCode of regions) {
        const note = { actor: OPERATOR, action: 'roster.imported', subject: this.#day, details: this.#counts } as const;
        await appendAudit(this.#tx, { regionCode, ...note, at: this.#services.clock.now() });
      }
    }
    return { day: this.#day, sessions: this.#sessions.size, ...this.#counts };
  }

  async #add(regionCode: string, sessionId: string, numberIndex: Buffer, row: RosterRow): Promise<void> {
    const { keyring, cipher } = this.#services;
    const id = newId();
    const { key: tokenKey } = await keyring.key(regionCode, 'roster-token');
    await this.#tx
      .insertInto('examinee')
      .values({
        region_code: regionCode,
        id,
        session_id: sessionId,
        room: row.room,
        name_cipher: await cipher.encrypt(namePlace(regionCode, id), row.name),
        number_cipher: await cipher.encrypt(numberPlace(regionCode, id), row.number),
        number_index: numberIndex,
        id_token: Buffer.from(idTokenOf(tokenKey, row.number), 'base64url'),
      })
      .execute();
    this.#counts.added += 1;
  }

  async #session(regionCode: string, siteCode: string): Promise<string> {
    const known = this.#sessions.get(siteCode);
    if (known !== undefined) return known;
    await this.#tx
      .insertInto('assessment_session')
      .values({ region_code: regionCode, id: newId(), site_code: siteCode, day: this.#day, title: '劳动能力鉴定' })
      .onConflict((conflict) => conflict.columns(['region_code', 'site_code', 'day']).doNothing())
      .execute();
    const { id } = await this.#tx
      .selectFrom('assessment_session')
      .select('id')
      .where('region_code', '=', regionCode)
      .where('site_code', '=', siteCode)
      .where('day', '=', this.#day)
      .forUpdate()
      .executeTakeFirstOrThrow();
    this.#sessions.set(siteCode, id);
    return id;
  }
}

export const namePlace = (regionCode: string, rowId: string) => ({
  table: 'examinee',
  column: 'name',
  regionCode,
  rowId,
});
export const numberPlace = (regionCode: string, rowId: string) => ({
  table: 'examinee',
  column: 'number',
  regionCode,
  rowId,
});
