/** Everything that a server process or a command stands on, built in one place from a folder and an address. */
import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Clock } from '@anban/foundation/clock';
import type { Database } from './db/database.ts';
import { clusterExists } from './db/embedded/location.ts';
import { passwordFile } from './db/embedded/orphan.ts';
import { openDatabase } from './db/open.ts';
import { FieldCipher } from './encryption/field-cipher.ts';
import { Keyring, kekFile, readOrCreateKek } from './encryption/keyring.ts';
import type { ServerLog } from './log.ts';

export interface Foundation {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
  readonly log: ServerLog;
  readonly dataDir: string;
}

export interface FoundationOptions {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly connections: number;
  readonly clock: Clock;
  readonly log: ServerLog;
  /** Throws, in words and with nothing made or changed, where there is no database with its keys; default false. */
  readonly mustExist?: boolean;
}

export async function openFoundation(options: FoundationOptions): Promise<Foundation> {
  const { dataDir, databaseUrl, connections, clock, log, mustExist = false } = options;
  if (mustExist) requireDatabase(dataDir, databaseUrl === null);
  else mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  // The database first: it must see whether the keys were there before (db/embedded/orphan.ts).
  const database = await openDatabase({ dataDir, url: databaseUrl, connections, log, mustExist });
  const keyring = new Keyring(database.db, await keyOrClose(dataDir, database));
  return { database, keyring, cipher: new FieldCipher(keyring), clock, log, dataDir };
}

async function keyOrClose(dataDir: string, database: Database): Promise<Buffer> {
  try {
    return readOrCreateKek(dataDir);
  } catch (cause) {
    await database.close();
    throw cause;
  }
}

function requireDatabase(dataDir: string, embedded: boolean): void {
  const keys = existsSync(kekFile(dataDir));
  const database = !embedded || (existsSync(passwordFile(dataDir)) && clusterExists(dataDir));
  if (keys && database) return;
  const missing = database ? '数据库的密钥 (no keys of the database)' : '安办的数据库 (no Anban database)';
  throw new Error(`${resolve(dataDir)} 中没有${missing}。请用 --data-dir 或 --config 指明服务器的数据文件夹。`);
}
