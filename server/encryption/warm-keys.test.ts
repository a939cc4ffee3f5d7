import { systemClock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { expect, test } from 'vitest';
import { caseServices } from '../cases/compose.ts';
import { openCase } from '../cases/open.ts';
import { createTestDatabase } from '../db/test-database.ts';
import { ownPartners } from '../exchange/own-partners.ts';
import { silentLog } from '../log.ts';
import { openFoundation } from '../services.ts';
import { testFile } from '../testing/staff.ts';
import { warmKeys } from './warm-keys.ts';

const REGION = '370702';

test('eight cases opened at once on two connections: none waits for a connection to read a key', async () => {
  const { dataDir, url: databaseUrl, drop } = await createTestDatabase();
  const foundation = await openFoundation({ dataDir, databaseUrl, connections: 2, clock: systemClock, log: silentLog });
  await warmKeys(foundation.database, foundation.keyring, REGION);
  const services = caseServices(foundation, ownPartners);
  const data = { relation: 'self', injuryOn: '2026-11-01' };
  const actor = { role: 'clerk', id: 'test' } as const;
  const about = { regionCode: REGION, province: '山东', actor, event: 'START_DRAFT', data };
  const opened = await Promise.all(
    Array.from({ length: 8 }, (_, n) => openCase(services, { ...about, id: newId(), file: testFile(n) })),
  );
  expect(opened.filter(({ ok }) => ok)).toHaveLength(8);
  await foundation.database.close();
  await drop();
}, 30_000);

test('work in many transactions at once finds every key of every region without a connection', async () => {
  const { dataDir, url: databaseUrl, drop } = await createTestDatabase();
  const foundation = await openFoundation({ dataDir, databaseUrl, connections: 2, clock: systemClock, log: silentLog });
  const { database, keyring } = foundation;
  const site = { region_code: '370703', code: '370703-01', name: '测试' };
  await database.db.insertInto('site').values(site).execute();
  await warmKeys(database, keyring, REGION);
  const purposes = ['field', 'blind-index', 'roster-token'] as const;
  const keys = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      database.db.transaction().execute(async () => {
        const region = n % 2 === 0 ? REGION : '370703';
        for (const purpose of purposes) await keyring.key(region, purpose);
        return true;
      }),
    ),
  );
  expect(keys).toHaveLength(8);
  await database.close();
  await drop();
}, 30_000);
