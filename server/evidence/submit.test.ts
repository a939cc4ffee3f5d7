import { newId } from '@anban/foundation/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../audit/verify.ts';
import { CheckInAnswer, type IdentityCheckRecord } from '../contract/evidence.ts';
import { putOfficer } from '../officers/service.ts';
import { OTHER_SITE, REGION, SITE, START, startTestCentre, type TestCentre } from '../testing/centre.ts';
import { MATCH } from '../testing/terminal.ts';

let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre();
});
afterAll(() => centre.close());

const Numbered = CheckInAnswer.transform((answer) => answer.queueNumber);
const Refused = z.object({ error: z.object({ name: z.string(), expectedSequence: z.number().optional() }) });
const refusal = ({ status, body }: { status: number; body: unknown }) => ({ status, ...Refused.parse(body).error });
const countOf = async (table: 'check_in' | 'evidence_record', column: 'id' | 'examinee_id', id: string) =>
  (await centre.foundation.database.db.selectFrom(table).select('id').where(column, '=', id).execute()).length;

async function ready(siteCode?: string) {
  const [subject] = await centre.examinees(1, {
    from: next(),
    room: 'Z',
    ...(siteCode === undefined ? {} : { siteCode }),
  });
  if (subject === undefined) throw new Error('no examinee');
  return { terminal: await centre.terminal(), subject };
}
let used = 100;
const next = () => {
  used += 1;
  return used;
};

describe('a person identified at the terminal', () => {
  test('gets the first number of the room, and the next one the second', async () => {
    const [one, two] = await centre.examinees(2, { from: 1, room: 'B' });
    const terminal = await centre.terminal();
    if (one === undefined || two === undefined) throw new Error('two examinees');
    const first = await terminal.visit(one);
    expect(first.status).toBe(200);
    expect(CheckInAnswer.parse(first.body)).toMatchObject({ outcome: 'accepted', queueNumber: 'B001', room: 'B' });
    expect(Numbered.parse((await terminal.visit(two)).body)).toBe('B002');
  });

  test('is told the first number when another check-in exists, from whichever terminal', async () => {
    const { terminal, subject } = await ready();
    const first = CheckInAnswer.parse((await terminal.visit(subject)).body);
    await centre.clock.advance(60_000);
    const other = await centre.terminal();
    const second = CheckInAnswer.parse((await other.visit(subject)).body);
    expect(second).toMatchObject({ outcome: 'already-checked-in', queueNumber: first.queueNumber, at: first.at });
    expect(await countOf('check_in', 'examinee_id', subject.examineeId)).toBe(1);
  });
});

describe('many at the same moment', () => {
  test('twenty terminals get twenty different numbers without a gap', async () => {
    const subjects = await centre.examinees(20, { from: 200, room: 'C' });
    const visits = await Promise.all(
      subjects.map(async (subject) => {
        const terminal = await centre.terminal();
        const check = terminal.identityCheck(subject);
        await terminal.submit(check);
        return { terminal, record: terminal.checkIn(check) };
      }),
    );
    const answers = await Promise.all(visits.map(({ terminal, record }) => terminal.submit(record)));
    const numbers = answers.map(({ body }) => Numbered.parse(body)).sort();
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => `C${String(i + 1).padStart(3, '0')}`));
  });

  test('one record sent ten times is one row and ten equal answers', async () => {
    const { terminal, subject } = await ready();
    const check = terminal.identityCheck(subject);
    await terminal.submit(check);
    const record = terminal.checkIn(check);
    const answers = await Promise.all(Array.from({ length: 10 }, () => terminal.submit(record)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(await countOf('evidence_record', 'id', record.id)).toBe(1);
    expect(await countOf('check_in', 'id', record.id)).toBe(1);
  });

  test('one examinee at ten terminals is accepted once, and no number is lost', async () => {
    const [contested, other] = await centre.examinees(2, { from: 300, room: 'D' });
    if (contested === undefined || other === undefined) throw new Error('two examinees');
    const visits = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const terminal = await centre.terminal();
        const check = terminal.identityCheck(contested);
        await terminal.submit(check);
        return { terminal, record: terminal.checkIn(check) };
      }),
    );
    const answers = await Promise.all(visits.map(({ terminal, record }) => terminal.submit(record)));
    const parsed = answers.map(({ body }) => CheckInAnswer.parse(body));
    expect(parsed.filter((answer) => answer.outcome === 'accepted')).toHaveLength(1);
    expect(new Set(parsed.map((answer) => answer.queueNumber))).toEqual(new Set(['D001']));
    expect(Numbered.parse((await (await centre.terminal()).visit(other)).body)).toBe('D002');
  });
});

