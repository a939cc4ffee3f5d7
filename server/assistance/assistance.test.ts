/** 工作人员协助 at the centre: who helped is in the list and in the audit log, once, however it is told. */
import { newId } from '@anban/foundation/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../audit/verify.ts';
import { putOfficer } from '../officers/service.ts';
import { OTHER_SITE, REGION, SITE, START, startTestCentre, type TestCentre } from '../testing/centre.ts';
import type { TestTerminal } from '../testing/terminal.ts';
import { assistancesOf } from './store.ts';

const BEGUN = new Date(START).toISOString();
const ENDED = { at: new Date(START + 60_000).toISOString(), why: 'asked' };

let centre: TestCentre;
let terminal: TestTerminal;
let other: TestTerminal;
let officerId: string;
beforeAll(async () => {
  centre = await startTestCentre();
  [terminal, other] = [await centre.terminal(SITE), await centre.terminal(OTHER_SITE)];
  const helper = { regionCode: REGION, staffNumber: '1001', name: '测试甲', pin: '246810' };
  officerId = (await putOfficer(centre.foundation, helper)).officerId;
});
afterAll(() => centre.close());

const line = (change: object = {}) => ({
  id: newId(),
  visitId: newId(),
  officerId,
  begunAt: BEGUN,
  ended: null,
  ...change,
});
const tell = async (assistance: object, from = terminal) => (await from.post('/v1/assistances', assistance)).status;
const listed = async (id: string) =>
  (await assistancesOf(centre.foundation.database.db, REGION, 100)).find((one) => one.id === id);

describe('a helper at a terminal', () => {
  test('is listed by staff number, terminal and site, and ended when the terminal says so', async () => {
    const begun = line();
    expect(await tell(begun)).toBe(200);
    const common = { terminalId: terminal.id, siteCode: SITE, officerId, staffNumber: '1001', begunAt: BEGUN };
    expect(await listed(begun.id)).toMatchObject({ ...common, endedAt: null, why: null });
    expect(await tell({ ...begun, ended: ENDED })).toBe(200);
    expect(await listed(begun.id)).toMatchObject({ ...common, endedAt: ENDED.at, why: 'asked' });
  });

  test.each([
    ['one after the other', true],
    ['at once, after the terminal was cut off', false],
  ])('begins and ends once in the audit log: told %s, and twice', async (_, apart) => {
    const begun = line();
    const whole = { ...begun, ended: ENDED };
    for (const told of apart ? [begun, begun, whole, whole, begun] : [whole, whole]) expect(await tell(told)).toBe(200);
    const entries = await centre.audited(begun.id);
    expect(entries.map(({ action }) => action)).toEqual(['assistance.begun', 'assistance.ended']);
    for (const { actor, details } of entries) {
      expect(actor).toBe(`terminal:${terminal.id}`);
      expect(JSON.parse(details)).toMatchObject({ officerId, visitId: begun.visitId, begunAt: BEGUN });
    }
    expect(JSON.parse(entries[1]?.details ?? '')).toMatchObject({ endedAt: ENDED.at, why: 'asked' });
    const { database, keyring, dataDir } = centre.foundation;
    expect((await verifyAudit(database, keyring, dataDir)).broken).toEqual([]);
  });

  test('who has left the office is kept all the same', async () => {
    const begun = line({ officerId: newId() });
    expect(await tell(begun)).toBe(200);
    expect(await listed(begun.id)).toMatchObject({ staffNumber: null, officerId: begun.officerId });
  });

  test("of another terminal's is refused, and changes nothing", async () => {
    const begun = line();
    await tell(begun);
    expect(await tell({ ...begun, ended: ENDED }, other)).toBe(401);
    expect(await listed(begun.id)).toMatchObject({ terminalId: terminal.id, endedAt: null });
    expect(await centre.audited(begun.id)).toHaveLength(1);
  });

  test.each([
    ['no visit', { visitId: null }],
    ['an end without a reason', { ended: { at: BEGUN } }],
    ['a name', { name: '王建国' }],
  ])('with %s is malformed', async (_, change) => {
    expect(await tell(line(change))).toBe(400);
  });
});
