import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CheckInAnswer } from './contract/evidence.ts';
import { RosterBundle } from './contract/roster.ts';
import { Workplace } from './testing/process.ts';
import { TestTerminal } from './testing/terminal.ts';

const ROSTER = fileURLToPath(new URL('./samples/roster-today.csv', import.meta.url));
const Code = z.object({ code: z.string() });

let place: Workplace;
beforeEach(() => {
  place = new Workplace();
});
afterEach(() => place.remove());

async function enrolled(url: string): Promise<TestTerminal> {
  const terminal = new TestTerminal(url);
  const made = await place.command('terminal', 'code', '--site', '370702-01', '--json');
  const answer = await terminal.enrol(Code.parse(JSON.parse(made.stdout)).code);
  expect(answer.status).toBe(200);
  return terminal;
}

async function todaysEntries(terminal: TestTerminal) {
  const { entries, sessions } = RosterBundle.parse((await terminal.get('/v1/roster')).body);
  const here = new Set(
    sessions.filter((session) => session.siteCode === '370702-01').map((session) => session.sessionId),
  );
  return entries.filter((entry) => here.has(entry.sessionId));
}

describe('starting and ending', () => {
  test('SIGTERM ends the server, its checkpoint is signed and its database stopped', async () => {
    const server = await place.start();
    server.process.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
    expect(server.events).toContain('checkpoint-made');
    expect(place.databaseRuns()).toBe(false);
  });

  test('a port in use: exit code 98 and one line that names it, and no database is started', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const blocked = new Workplace({ port });
    const { code, stderr } = await blocked.startAndEnd();
    expect([code, stderr]).toEqual([98, `port ${port} on 127.0.0.1 is in use by another program\n`]);
    expect(blocked.databaseRuns()).toBe(false);
    await blocked.remove();
    other.close();
  });

  test('a wrong configuration ends it in words', async () => {
    const wrong = new Workplace({ port: 'x', colour: 1 });
    const { code, stderr } = await wrong.startAndEnd();
    expect(code).toBe(2);
    expect(stderr).toMatch(/port[\s\S]*colour|colour[\s\S]*port/);
    await wrong.remove();
  });
});

test('kill -9 in the middle of check-ins: what was acknowledged is there, numbers have no gap, the database is adopted', async () => {
  let server = await place.start();
  expect((await place.command('roster', 'import', ROSTER, '--day', 'today')).code).toBe(0);
  const terminal = await enrolled(server.url);
  const [first, ...rest] = await todaysEntries(terminal);
  if (first === undefined) throw new Error('nobody on the roster');
  const acknowledged = CheckInAnswer.parse((await terminal.visit(first)).body);
  const [second] = rest;
  if (second === undefined) throw new Error('nobody else');
  const check = terminal.identityCheck(second);
  const record = terminal.checkIn(check);
  const dying = terminal.submit(check).then(() => terminal.submit(record));
  server.process.kill('SIGKILL');
  await dying.catch(() => undefined);
  await server.ended;
  expect(place.databaseRuns()).toBe(true);

  server = await place.start();
  expect(server.events).toContain('database-adopted');
  const again = new TestTerminal(server.url);
  Object.assign(again, { id: terminal.id, regionCode: terminal.regionCode, series: terminal.series });
  const resend = async (path: string, body: unknown) => {
    const request = await terminal.sign('POST', path, JSON.stringify(body));
    return again.send(request);
  };
  expect((await resend('/v1/identity-checks', terminal.signRecord(check))).status).toBe(200);
  const answer = CheckInAnswer.parse((await resend('/v1/check-ins', terminal.signRecord(record))).body);
  expect(answer.outcome).toBe('accepted');
  if (answer.room === acknowledged.room)
    expect([acknowledged.queueNumber, answer.queueNumber]).toEqual(['A001', 'A002']);
  const verified = await place.command('audit', 'verify', '--json');
  expect(JSON.parse(verified.stdout)).toMatchObject({ intact: true, records: 4 });
  server.process.kill('SIGTERM');
  expect((await server.ended).code).toBe(0);
  expect(place.databaseRuns()).toBe(false);
});

