/** Finds terminals by id, with a short memory: a revoked terminal is stopped within seconds, and storing checks again. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import type { Db } from '../db/database.ts';
import type { Terminal } from './terminal.ts';

const REMEMBER_MS = 5_000;
const MOST_REMEMBERED = 10_000;

export const publicKeyOf = (raw: Buffer): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });

export class TerminalDirectory {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #known = new Map<string, { terminal: Terminal; until: number }>();

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async find(id: string): Promise<Terminal | null> {
    const known = this.#known.get(id);
    if (known !== undefined && known.until > this.#clock.now()) return known.terminal;
    // The one query without a region: the request names only the terminal. It is cached and by index.
    const row = await this.#db.selectFrom('terminal').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return null;
    const terminal: Terminal = {
      id: row.id,
      regionCode: row.region_code,
      siteCode: row.site_code,
      publicKey: publicKeyOf(row.public_key),
      revoked: row.revoked_at !== null,
    };
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(id, { terminal, until: this.#clock.now() + REMEMBER_MS });
    return terminal;
  }
}