describe('a record that does not fit', () => {
  test('skips one in the chain: 409 names the sequence that is waited for, and nothing is stored', async () => {
    const { terminal, subject } = await ready();
    terminal.identityCheck(subject);
    const second = terminal.identityCheck(subject);
    expect(refusal(await terminal.submit(second))).toMatchObject({
      status: 409,
      name: 'chain-broken',
      expectedSequence: 1,
    });
    expect(await countOf('evidence_record', 'id', second.id)).toBe(0);
  });

  test('has the right sequence but another predecessor: 409', async () => {
    const { terminal, subject } = await ready();
    await terminal.submit(terminal.identityCheck(subject));
    const forked = { ...terminal.identityCheck(subject), previous: 'a'.repeat(64) };
    expect(refusal(await terminal.submit(forked))).toMatchObject({
      status: 409,
      name: 'chain-broken',
      expectedSequence: 2,
    });
  });

  test('has an id that was stored with other content: 422', async () => {
    const { terminal, subject } = await ready();
    const check = terminal.identityCheck(subject);
    await terminal.submit(check);
    const changed = { ...check, reason: 'changed' };
    expect(refusal(await terminal.submit(changed))).toMatchObject({ status: 422, name: 'other-content' });
  });

  test("has the id of another terminal's record: 422", async () => {
    const { terminal, subject } = await ready();
    const check = terminal.identityCheck(subject);
    await terminal.submit(check);
    const thief = await centre.terminal();
    expect(refusal(await thief.submit(thief.identityCheck(subject, { id: check.id })))).toMatchObject({ status: 422 });
  });

  test('is resent after later ones were stored: the answer of the first time', async () => {
    const { terminal, subject } = await ready();
    const check = terminal.identityCheck(subject);
    const first = await terminal.submit(check);
    const checkIn = terminal.checkIn(check);
    const answer = await terminal.submit(checkIn);
    expect(await terminal.submit(check)).toEqual(first);
    expect(await terminal.submit(checkIn)).toEqual(answer);
  });

  test('was changed after it was signed: 401', async () => {
    const { terminal, subject } = await ready();
    const signed = terminal.signRecord(terminal.identityCheck(subject, { decision: 'no-match' }));
    const forged = { ...signed, record: { ...signed.record, decision: 'pass' } };
    expect(refusal(await terminal.post('/v1/identity-checks', forged))).toMatchObject({
      status: 401,
      name: 'record-signature',
    });
  });

  test("is another terminal's record, sent under the own name: 401", async () => {
    const { terminal, subject } = await ready();
    const other = await centre.terminal();
    const signed = terminal.signRecord(terminal.identityCheck(subject));
    expect(refusal(await other.post('/v1/identity-checks', signed))).toMatchObject({
      status: 401,
      name: 'record-not-yours',
    });
  });

  test('is not of the shape of the contract, or no JSON: 400', async () => {
    const { terminal, subject } = await ready();
    const { record, signature } = terminal.signRecord(terminal.identityCheck(subject));
    const more = { record: { ...record, name: 'x' }, signature };
    expect(refusal(await terminal.post('/v1/identity-checks', more))).toMatchObject({ status: 400, name: 'malformed' });
    const broken = await terminal.send(await terminal.sign('POST', '/v1/check-ins', '{'));
    expect(refusal(broken)).toMatchObject({ status: 400 });
  });

  const passOf = (change: Partial<IdentityCheckRecord>) => change;
  const [one, two] = [newId(), newId()];
  test.each([
    ['by two officers who are one', passOf({ method: 'two-officers', match: null, officers: [one, one] })],
    ['by one officer', passOf({ method: 'two-officers', match: null, officers: [one] })],
    ['by nobody', passOf({ method: 'two-officers', match: null })],
    ['by two officers and a comparison', passOf({ method: 'two-officers', officers: [one, two] })],
    ['by a face without a comparison', passOf({ match: null })],
    ['by a face that is too far', passOf({ match: { ...MATCH, distance: 0.41 } })],
    ['by a face seen in one frame', passOf({ match: { ...MATCH, framesCompared: 1 } })],
  ])('is a pass that cannot be, %s: 400, and nothing is stored', async (_how, change) => {
    const { terminal, subject } = await ready();
    const check = terminal.identityCheck(subject, change);
    expect(refusal(await terminal.submit(check))).toMatchObject({ status: 400, name: 'malformed' });
    expect(await countOf('evidence_record', 'id', check.id)).toBe(0);
  });

  test('is far too long: 413', async () => {
    const { terminal } = await ready();
    const request = await terminal.sign('POST', '/v1/check-ins', JSON.stringify({ text: 'x'.repeat(20_000) }));
    expect(refusal(await terminal.send(request))).toMatchObject({ status: 413, name: 'too-large' });
  });
});