test('two server processes on one database: a nonce and a number are used once, the last to leave stops it', async () => {
  const one = await place.start();
  const two = await place.start();
  await place.command('roster', 'import', ROSTER, '--day', 'today');
  const terminal = await enrolled(one.url);
  const neighbour = new TestTerminal(two.url);
  const request = await terminal.sign('GET', '/v1/roster', '');
  expect((await terminal.send(request)).status).toBe(200);
  expect((await neighbour.send(request)).status).toBe(401);

  const [entry] = await todaysEntries(terminal);
  if (entry === undefined) throw new Error('nobody on the roster');
  const check = terminal.identityCheck(entry);
  await terminal.submit(check);
  const signed = JSON.stringify(terminal.signRecord(terminal.checkIn(check)));
  const answers = await Promise.all(
    [terminal, neighbour, terminal, neighbour].map(async (via) =>
      via.send(await terminal.sign('POST', '/v1/check-ins', signed)),
    ),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]?.status).toBe(200);

  one.process.kill('SIGTERM');
  await one.ended;
  expect(place.databaseRuns()).toBe(true);
  expect((await fetch(`${two.url}/health`)).status).toBe(200);
  two.process.kill('SIGTERM');
  await two.ended;
  expect(place.databaseRuns()).toBe(false);
});

describe('commands while no server runs', () => {
  test('start the database, do their work, stop it; the same again changes nothing', async () => {
    const add = () =>
      place.command('officer', 'add', '--number', '1001', '--name', '王芳', '--pin', '246810', '--json');
    const site = () => place.command('site', 'add', '--code', '370702-01', '--name', '鉴定中心', '--json');
    expect(JSON.parse((await site()).stdout)).toMatchObject({ outcome: 'added' });
    expect(JSON.parse((await site()).stdout)).toMatchObject({ outcome: 'unchanged' });
    expect(JSON.parse((await add()).stdout)).toMatchObject({ outcome: 'added' });
    expect(JSON.parse((await add()).stdout)).toMatchObject({ outcome: 'unchanged' });
    expect(place.databaseRuns()).toBe(false);
  });

  test('a bad roster: exit 1, every bad row named, nothing imported', async () => {
    const siteless = new Workplace({ sites: [] });
    const answer = await siteless.command('roster', 'import', ROSTER, '--day', 'today', '--json');
    await siteless.remove();
    expect(answer.code).toBe(1);
    expect(JSON.parse(answer.stdout)).toMatchObject({ imported: false });
    expect(answer.stdout).not.toMatch(/\d{17}/);
    const two = join(place.dataDir, 'two.csv');
    writeFileSync(two, '姓名,身份证号码,诊室,地点代码\n,370702196803120017,A,370702-99\n');
    const { stderr } = await place.command('roster', 'import', two, '--day', 'today');
    expect(stderr).toMatch(/第2行 姓名：没有填写\n第2行 地点代码：没有登记的地点 370702-99/);
  });

  test('a PIN from standard input is seen by nobody; a wrong one, or none at all, is wrong usage', async () => {
    const byInput = ['officer', 'add', '--number', '1003', '--name', '李强', '--pin-stdin'];
    expect((await place.commandFed('246810\n', ...byInput)).code).toBe(0);
    const wrong = await Promise.all([
      ...['24\n', '123456789\n'].map((pin) => place.commandFed(pin, ...byInput)),
      place.command('officer', 'add', '--number', '1003', '--name', '李强'),
      place.command(...byInput, '--pin', '246810'),
    ]);
    expect(wrong.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
  });

  test.each([
    [['audit', 'verify']],
    [['terminal', 'list']],
    [['terminal', 'revoke', '01900000-0000-7000-8000-000000000000']],
  ])('%j in a folder without a database: exit 3, the folder is named and nothing is made', async (command) => {
    const missing = join(place.dataDir, 'wrong');
    const answer = async (folder: string) => {
      const { code, stderr } = await place.command(...command, '--data-dir', folder);
      expect([code, stderr]).toEqual([3, expect.stringContaining(`${folder} 中没有`)]);
    };
    await Promise.all([missing, place.dataDir].map(answer));
    expect(readdirSync(place.dataDir)).toEqual(['server.json']);
  });

  test('the audit log of a stopped server is verified, and nothing is added to its folder', async () => {
    await place.command('site', 'add', '--code', '370702-01', '--name', '鉴定中心');
    const before = readdirSync(place.dataDir);
    expect((await place.command('audit', 'verify')).code).toBe(0);
    expect(readdirSync(place.dataDir)).toEqual(before);
    rmSync(join(place.dataDir, 'keys'), { recursive: true });
    expect((await place.command('audit', 'verify')).code).toBe(3);
    expect(readdirSync(place.dataDir)).not.toContain('keys');
  });

  test('wrong usage is exit 2', async () => {
    const answers = await Promise.all([
      place.command('roster', 'import', ROSTER, '--day', 'gestern'),
      place.command('terminal', 'code'),
      place.command('terminal', 'revoke', 'x'),
      place.command('officer', 'add', '--number', '1', '--name', 'x', '--pin', '246810'),
    ]);
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
  });
});
