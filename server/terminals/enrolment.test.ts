import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { EnrolAnswer } from '../contract/terminals.ts';
import { OTHER_SITE, SITE, startTestCentre, type TestCentre } from '../testing/centre.ts';
import { type Answer, TestTerminal } from '../testing/terminal.ts';
import { listTerminals, revokeTerminal } from './administration.ts';
import { CODE_LIFETIME_MS, makeCode } from './enrolment.ts';
import { seriesAt } from './series.ts';

let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre();
});
afterAll(() => centre.close());

const code = async (site = SITE) => unwrap(await makeCode(centre.foundation, site)).code;
const fresh = () => new TestTerminal(centre.url, () => centre.clock.now());
const Refusal = z.object({ error: z.object({ name: z.string() }) });
const name = ({ status, body }: Answer) => [status, Refusal.parse(body).error.name];

test('the first terminal of a site is A, the next B, and the other site begins with A again', async () => {
  const answers = [];
  for (const site of [SITE, SITE, OTHER_SITE])
    answers.push(EnrolAnswer.parse((await fresh().enrol(await code(site))).body));
  expect(answers.map(({ siteCode, series }) => siteCode + series)).toEqual([`${SITE}A`, `${SITE}B`, `${OTHER_SITE}A`]);
  expect(answers[0]?.siteName).toBe('潍城区劳动能力鉴定中心');
});

test('ten terminals enrolled at once get ten different series', async () => {
  const codes = await Promise.all(Array.from({ length: 10 }, () => code()));
  const answers = await Promise.all(codes.map((one) => fresh().enrol(one)));
  expect(new Set(answers.map(({ body }) => EnrolAnswer.parse(body).series)).size).toBe(10);
});

test('a code used by another key, an unknown one, and one older than an hour are refused', async () => {
  const used = await code();
  await fresh().enrol(used);
  expect(name(await fresh().enrol(used))).toEqual([403, 'code-refused']);
  expect(name(await fresh().enrol('AAAA-AAAA'))).toEqual([403, 'code-refused']);
  const old = await code();
  await centre.clock.advance(CODE_LIFETIME_MS + 1);
  expect(name(await fresh().enrol(old))).toEqual([403, 'code-refused']);
});

test('the same code with the same key again gives the same terminal: the first answer may have been lost', async () => {
  const terminal = fresh();
  const one = await code();
  const first = await terminal.enrol(one);
  expect(await terminal.enrol(one)).toEqual(first);
});

test('a code that is used twice at once by two keys makes one terminal', async () => {
  const one = await code();
  const answers = await Promise.all([fresh().enrol(one), fresh().enrol(one)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
});

test('the code is not in the database', async () => {
  const one = await code();
  const rows = await centre.foundation.database.db.selectFrom('terminal_code').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(one);
});

test('a malformed request is a 400, a flood of wrong codes a 429', async () => {
  expect(name(await fresh().enrol('no code'))).toEqual([400, 'malformed']);
  let last: unknown;
  for (let i = 0; i < 21; i += 1) last = (await fresh().enrol('AAAA-AAAB')).status;
  expect(last).toBe(429);
  await centre.clock.advance(600_001);
  expect((await fresh().enrol('AAAA-AAAB')).status).toBe(403);
});

test('the operator sees the terminals and takes one out of service', async () => {
  const terminal = await centre.terminal();
  expect(await revokeTerminal(centre.foundation.database, centre.clock, terminal.id)).toBe(true);
  const line = (await listTerminals(centre.foundation.database)).find((one) => one.terminalId === terminal.id);
  expect(line).toMatchObject({ siteCode: SITE, records: 0, publicKey: terminal.publicKey });
  expect(line?.revokedAt).not.toBeNull();
});

test('series go A to Z, AA to ZZ, and end there', () => {
  expect([0, 25, 26, 51, 52, 701].map(seriesAt)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ']);
  expect(seriesAt(702)).toBeNull();
});
