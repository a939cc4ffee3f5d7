/** A nonce is good once, whichever server process sees it: one insert into an unlogged table, which needs no flush. */
import type { Clock } from '@anban/foundation/clock';
import type { Database } from '../db/database.ts';
import type { Sender } from './terminal.ts';

const SWEEP_EVERY_MS = 60_000;

const INSERT = {
  name: 'nonce-use',
  text: `insert into request_nonce (region_code, terminal_id, nonce, expires_at)
    values ($1, $2, $3, $4) on conflict do nothing`,
};

export class NonceStore {
  readonly #database: Pick<Database, 'pool'>;
  readonly #clock: Clock;
  #nextSweep = 0;

  constructor(database: Pick<Database, 'pool'>, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** False when this terminal used it before. */
  async use({ terminal, nonce }: Sender): Promise<boolean> {
    const values = [terminal.regionCode, terminal.id, nonce.value, new Date(nonce.expiresAt).toISOString()];
    const result = await this.#database.pool.query({ ...INSERT, values });
    return result.rowCount === 1;
  }

  /** In passing, about once a minute, without waiting: a failure only means that the next one has more to do. */
  sweep(): void {
    const now = this.#clock.now();
    if (now < this.#nextSweep) return;
    this.#nextSweep = now + SWEEP_EVERY_MS;
    const text = 'delete from request_nonce where expires_at < $1';
    this.#database.pool.query(text, [new Date(now).toISOString()]).catch(() => undefined);
  }
}
