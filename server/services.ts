/** Everything that a server process or a command stands on, built in one place from a folder and an address. */
import { mkdirSync } from 'node:fs';
import type { Clock } from '@anban/foundation/clock';
import type { Database } from './db/database.ts';
import { openDatabase } from './db/open.ts';
import { FieldCipher } from './encryption/field-cipher.ts';
import { Keyring, readOrCreateKek } from './encryption/keyring.ts';
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
}

export async function openFoundation(options: FoundationOptions): Promise<Foundation> {
  const { dataDir, databaseUrl, connections, clock, log } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  // The database first: it must see whether the keys were there before (db/embedded/orphan.ts).
  const database = await openDatabase({ dataDir, url: databaseUrl, connections, log });
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
