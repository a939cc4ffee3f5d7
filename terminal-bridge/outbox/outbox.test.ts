/** Records on their way to a centre that is away, slow, restored from a backup, or of another opinion. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { firstBreak, verifySigned } from '../testing/chain-check.ts';
import { cardOf, PEOPLE } from '../testing/sample-roster.ts';
import { beginVisit, matchFace, TestTerminal } from '../testing/test-terminal.ts';

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await TestTerminal.start();
});
afterEach(() => terminal.close());

/** One whole check-in of `person`; the answer's payload. */
async function checkIn(person: keyof typeof PEOPLE) {
  const { page, visitId } = await terminal.visitOf(person);
  await matchFace(page, visitId);
  const { payload } = await page.send('Visit.CheckIn', { visitId });
  await page.close();
  return payload;
}

const health = async () => {
  const response = await fetch(`http://127.0.0.1:${terminal.port}/health`);
  return response.json();
};

describe('the centre is away', () => {
  test('the check-in is kept with the terminal’s own number, and said to be kept', async () => {
    await terminal.centre.down();
    expect(await checkIn('today')).toEqual({ outcome: 'kept', number: 'T-A001', room: 'A', printFault: null });
    expect(terminal.devices.receiptPrinter.tickets[0]).toMatchObject({ number: 'T-A001', accepted: false });
    expect(await checkIn('alsoToday')).toMatchObject({ outcome: 'kept', number: 'T-A002', room: 'B' });
    expect(await health()).toMatchObject({ waiting: 4, centre: 'unreachable' });
    await terminal.centre.up();
  });

  test('a person who comes again while cut off is told the same number', async () => {
    await terminal.centre.down();
    await checkIn('today');
    const { document } = await terminal.visitOf('today');
    expect(document.payload.admission).toEqual({ outcome: 'already-checked-in', number: 'T-A001', room: 'A' });
    await terminal.centre.up();
  });

  test('when it is back, all is delivered in order, once; the number is the centre’s, with the one on the paper beside it', async () => {
    await terminal.centre.down();
    await checkIn('today');
    await checkIn('alsoToday');
    await terminal.centre.up();
    const since = terminal.logged.lines.length;
    await terminal.clock.advance(5000);
    await terminal.logged.waitFor('centre-connected', since);
    await expect.poll(async () => (await health()).waiting).toBe(0);
    expect(terminal.centre.records.map(({ record }) => record.sequence)).toEqual([1, 2, 3, 4]);
    expect(firstBreak(terminal.centre.records)).toBeNull();
    const { document } = await terminal.visitOf('today');
    expect(document.payload.admission).toMatchObject({ outcome: 'already-checked-in', number: 'A001 (T-A001)' });
  });

  test('it swallows the answer: the record is sent again and stays one', async () => {
    terminal.centre.trouble.set('/v1/check-ins', 'swallow-answer');
    expect(await checkIn('today')).toMatchObject({ outcome: 'kept', number: 'T-A001' });
    terminal.centre.trouble.clear();
    await terminal.clock.advance(5000);
    await expect.poll(async () => (await health()).waiting).toBe(0);
    expect(terminal.centre.records).toHaveLength(2);
  });

  test('it answers too late: the person gets the terminal’s number after two seconds', async () => {
    terminal.centre.trouble.set('/v1/check-ins', 'hang');
    const { page, visitId } = await terminal.visitOf('today');
    await matchFace(page, visitId);
    const answer = page.send('Visit.CheckIn', { visitId });
    await expect.poll(() => terminal.centre.requests.includes('POST /v1/check-ins')).toBe(true);
    await terminal.clock.advance(2000);
    expect((await answer).payload).toMatchObject({ outcome: 'kept', number: 'T-A001' });
  });
});

