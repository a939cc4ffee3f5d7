import { ManualClock } from '@anban/foundation/clock';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectDatabase, type Database } from '../db/database.ts';
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { Changes } from './changes.ts';

const RETRY_MS = 2_000;
const LISTENING = "select 1 from pg_stat_activity where query like 'listen%' and datname = current_database()";

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase();
  database = connectDatabase({ url: place.url, connections: 3, role: null, onIdleError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

test('a connection that takes no listen is given back, and one other try is made', async () => {
  const clock = new ManualClock();
  const { pool } = database;
  let taken = 0;
  pool.on('acquire', () => {
    taken += 1;
  });
  pool.once('acquire', (client) => {
    vi.spyOn(client, 'query').mockImplementationOnce(() => {
      // A connection that breaks says so as well as failing what is under way.
      client.emit('error', new Error('broken'));
      return Promise.reject(new Error('broken'));
    });
  });
  const changes = new Changes(database, clock);
  await changes.start();
  expect(pool.totalCount - pool.idleCount).toBe(0);
  await clock.advance(RETRY_MS);
  await expect.poll(() => taken).toBe(2);
  const heard = new Promise((resolve) => changes.changed.on(resolve));
  await expect.poll(async () => (await pool.query(LISTENING)).rowCount).toBe(1);
  changes.announce('370702');
  await clock.advance(RETRY_MS);
  expect(await heard).toBe('370702');
  await expect.poll(() => pool.totalCount - pool.idleCount).toBe(1);
  changes.stop();
  expect(pool.totalCount - pool.idleCount).toBe(0);
});
