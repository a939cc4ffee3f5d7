/** What the centre told this terminal when it was enrolled. No personal data. */
import { EnrolAnswer } from '@anban/server/contract/terminals';
import { z } from 'zod';
import type { Store } from '../store/store.ts';

const PLACE = { table: 'fact', column: 'value', row: 'enrolment' };
const Row = z.object({ value: z.instanceof(Uint8Array) });

export class Enrolment {
  readonly #store: Store;
  #answer: EnrolAnswer | null;

  constructor(store: Store) {
    this.#store = store;
    const row = store.db.prepare('select value from fact where name = ?').get(PLACE.row);
    this.#answer =
      row === undefined ? null : EnrolAnswer.parse(JSON.parse(store.sealer.open(PLACE, Row.parse(row).value)));
  }

  /** Null until the terminal is enrolled. */
  get answer(): EnrolAnswer | null {
    return this.#answer;
  }

  keep(answer: EnrolAnswer): void {
    this.#store.db
      .prepare('insert into fact (name, value) values (?, ?) on conflict (name) do update set value = excluded.value')
      .run(PLACE.row, this.#store.sealer.seal(PLACE, JSON.stringify(answer)));
    this.#answer = answer;
  }
}