describe('a check-in whose content is refused is kept, refused alike again, and the chain goes on', () => {
  const refusedAndGoesOn = async (
    make: (
      parts: Awaited<ReturnType<typeof ready>>,
    ) => Promise<{ status: number; name: string; resend: () => Promise<unknown> }>,
    expected: { status: number; name: string },
  ) => {
    const parts = await ready();
    const { resend, ...answer } = await make(parts);
    expect(answer).toMatchObject(expected);
    expect(await resend()).toMatchObject(expected);
    const accepted = await parts.terminal.visit(parts.subject);
    expect(accepted.status).toBe(200);
  };
  type Terminal = Awaited<ReturnType<typeof ready>>['terminal'];
  const submitted = async (terminal: Terminal, record: ReturnType<Terminal['checkIn']>) => ({
    ...refusal(await terminal.submit(record)),
    resend: async () => refusal(await terminal.submit(record)),
  });

  test('without a passed identity check', () =>
    refusedAndGoesOn(
      async ({ terminal, subject }) => {
        const check = terminal.identityCheck(subject, { decision: 'officer' });
        await terminal.submit(check);
        return submitted(terminal, terminal.checkIn(check));
      },
      { status: 409, name: 'not-identified' },
    ));

  test('by officers whom the region does not have; with two that it has, the next one passes', async () => {
    const { terminal, subject } = await ready();
    const put = async (staffNumber: string) => {
      const { officerId } = await putOfficer(centre.foundation, {
        regionCode: REGION,
        staffNumber,
        name: '官',
        pin: '246810',
      });
      return officerId;
    };
    const officers = [await put('2001'), await put('2002')];
    const byOfficers = { method: 'two-officers', match: null } as const;
    const check = terminal.identityCheck(subject, { ...byOfficers, officers: [officers[0] ?? '', newId()] });
    const expected = { status: 409, name: 'not-identified' };
    expect(refusal(await terminal.submit(check))).toMatchObject(expected);
    expect(refusal(await terminal.submit(check))).toMatchObject(expected);
    expect(refusal(await terminal.submit(terminal.checkIn(check)))).toMatchObject(expected);
    expect(await countOf('evidence_record', 'id', check.id)).toBe(1);
    const genuine = terminal.identityCheck(subject, { ...byOfficers, officers });
    expect((await terminal.submit(genuine)).status).toBe(200);
    expect((await terminal.submit(terminal.checkIn(genuine))).status).toBe(200);
    const { database, keyring, dataDir } = centre.foundation;
    expect((await verifyAudit(database, keyring, dataDir)).broken).toEqual([]);
  });

  test('and stands on the list of alerts once, however often it is sent', async () => {
    const { terminal, subject } = await ready();
    const check = terminal.identityCheck(subject, { decision: 'officer' });
    await terminal.submit(check);
    const late = new Date(START - 5 * 86_400_000).toISOString();
    const record = terminal.checkIn(check, { at: late });
    await terminal.submit(record);
    await terminal.submit(record);
    const alerts = await centre.foundation.database.db
      .selectFrom('alert')
      .select(['kind', 'at', 'site_code'])
      .where('examinee_id', '=', subject.examineeId)
      .execute();
    expect(alerts).toEqual([{ kind: 'record-refused', at: new Date(centre.clock.now()), site_code: SITE }]);
  });

  test('with the identity check of another visit', () =>
    refusedAndGoesOn(
      async ({ terminal, subject }) => {
        const check = terminal.identityCheck(subject);
        await terminal.submit(check);
        return submitted(terminal, terminal.checkIn(check, { visitId: newId() }));
      },
      { status: 409, name: 'not-identified' },
    ));

  test('with the identity check of another person', () =>
    refusedAndGoesOn(
      async ({ terminal, subject }) => {
        const [other] = await centre.examinees(1, { from: next() });
        const check = terminal.identityCheck(other ?? subject);
        await terminal.submit(check);
        return submitted(terminal, terminal.checkIn(check, { examineeId: subject.examineeId }));
      },
      { status: 409, name: 'not-identified' },
    ));

  test('of nobody on the roster', () =>
    refusedAndGoesOn(
      async ({ terminal, subject }) => {
        const check = terminal.identityCheck({ ...subject, examineeId: newId() });
        await terminal.submit(check);
        return submitted(terminal, terminal.checkIn(check));
      },
      { status: 404, name: 'examinee-unknown' },
    ));

  test('on the wrong day, by the hour in China', () =>
    refusedAndGoesOn(
      async ({ terminal, subject }) => {
        const check = terminal.identityCheck(subject);
        await terminal.submit(check);
        // 00:30 in China on the next day is still the evening of today in UTC.
        const at = new Date(START + 15.5 * 3_600_000).toISOString();
        return submitted(terminal, terminal.checkIn(check, { at }));
      },
      { status: 409, name: 'wrong-session' },
    ));

  test('at the wrong site', async () => {
    const { terminal } = await ready();
    const { subject } = await ready(OTHER_SITE);
    expect(refusal(await terminal.visit(subject))).toMatchObject({ status: 409, name: 'wrong-session' });
  });
});

