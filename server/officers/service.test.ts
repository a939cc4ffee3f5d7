import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REGION, startTestCentre, type TestCentre } from '../testing/centre.ts';
import { findSession, putOfficer, signIn } from './service.ts';

const HOUR_MS = 3_600_000;

let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre();
});
afterAll(() => centre.close());

const put = (staffNumber: string, pin: string, name = '王芳') =>
  putOfficer(centre.foundation, { regionCode: REGION, staffNumber, name, pin });
const enter = (staffNumber: string, pin: string) =>
  signIn(centre.foundation, { regionCode: REGION, staffNumber, pin }, HOUR_MS);

test("a changed PIN ends that officer's sessions and nobody else's", async () => {
  await put('1001', '246810');
  await put('1002', '135790');
  const [mine, another] = [unwrap(await enter('1001', '246810')), unwrap(await enter('1002', '135790'))];
  expect((await put('1001', '975318')).outcome).toBe('changed');
  expect(await findSession(centre.foundation, mine)).toBeNull();
  expect(await findSession(centre.foundation, another)).not.toBeNull();
  expect((await enter('1001', '246810')).ok).toBe(false);
  expect((await enter('1001', '975318')).ok).toBe(true);
});

test('a changed name ends nothing', async () => {
  await put('1003', '246810');
  const token = unwrap(await enter('1003', '246810'));
  expect((await put('1003', '246810', '李强')).outcome).toBe('changed');
  expect((await findSession(centre.foundation, token))?.name).toBe('李强');
});

test('a PIN changed while somebody signs in with the old one: whichever comes first, the old one has no session', async () => {
  for (let i = 0; i < 5; i += 1) {
    const number = String(2000 + i);
    await put(number, '246810');
    const [entered] = await Promise.all([enter(number, '246810'), put(number, '975318')]);
    if (entered.ok) expect(await findSession(centre.foundation, entered.value)).toBeNull();
  }
});
