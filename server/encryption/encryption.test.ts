import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManualClock } from '@anban/foundation/clock';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../db/test-database.ts';
import { silentLog } from '../log.ts';
import { openFoundation } from '../services.ts';
import { REGION, startTestCentre, type TestCentre } from '../testing/centre.ts';
import { blindIndexOf } from './blind-index.ts';
import { Keyring, readOrCreateKek } from './keyring.ts';

let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre();
});
afterAll(() => centre.close());

const place = { table: 'examinee', column: 'name', regionCode: REGION, rowId: 'a' };

test('whatever text goes in comes out, and never twice the same bytes', async () => {
  const { cipher } = centre.foundation;
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      const sealed = await cipher.encrypt(place, text);
      expect(await cipher.decrypt(place, sealed)).toBe(text);
      expect(sealed.equals(await cipher.encrypt(place, text))).toBe(false);
    }),
    { numRuns: 50 },
  );
});

test('a file takes no more room than itself and its header', async () => {
  const { cipher } = centre.foundation;
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256));
  const sealed = await cipher.encryptBytes(place, bytes);
  expect(sealed).toHaveLength(1045);
  expect((await cipher.decryptBytes(place, sealed)).equals(bytes)).toBe(true);
});

test.each([{ table: 'officer' }, { column: 'number' }, { regionCode: '370703' }, { rowId: 'b' }])(
  'a value copied to another place (%o) cannot be read there',
  async (other) => {
    const { cipher } = centre.foundation;
    const sealed = await cipher.encrypt(place, '王建国');
    await expect(cipher.decrypt({ ...place, ...other }, sealed)).rejects.toThrow();
  },
);

test('any changed byte is found', async () => {
  const { cipher } = centre.foundation;
  const sealed = await cipher.encrypt(place, '王建国');
  for (let i = 0; i < sealed.length; i += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8((changed.at(i) ?? 0) ^ 1, i);
    await expect(cipher.decrypt(place, changed)).rejects.toThrow();
  }
});

test('two processes that need a key for the first time get the same one', async () => {
  const kek = readOrCreateKek(centre.foundation.dataDir);
  const rings = Array.from({ length: 5 }, () => new Keyring(centre.foundation.database.db, kek));
  const keys = await Promise.all(rings.map((ring) => ring.key('370784', 'field')));
  expect(new Set(keys.map(({ key }) => key.toString('hex'))).size).toBe(1);
});

test('another key file: the start fails in words', async () => {
  await centre.foundation.keyring.key(REGION, 'field');
  const stranger = new Keyring(centre.foundation.database.db, Buffer.alloc(32, 1));
  await expect(stranger.key(REGION, 'field')).rejects.toThrow('does not belong to this database');
});

test('the key file is for its owner alone, and a short one is refused', () => {
  const path = join(centre.foundation.dataDir, 'keys', 'kek');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const good = readOrCreateKek(centre.foundation.dataDir);
  writeFileSync(path, 'short');
  expect(() => readOrCreateKek(centre.foundation.dataDir)).toThrow('32 bytes');
  writeFileSync(path, good.toString('base64url'));
});

test('the blind index needs its key and hides the number', () => {
  const index = blindIndexOf(Buffer.alloc(32, 1), '370702196803120017');
  expect(index).toHaveLength(16);
  expect(blindIndexOf(Buffer.alloc(32, 2), '370702196803120017').equals(index)).toBe(false);
});

test('a command on an existing database makes the key that is missing: what it seals, the server reads', async () => {
  const { dataDir, url: databaseUrl, drop } = await createTestDatabase();
  const options = { dataDir, databaseUrl, connections: 2, clock: new ManualClock(0), log: silentLog };
  const server = await openFoundation(options);
  const command = await openFoundation({ ...options, mustExist: true });
  const sealed = await command.cipher.encrypt(place, '王建国');
  await command.database.close();
  expect(await server.cipher.decrypt(place, sealed)).toBe('王建国');
  await server.database.close();
  await drop();
});
