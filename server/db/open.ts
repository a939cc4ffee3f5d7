/** Opens the configured database, ready for use: embedded or by address, migrated, its address known to commands. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerLog } from '../log.ts';
import { connectDatabase, type Database } from './database.ts';
import { type Cluster, openCluster } from './embedded/cluster.ts';
import { errorCode } from './failures.ts';
import { migrate } from './migrate.ts';

export interface OpenOptions {
  readonly dataDir: string;
  /** Null = the embedded database. */
  readonly url: string | null;
  readonly connections: number;
  readonly log: ServerLog;
  readonly clusterSettings?: readonly string[];
}

/** `close` ends the connections and, as the last one, the embedded database. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { dataDir, log } = options;
  const cluster: Cluster | null =
    options.url === null ? await openCluster({ dataDir, log, settings: options.clusterSettings ?? [] }) : null;
  const url = cluster?.url ?? options.url ?? '';
  const database = connectDatabase(url, options.connections, (cause) =>
    log.write('database-unreachable', { error: cause.name, sqlstate: errorCode(cause) }),
  );
  const connectionFile = join(dataDir, 'connection.json');
  const close = async () => {
    await database.close();
    if ((await cluster?.release()) === 'stopped') rmSync(connectionFile, { force: true });
  };
  try {
    const migrations = await migrate(database.db);
    if (migrations > 0) log.write('schema-migrated', { migrations });
    // For tools of the operator (psql, backup): where the embedded database answers at the moment.
    if (cluster !== null) writeFileSync(connectionFile, `${JSON.stringify({ url })}\n`, { mode: 0o600 });
    else rmSync(connectionFile, { force: true });
  } catch (cause) {
    await close();
    throw cause;
  }
  return { ...database, close };
}
