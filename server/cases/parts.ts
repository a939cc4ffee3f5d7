/** The parts of one case while a step is applied: read once under the case's lock, changed in memory, written once. */
import { newId } from '@anban/foundation/ids';
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { Machines } from './machines.ts';
import { type Actor, type CaseView, type PartKind, PartKindSchema, type PartView, RoleSchema } from './model.ts';

interface Part extends PartView {
  readonly fresh: boolean;
  readonly changed: boolean;
}

export interface CaseRow {
  readonly regionCode: string;
  readonly id: string;
  readonly number: string;
  readonly province: string;
}

/** An event that was stored before: what was sent, by whom, and its place in the case. */
export interface KnownEvent {
  readonly digest: Buffer;
  readonly sequence: number;
  readonly actor: Actor;
}

interface Loaded {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly version: number;
  readonly facts: unknown;
  readonly digest: Buffer | null;
  readonly sequence: number | null;
  readonly actor_role: string | null;
  readonly actor_id: string | null;
}

function knownEvent({ digest, sequence, actor_role, actor_id }: Loaded): KnownEvent | null {
  if (digest === null || sequence === null || actor_id === null) return null;
  return { digest, sequence, actor: { role: RoleSchema.parse(actor_role), id: actor_id } };
}

export class Parts {
  readonly #row: CaseRow;
  readonly #parts = new Map<string, Part>();

  constructor(row: CaseRow) {
    this.#row = row;
  }

  /** With the event `eventId`, if the case's region has it already: one way to the database for both. */
  static async load(tx: Tx, row: CaseRow, eventId: string): Promise<{ parts: Parts; known: KnownEvent | null }> {
    const parts = new Parts(row);
    const { rows } = await sql<Loaded>`
      select p.id, p.kind, p.state, p.version, p.facts, e.digest, e.sequence, e.actor_role, e.actor_id
      from case_part p left join case_event e on e.region_code = p.region_code and e.id = ${eventId}::uuid
      where p.region_code = ${row.regionCode} and p.case_id = ${row.id}::uuid
      order by p.id`.execute(tx);
    for (const { id, kind, state, version, facts } of rows)
      parts.#parts.set(id, {
        ...{ id, kind: PartKindSchema.parse(kind), state, version, facts },
        ...{ fresh: false, changed: false },
      });
    const [first] = rows;
    return { parts, known: first === undefined ? null : knownEvent(first) };
  }

  /** A new part in the initial state of its machine, version 0. */
  add(machines: Machines, kind: PartKind): PartView {
    const { initial: state, begin: facts } = machines[kind];
    const part = { id: newId(), kind, state, version: 0, facts, fresh: true, changed: true };
    this.#parts.set(part.id, part);
    return part;
  }

  get(id: string): PartView | undefined {
    return this.#parts.get(id);
  }

  move(id: string, state: string, facts: unknown): void {
    const part = this.#parts.get(id);
    if (part === undefined) throw new Error('no such part');
    this.#parts.set(id, { ...part, state, facts, version: part.version + 1, changed: true });
  }

  view(): CaseView {
    return { ...this.#row, parts: [...this.#parts.values()] };
  }

  /** One statement, whatever the number of parts. */
  async save(tx: Tx, machines: Machines, at: Date): Promise<void> {
    const changed = [...this.#parts.values()].filter(({ changed }) => changed);
    if (changed.length === 0) return;
    await tx
      .insertInto('case_part')
      .values(
        changed.map(({ id, kind, state, version, facts }) => ({
          region_code: this.#row.regionCode,
          id,
          case_id: this.#row.id,
          kind,
          state,
          version,
          facts: JSON.stringify(facts),
          queue: machines[kind].states[state]?.queue ?? null,
          changed_at: at,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['region_code', 'id']).doUpdateSet({
          state: sql`excluded.state`,
          version: sql`excluded.version`,
          facts: sql`excluded.facts`,
          queue: sql`excluded.queue`,
          changed_at: sql`excluded.changed_at`,
        }),
      )
      .execute();
  }
}
