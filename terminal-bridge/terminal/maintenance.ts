/** 维护: staff have taken the terminal out of service. A fact of the store, so that a restart does not undo it. */
import type { Store } from '../store/store.ts';

const PLACE = { table: 'fact', column: 'value', row: 'maintenance' };

export class Maintenance {
  readonly #store: Store;
  #on: boolean;

  constructor(store: Store) {
    this.#store = store;
    this.#on = store.db.prepare('select 1 from fact where name = ?').get(PLACE.row) !== undefined;
  }

  get on(): boolean {
    return this.#on;
  }

  set(on: boolean): void {
    if (on === this.#on) return;
    if (on) {
      this.#store.db
        .prepare('insert or replace into fact (name, value) values (?, ?)')
        .run(PLACE.row, this.#store.sealer.seal(PLACE, 'on'));
    } else this.#store.db.prepare('delete from fact where name = ?').run(PLACE.row);
    this.#on = on;
  }
}