describe('the bridge dies', () => {
  test('before delivery: after the next start everything goes out, with good signatures and an unbroken chain', async () => {
    await terminal.centre.down();
    await checkIn('today');
    await terminal.shutDown();
    await terminal.centre.up();
    await terminal.boot();
    await expect.poll(() => terminal.centre.records.length).toBe(2);
    expect(firstBreak(terminal.centre.records)).toBeNull();
    const key = terminal.centre.publicKey ?? '';
    expect(terminal.centre.records.every((signed) => verifySigned(signed, key))).toBe(true);
    expect(terminal.centre.requests.filter((request) => request === 'POST /v1/terminals')).toHaveLength(1);
  });

  test('the roster is still there without the centre, and numbers go on', async () => {
    await terminal.centre.down();
    await checkIn('today');
    await terminal.shutDown();
    await terminal.boot();
    expect(await checkIn('alsoToday')).toMatchObject({ outcome: 'kept', number: 'T-A002' });
    await terminal.centre.up();
  });
});

describe('the centre disagrees', () => {
  test('it lost its tail: the records that it misses are sent again', async () => {
    await checkIn('today');
    terminal.centre.records.length = 1;
    terminal.centre.numbers.clear();
    expect(await checkIn('alsoToday')).toMatchObject({ outcome: 'accepted', room: 'B' });
    expect(terminal.centre.records.map(({ record }) => record.sequence)).toEqual([1, 2, 3, 4]);
    expect(terminal.logged.lines).toContainEqual(expect.objectContaining({ event: 'chain-rewound', sequence: 2 }));
  });

  test('it refuses what a check-in says: the person hears it, the chain goes on, a new try is possible', async () => {
    const error = { name: 'wrong-session', message: '', code: 'X' };
    terminal.centre.trouble.set('/v1/check-ins', { status: 409, error });
    const { page, visitId } = await terminal.visitOf('today');
    await matchFace(page, visitId);
    expect(await page.send('Visit.CheckIn', { visitId })).toEqual({
      code: 'commandErrorCode',
      payload: { errorCode: 'checkInRefused' },
    });
    expect(terminal.devices.receiptPrinter.tickets).toHaveLength(0);
    expect(terminal.logged.lines).toContainEqual(expect.objectContaining({ event: 'record-refused', status: 409 }));
    await page.close();
    expect(await health()).toMatchObject({ waiting: 0 });
    expect((await terminal.visitOf('today')).document.payload.admission).toMatchObject({ outcome: 'admitted' });
  });

  test('it cannot read a record: an alarm, nothing lost, and later records wait behind it', async () => {
    const error = { name: 'malformed', message: '', code: 'X' };
    terminal.centre.trouble.set('/v1/identity-checks', { status: 400, error });
    expect(await checkIn('today')).toMatchObject({ outcome: 'kept' });
    expect(terminal.logged.lines).toContainEqual(expect.objectContaining({ event: 'record-parked', sequence: 1 }));
    expect(await health()).toMatchObject({ waiting: 2, parkedRecord: expect.any(String) });
    terminal.centre.trouble.clear();
    await terminal.clock.advance(300_000);
    await expect.poll(async () => (await health()).waiting).toBe(0);
  });

  test('another terminal was quicker: the first check-in counts', async () => {
    terminal.centre.numbers.set(terminal.roster.examineeOf(PEOPLE.today.number), 'A077');
    expect(await checkIn('today')).toEqual({
      outcome: 'already-checked-in',
      number: 'A077',
      room: 'A',
      printFault: null,
    });
    expect(terminal.devices.receiptPrinter.tickets).toHaveLength(0);
  });
});

test('what lies on the disk names nobody', async () => {
  const { readdirSync, readFileSync } = await import('node:fs');
  await terminal.centre.down();
  await checkIn('today');
  const folder = `${terminal.folder}/state`;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = Buffer.concat(files.map(({ parentPath, name }) => readFileSync(`${parentPath}/${name}`)));
  const token = terminal.roster.bundle.entries[0]?.idToken ?? '';
  for (const secret of ['王建国', PEOPLE.today.number, 'T-A001', token]) expect(bytes.includes(secret)).toBe(false);
  expect(cardOf(PEOPLE.today).name).toBe('王建国');
  await terminal.centre.up();
});

test('a visit that begins before any roster says so', async () => {
  const fresh = new TestTerminal();
  await fresh.boot();
  const page = await fresh.page();
  const visitId = await beginVisit(page);
  expect((await page.send('Visit.ReadDocument', { visitId })).payload).toEqual({ errorCode: 'rosterMissing' });
  await fresh.shutDown();
});
