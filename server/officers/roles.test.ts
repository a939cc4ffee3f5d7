import { newId } from '@anban/foundation/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '../contract/common.ts';
import { testCases } from '../testing/case-machines.ts';
import { REGION, startTestCentre, type TestCentre } from '../testing/centre.ts';
import { testStaff } from '../testing/staff.ts';
import { listRoles, rolesOf } from './roles.ts';
import { putOfficer } from './service.ts';

let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre({ cases: testCases });
});
afterAll(() => centre.close());

const officer = { regionCode: REGION, name: '王芳', pin: '246810' };
const role = (name: 'officer' | 'chief' | 'expert', expertId: string | null = null) => ({ role: name, expertId });

test('who is added without a word about roles is an officer, and keeps what roles they have when changed', async () => {
  const { officerId } = await putOfficer(centre.foundation, { ...officer, staffNumber: '5001' });
  const { db } = centre.foundation.database;
  expect(await rolesOf(db, REGION, officerId)).toEqual([role('officer')]);
  const chief = { ...officer, staffNumber: '5001', roles: [role('chief')] };
  expect((await putOfficer(centre.foundation, chief)).outcome).toBe('changed');
  expect((await putOfficer(centre.foundation, chief)).outcome).toBe('unchanged');
  await putOfficer(centre.foundation, { ...officer, staffNumber: '5001', name: '李强' });
  expect(await rolesOf(db, REGION, officerId)).toEqual([role('chief')]);
});

test('an expert is linked to a row of the pool; the list names everybody', async () => {
  const expertId = newId();
  await putOfficer(centre.foundation, {
    ...officer,
    staffNumber: '5002',
    roles: [role('expert', expertId), role('chief')],
  });
  const listed = await listRoles(centre.foundation.database.db, REGION);
  expect(listed.find(({ staffNumber }) => staffNumber === '5002')?.roles).toEqual([
    role('chief'),
    role('expert', expertId),
  ]);
});

const signIn = async (staffNumber: string, pin: string) => {
  const body = JSON.stringify({ staffNumber, pin });
  const response = await fetch(`${centre.url}/v1/staff/sessions`, { method: 'POST', body });
  return { status: response.status, body: await response.json() };
};
const nameOf = (body: unknown) => Refusal.parse(body).error.name;

test('five wrong PINs lock at the API as at the console, the right one included, for ten minutes', async () => {
  await putOfficer(centre.foundation, { ...officer, staffNumber: '5003' });
  for (let i = 0; i < 4; i += 1) expect((await signIn('5003', '000000')).status).toBe(401);
  await signIn('5003', '000000');
  const locked = await signIn('5003', '246810');
  expect([locked.status, nameOf(locked.body)]).toEqual([429, 'too-many']);
  await centre.clock.advance(600_001);
  expect((await signIn('5003', '246810')).status).toBe(200);
});

test('a session ends by itself after its hours, and at once when it is signed out of', async () => {
  const [person, other] = [await testStaff(centre, ['chief']), await testStaff(centre, ['chief'])];
  const path = '/v1/statistics?year=2026&quarter=1';
  expect((await person.call('DELETE', '/v1/staff/sessions')).body).toEqual({});
  expect((await person.get(path)).status).toBe(401);
  expect((await other.get(path)).status).toBe(200);
  await centre.clock.advance(10 * 3_600_000 + 1);
  expect((await other.get(path)).status).toBe(401);
});
