/**
 * A hundred thousand cases and more, for measurements only: the rows of a few cases that the kernel has led are multiplied
 * inside PostgreSQL, under new ids and numbers. Every copy has the columns and states of its pattern; its ciphertexts
 * are those of other places and open to nobody, except the personal files, which a list shows: those are sealed anew.
 */
import { createHash } from 'node:crypto';
import { idOf } from '@anban/foundation/ids';
import { type RawBuilder, sql } from 'kysely';
import { openFile, sealFile } from '../cases/files.ts';
import type { CaseServices } from '../cases/services.ts';
import type { Db } from '../db/database.ts';
import { Random } from './random.ts';

export interface BulkOptions {
  readonly regionCode: string;
  /** Copies to make. */
  readonly cases: number;
  /** Copies are dated behind one another by so many milliseconds, from this instant on. */
  readonly from: number;
  /** Number of the first copy: later calls go on where an earlier one ended. */
  readonly first: number;
  readonly progress?: (made: number) => void;
}

/** In one statement: large enough to be quick, small enough to say how far it is. */
const BATCH = 5_000;
const SPACING_MS = 50;
const SHIFTS = 45;

/** Copies the cases that stand there with a number of the kernel's (copies have another form), each as often as any. */
export async function multiply(services: CaseServices, options: BulkOptions): Promise<void> {
  const { regionCode, cases, from, first } = options;
  const { db } = services.database;
  const patterns = await patternsOf(db, regionCode);
  if (patterns.length === 0) throw new Error('no case to copy');
  const files = new Map<string, Awaited<ReturnType<typeof openFile>>>();
  for (const { id, cipher } of patterns) files.set(id, await openFile(services.cipher, regionCode, id, cipher));
  const random = new Random(`bulk|${first}`);
  for (let made = 0; made < cases; made += BATCH) {
    const copies: Copy[] = [];
    for (let n = made; n < Math.min(cases, made + BATCH); n += 1) {
      const number = first + n;
      const pattern = patterns[number % patterns.length];
      const file = pattern === undefined ? undefined : files.get(pattern.id);
      if (pattern === undefined || file === undefined) throw new Error('no pattern');
      const id = idOf(from + number * SPACING_MS, n, random.bytes(16));
      const sealed = await sealFile(services.cipher, regionCode, id, file);
      const index = createHash('sha256').update(id).digest();
      copies.push({
        pattern: pattern.id,
        id,
        number: `${regionCode}-S-${number}`,
        cipher: sealed,
        index,
        shift: number % SHIFTS,
      });
    }
    await db.transaction().execute(async (tx) => {
      await keep(tx, copies);
      for (const statement of STATEMENTS) await statement(regionCode).execute(tx);
    });
    options.progress?.(made + copies.length);
  }
}

interface Copy {
  readonly pattern: string;
  readonly id: string;
  readonly number: string;
  readonly cipher: Buffer;
  readonly index: Buffer;
  /** Days by which its limits lie elsewhere than its pattern's. */
  readonly shift: number;
}

const patternsOf = async (db: Db, regionCode: string) =>
  db
    .selectFrom('work_case')
    .select(['id', 'file_cipher as cipher'])
    .where('region_code', '=', regionCode)
    .where('number', 'not like', '%-S-%')
    .orderBy('id')
    .execute();

async function keep(tx: Db, copies: readonly Copy[]): Promise<void> {
  await sql`create temporary table if not exists bulk_copy
    (pattern uuid, id uuid, number text, cipher bytea, index bytea, shift integer) on commit delete rows`.execute(tx);
  const column = <K extends keyof Copy>(key: K) => copies.map((copy) => copy[key]);
  await sql`insert into bulk_copy select * from unnest(${column('pattern')}::uuid[], ${column('id')}::uuid[],
    ${column('number')}::text[], ${column('cipher')}::bytea[], ${column('index')}::bytea[], ${column('shift')}::int[])`.execute(
    tx,
  );
}

/** The id of a row of a copy: the time of the copy's id in front, so that indexes grow at their end, then a digest. */
const moved = (own: string): RawBuilder<unknown> =>
  sql.raw(`(select (left(k.id::text, 14) || '7' || substr(h, 1, 3) || '-a' || substr(h, 4, 3) || '-' ||
    substr(h, 7, 12))::uuid from (select md5(k.id::text || ${own}::text) as h) q)`);

type Statement = (regionCode: string) => RawBuilder<unknown>;

/** Tables of a case in the order of their keys. What the kernel keeps for itself (audit, counters) is not copied. */
const STATEMENTS: readonly Statement[] = [
  (region) => sql`insert into work_case
    select c.region_code, k.id, k.number, c.province, c.opened_at, k.cipher, k.index, c.events, c.last_event_at
    from bulk_copy k join work_case c on c.region_code = ${region} and c.id = k.pattern`,
  (region) => sql`insert into case_part (region_code, id, case_id, kind, state, version, facts, queue, priority, due_on,
      owner_id, changed_at)
    select p.region_code, ${moved('p.id')}, k.id, p.kind, p.state, p.version, p.facts, p.queue, p.priority, p.due_on + k.shift,
      p.owner_id, p.changed_at
    from bulk_copy k join case_part p on p.region_code = ${region} and p.case_id = k.pattern`,
  (region) => sql`insert into case_event (region_code, case_id, sequence, id, part_id, type, from_state, to_state,
      actor_role, actor_id, at, basis, data_cipher, digest)
    select e.region_code, k.id, e.sequence, ${moved('e.id')}, ${moved('e.part_id')}, e.type, e.from_state, e.to_state,
      e.actor_role, e.actor_id, e.at, e.basis, e.data_cipher, e.digest
    from bulk_copy k join case_event e on e.region_code = ${region} and e.case_id = k.pattern`,
  (region) => sql`insert into case_timer (region_code, id, case_id, part_id, timer, state, start_on, pauses,
      extension_days, limit_days, raw_on, due_on, alarm_at, due_at, alarmed_at)
    select t.region_code, ${moved('t.id')}, k.id, ${moved('t.part_id')}, t.timer, t.state, t.start_on + k.shift,
      t.pauses, t.extension_days, t.limit_days, t.raw_on + k.shift, t.due_on + k.shift,
      t.alarm_at + k.shift * interval '1 day', t.due_at + k.shift * interval '1 day', t.alarmed_at
    from bulk_copy k join case_part p on p.region_code = ${region} and p.case_id = k.pattern
    join case_timer t on t.region_code = p.region_code and t.part_id = p.id`,
];