test('a check-in made while cut off is accepted days later, for the day on which it was made', async () => {
  const [subject] = await centre.examinees(1, { day: '2026-11-18' });
  if (subject === undefined) throw new Error('no examinee');
  const terminal = await centre.terminal();
  const at = new Date(START - 3 * 86_400_000).toISOString();
  const check = terminal.identityCheck(subject, { at });
  expect((await terminal.submit(check)).status).toBe(200);
  const answer = CheckInAnswer.parse((await terminal.submit(terminal.checkIn(check, { at }))).body);
  expect(answer).toMatchObject({ outcome: 'accepted', at });
});

test('identity check and check-in sent at once: whichever comes first, nothing is refused for good', async () => {
  const { terminal, subject } = await ready();
  const check = terminal.identityCheck(subject);
  const record = terminal.checkIn(check);
  const [first, second] = await Promise.all([terminal.submit(check), terminal.submit(record)]);
  expect(first.status).toBe(200);
  const answer = second.status === 409 ? await terminal.submit(record) : second;
  expect(CheckInAnswer.parse(answer.body).outcome).toBe('accepted');
});

test('the log names no person: no name, no number, no token', () => {
  const text = centre.logged.join('');
  expect(text).toContain('"event":"request"');
  expect(text).not.toMatch(/测试|37070219/);
});
