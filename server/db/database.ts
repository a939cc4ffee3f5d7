/** The way to PostgreSQL: one pool per process, Kysely for ordinary queries, named statements for the hot path. */
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { namedStatements } from './named-statements.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

export interface Database {
  readonly pool: pg.Pool;
  readonly db: Db;
  close(): Promise<void>;
}

/** Every connection of ours carries this name, so that the last process to leave can tell that it is the last. */
export const APPLICATION_NAME = 'anban';

const OID = { int8: 20, date: 1082 } as const;

/**
 * Our own reading of types, without touching pg's global table: bigint as number (our counters are small), a date as
 * `YYYY-MM-DD` (a Date would shift it into the machine's time zone).
 */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === OID.int8) return Number;
    if (oid === OID.date) return String;
    return pg.types.getTypeParser(oid, format === 'binary' ? 'text' : format);
  },
};

export interface ConnectOptions {
  readonly url: string;
  readonly connections: number;
  /** The role to work under; null = the one that the address names. */
  readonly role: string | null;
  readonly onIdleError: (cause: Error) => void;
}

export function connectDatabase({ url, connections, role, onIdleError }: ConnectOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    ...(role === null ? {} : { options: `-c role=${role}` }),
    application_name: APPLICATION_NAME,
    connectionTimeoutMillis: 5_000,
    types,
  });
  // A connection lost while idle is reported here; without a listener it would end the process.
  pool.on('error', onIdleError);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: namedStatements(pool) }) });
  return { pool, db, close: () => db.destroy() };
}
