/** Opens the configured database, ready for use: embedded or by address, migrated, its address known to commands. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerLog } from '../log.ts';
import { type ConnectOptions, connectDatabase, type Database } from './database.ts';
import { type Cluster, openCluster } from './embedded/cluster.ts';
import { errorCode } from './failures.ts';
import { grantLeast, isUpToDate, migrate } from './migrate.ts';

export interface OpenOptions {
  readonly dataDir: string;
  /** Null = the embedded database. */
  readonly url: string | null;
  readonly connections: number;
  readonly log: ServerLog;
  /** The tables must be there and up to date: none is made. */
  readonly mustExist?: boolean;
  readonly clusterSettings?: readonly string[];
}

/** The role of `grants.sql`. On a PostgreSQL that is not ours its operator decides, by the address, who we are. */
const EMBEDDED_ROLE = 'anban_app';

/** `close` ends the connections and, as the last one, the embedded database. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { dataDir, connections, log } = options;
  const cluster: Cluster | null =
    options.url === null ? await openCluster({ dataDir, log, settings: options.clusterSettings ?? [] }) : null;
  const url = cluster?.url ?? options.url ?? '';
  const connectionFile = join(dataDir, 'connection.json');
  const onIdleError = (cause: Error) =>
    log.write('database-unreachable', { error: cause.name, sqlstate: errorCode(cause) });
  try {
    const owner = { url, connections: 1, role: null, onIdleError };
    if (options.mustExist === true) await requireTables(owner);
    else await prepare(owner, cluster !== null, log);
    // For tools of the operator (psql, backup): where the embedded database answers at the moment.
    if (cluster !== null) writeFileSync(connectionFile, `${JSON.stringify({ url })}\n`, { mode: 0o600 });
    else rmSync(connectionFile, { force: true });
  } catch (cause) {
    await cluster?.release();
    throw cause;
  }
  const database = connectDatabase({ url, connections, role: cluster === null ? null : EMBEDDED_ROLE, onIdleError });
  const close = async () => {
    await database.close();
    if ((await cluster?.release()) === 'stopped') rmSync(connectionFile, { force: true });
  };
  return { ...database, close };
}

async function requireTables(connection: ConnectOptions): Promise<void> {
  const owner = connectDatabase(connection);
  try {
    if (await isUpToDate(owner.db)) return;
    throw new Error(
      '数据库的表还没有建立或不是最新的，请先启动一次服务器 (start the server once: tables missing or old)',
    );
  } finally {
    await owner.close();
  }
}

/** As the owner of the tables: migrations, then what the working role may do. */
async function prepare(connection: ConnectOptions, grant: boolean, log: ServerLog): Promise<void> {
  const owner = connectDatabase(connection);
  try {
    const migrations = await migrate(owner.db);
    if (migrations === 0) return;
    if (grant) await grantLeast(owner.db);
    log.write('schema-migrated', { migrations });
  } finally {
    await owner.close();
  }
}
