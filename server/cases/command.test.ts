import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Workplace } from '../testing/process.ts';
import { testFile } from '../testing/staff.ts';

let place: Workplace;
let number = '';
beforeAll(() => {
  place = new Workplace();
});
afterAll(() => place.remove());

const Found = z.object({ cases: z.array(z.object({ number: z.string() })) });
const SignedIn = z.object({ token: z.string() });
const sent = JSON.stringify({ file: testFile(1), data: { relation: 'self', injuryOn: '2026-11-01' } });

test('a case that an operator opens on a new database is one that an officer finds by number', async () => {
  const opened = await place.commandFed(sent, 'case', 'open', '--as', 'clerk', '--by', 'anna', '--json');
  expect(opened).toMatchObject({ code: 0 });
  await place.command('officer', 'add', '--number', '1001', '--name', '王芳', '--pin', '246810', '--role', 'clerk');
  number = z.object({ number: z.string() }).parse(JSON.parse(opened.stdout)).number;
  const server = await place.start();
  const signIn = { method: 'POST', body: JSON.stringify({ staffNumber: '1001', pin: '246810' }) };
  const { token } = SignedIn.parse(await (await fetch(`${server.url}/v1/staff/sessions`, signIn)).json());
  const search = {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ number: testFile(1).person.number }),
  };
  const found = Found.parse(await (await fetch(`${server.url}/v1/case-searches`, search)).json());
  expect(found.cases).toEqual([{ number }]);
  server.process.kill('SIGTERM');
  await server.ended;
}, 60_000);

test('what is wrong is said with its article, and how a command ends tells what it was', async () => {
  const early = await place.command('case', 'step', number, 'determination', 'DECIDE_YES', '--as', 'chief');
  expect([early.stderr, early.code]).toEqual([expect.stringMatching(/第.+条/), 1]);
  expect((await place.command('case', 'show', '370702-2026-99999')).code).toBe(1);
  expect((await place.commandFed('{', 'case', 'open', '--as', 'clerk')).code).toBe(2);
  expect((await place.commandFed('{}', 'case', 'open', '--as', 'clerk')).code).toBe(2);
  expect((await place.command('case', 'work', '--role', 'nobody')).code).toBe(2);
}, 60_000);

test('an account of an expert stands for somebody of the pool, or is not made', async () => {
  const add = ['officer', 'add', '--number', '5001', '--name', '李医生', '--pin', '246810', '--role', 'expert'];
  const nobody = await place.command(...add, '--expert', '0190a000-0000-7000-8000-000000000000');
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('专家库中没有')]);
  expect((await place.command('officer', 'roles')).stdout).not.toContain('5001');
}, 60_000);
