/**
 * "Something changed in this region": from any server process to the pages that any of them feeds. LISTEN/NOTIFY carries
 * the hint, at most five times a second (a NOTIFY in every check-in would make all commits queue for one lock); pages
 * look by themselves every few seconds as well, so a lost hint costs only time.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import type { PoolClient } from 'pg';
import type { Database } from '../db/database.ts';

const CHANNEL = 'anban_changes';
const GATHER_MS = 200;
const RECONNECT_MS = 2_000;

export class Changes {
  /** Region codes. */
  readonly changed = new Emitter<string>();
  readonly #database: Pick<Database, 'pool'>;
  readonly #clock: Clock;
  readonly #gathered = new Map<string, () => void>();
  #listener: PoolClient | null = null;
  #stopped = false;
  #cancelRetry = (): void => undefined;

  constructor(database: Pick<Database, 'pool'>, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Says that something changed; several calls in a short time become one. */
  announce(regionCode: string): void {
    if (this.#gathered.has(regionCode) || this.#stopped) return;
    const cancel = this.#clock.after(GATHER_MS, () => {
      this.#gathered.delete(regionCode);
      // Without a listening connection the pages of this process still hear of it.
      if (this.#listener === null) this.changed.emit(regionCode);
      this.#database.pool.query('select pg_notify($1, $2)', [CHANNEL, regionCode]).catch(() => undefined);
    });
    this.#gathered.set(regionCode, cancel);
  }

  async start(): Promise<void> {
    if (this.#stopped) return;
    const client = await this.#database.pool.connect().catch(() => null);
    if (client === null) return this.#retry();
    if (this.#stopped) return client.release(true);
    this.#listener = client;
    client.on('notification', ({ payload }) => payload !== undefined && this.changed.emit(payload));
    // A connection that ends can report it twice, and fail what is under way: the first report counts.
    client.on('error', () => this.#lost(client));
    client.once('end', () => this.#lost(client));
    await client.query(`listen ${CHANNEL}`).catch(() => this.#lost(client));
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry();
    for (const cancel of this.#gathered.values()) cancel();
    this.#gathered.clear();
    const listener = this.#listener;
    this.#listener = null;
    listener?.release(true);
  }

  #lost(client: PoolClient): void {
    if (this.#listener !== client) return;
    this.#listener = null;
    client.release(true);
    this.#retry();
  }

  #retry(): void {
    if (!this.#stopped) this.#cancelRetry = this.#clock.after(RECONNECT_MS, () => void this.start());
  }
}
