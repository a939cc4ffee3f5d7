/**
 * Kysely's statements as named ones, so that PostgreSQL parses and plans each once per connection and not every time: on
 * the way of a case's event that was half of its work. Statements come from our own code and are few; what would be many
 * (inserts of so and so many rows) goes unnamed once there are enough, so that no connection's memory grows.
 */
import { createHash } from 'node:crypto';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

const MOST_NAMES = 400;
/** Longer ones are bulk inserts. */
const LONGEST = 8_000;
const WORTH_A_NAME = /^(select|insert|update|delete|with)\b/;

export function namedStatements(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const nameOf = (text: string): string | null => {
    const known = names.get(text);
    if (known !== undefined) return known;
    // A semicolon: several statements in one, which cannot be prepared.
    if (names.size >= MOST_NAMES || text.length > LONGEST || text.includes(';') || !WORTH_A_NAME.test(text))
      return null;
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    names.set(text, name);
    return name;
  };
  return {
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? clientOf(client, nameOf);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

function clientOf(client: pg.PoolClient, nameOf: (text: string) => string | null): PostgresPoolClient {
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('no cursors here');
    const name = nameOf(text.trimStart());
    return client.query({ text, values: [...values], ...(name === null ? {} : { name }) });
  }
  return { query, release: () => client.release() };
}
