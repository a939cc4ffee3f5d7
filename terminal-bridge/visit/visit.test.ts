/** One person's visit over the real socket, with devices moved by hand and a centre on real HTTP. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CONSENT_VERSION } from '../protocol/consent.ts';
import { NO_FACE, NO_MATCH, OFFICER, PASS } from '../testing/fake-devices.ts';
import { beginVisit, confirm, matchFace, TestTerminal } from '../testing/test-terminal.ts';

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await TestTerminal.start();
});
afterEach(() => terminal.close());

describe('a person whose face matches the card', () => {
  test('gets the number of the centre, on paper', async () => {
    const { page, visitId, document } = await terminal.visitOf('today');
    expect(document).toEqual({
      code: 'ok',
      payload: {
        holder: { name: '王*国', maskedNumber: '370702********0017' },
        cardExpired: false,
        faceUnavailable: null,
        admission: { outcome: 'admitted', room: 'A' },
      },
    });
    expect(await matchFace(page, visitId)).toEqual({ code: 'ok', payload: { outcome: 'pass', reason: null } });
    const answer = await page.send('Visit.CheckIn', { visitId });
    expect(answer.payload).toEqual({ outcome: 'accepted', number: 'A001', room: 'A', printFault: null });
    expect(terminal.devices.receiptPrinter.tickets).toEqual([
      expect.objectContaining({
        number: 'A001',
        room: 'A',
        holder: '王*国',
        accepted: true,
        printedAt: '2026-11-21 09:00',
      }),
    ]);
    expect(terminal.centre.records.map(({ record }) => [record.sequence, record.kind])).toEqual([
      [1, 'identity-check'],
      [2, 'check-in'],
    ]);
  });

  test('asked twice, the check-in is one record, one ticket, one answer', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    await matchFace(page, visitId);
    const [first, second] = await Promise.all([
      page.send('Visit.CheckIn', { visitId }),
      page.send('Visit.CheckIn', { visitId }),
    ]);
    expect(second.payload).toEqual(first.payload);
    expect(terminal.devices.receiptPrinter.tickets).toHaveLength(1);
    expect(terminal.centre.records).toHaveLength(2);
  });

  test('coming again, hears that the check-in is done, with its number', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    await matchFace(page, visitId);
    await page.send('Visit.CheckIn', { visitId });
    await page.close();
    const again = await terminal.visitOf('today');
    expect(again.document.payload.admission).toEqual({ outcome: 'already-checked-in', number: 'A001', room: 'A' });
  });

  test('leaves neither portrait nor card behind, on the terminal or in the log', async () => {
    const { page, visitId, card } = await terminal.visitOf('today');
    await matchFace(page, visitId);
    await page.send('Visit.End', { visitId });
    expect(card.portrait.every((byte) => byte === 0)).toBe(true);
    expect(terminal.devices.portraitDecoder.images[0]?.data.every((byte) => byte === 0)).toBe(true);
    expect(terminal.logged.text()).not.toMatch(/王|370702196803120017|胜利街/);
    expect((await page.send('Visit.CheckIn', { visitId })).payload).toEqual({ errorCode: 'visitOver' });
  });
});

describe('somebody else before the camera', () => {
  test('never passes, is not given another try, and staff get one alert, the record’s', async () => {
    terminal.devices.matcher.verdict = NO_MATCH;
    const { page, visitId } = await terminal.visitOf('today');
    expect((await matchFace(page, visitId)).payload).toEqual({ outcome: 'no-match', reason: 'faceMismatch' });
    terminal.devices.matcher.verdict = PASS;
    expect((await matchFace(page, visitId)).payload).toEqual({ outcome: 'no-match', reason: 'faceMismatch' });
    expect(terminal.devices.matcher.matches).toBe(1);
    expect((await page.send('Visit.CheckIn', { visitId })).payload).toEqual({ errorCode: 'stepOutOfOrder' });
    await terminal.logged.waitFor('record-delivered');
    expect(terminal.centre.records.map(({ record }) => record)).toEqual([
      expect.objectContaining({ kind: 'identity-check', decision: 'no-match' }),
    ]);
    expect(terminal.logged.text()).not.toContain('help-called');
    expect(terminal.centre.helpCalls).toEqual([]);
  });

  test('two officers who know better can let the person pass', async () => {
    terminal.devices.matcher.verdict = NO_MATCH;
    const { page, visitId } = await terminal.visitOf('today');
    await matchFace(page, visitId);
    expect((await confirm(page, visitId, 0)).payload).toEqual({ outcome: 'second-officer' });
    expect((await confirm(page, visitId, 1)).payload).toEqual({ outcome: 'pass' });
    expect((await page.send('Visit.CheckIn', { visitId })).payload.outcome).toBe('accepted');
    const check = terminal.centre.records[1]?.record;
    expect(check).toMatchObject({
      method: 'two-officers',
      decision: 'pass',
      officers: terminal.roster.bundle.officers.map(({ officerId }) => officerId),
    });
  });
});

describe('the camera sees nobody it could compare', () => {
  test('three tries, then the officers', async () => {
    terminal.devices.matcher.verdict = NO_FACE;
    const { page, visitId } = await terminal.visitOf('today');
    for (let i = 0; i < 5; i += 1) {
      expect((await matchFace(page, visitId)).payload).toEqual({ outcome: 'unavailable', reason: 'noFaceSeen' });
    }
    expect(terminal.devices.matcher.matches).toBe(3);
  });

  test('a comparison in the officer band is not repeated until chance helps', async () => {
    terminal.devices.matcher.verdict = OFFICER;
    const { page, visitId } = await terminal.visitOf('today');
    await matchFace(page, visitId);
    expect((await matchFace(page, visitId)).payload).toEqual({ outcome: 'officer', reason: 'faceUnsure' });
    expect(terminal.devices.matcher.matches).toBe(1);
  });

  test('a person who prefers no camera gets officers at once, and the camera closes', async () => {
    terminal.devices.matcher.verdict = null;
    const { page, visitId } = await terminal.visitOf('today');
    const looking = page.start('Visit.MatchFace', { visitId, consent: { textVersion: CONSENT_VERSION } });
    await page.when(({ header }) => header.type === 'event' && header.name === 'Visit.GuidanceEvent');
    expect((await page.send('Visit.DeclineFace', { visitId })).code).toBe('ok');
    expect((await looking.answer).code).toBe('commandErrorCode');
    expect(terminal.devices.camera.open).toBe(0);
    await terminal.logged.waitFor('help-called');
    expect(terminal.centre.helpCalls).toEqual([expect.objectContaining({ reason: 'manual-route' })]);
    await confirm(page, visitId, 1);
    expect((await confirm(page, visitId, 0)).payload).toEqual({ outcome: 'pass' });
  });
});

describe('what somebody agreed to', () => {
  // Bug: a comparison that was declined or left midway had opened the camera, and no record said with whose consent.
  test.each(['Visit.DeclineFace', 'Visit.End'] as const)('stays on record when %s breaks it off', async (command) => {
    terminal.devices.matcher.verdict = null;
    const { page, visitId } = await terminal.visitOf('today');
    const looking = page.start('Visit.MatchFace', { visitId, consent: { textVersion: CONSENT_VERSION } });
    await page.when(({ header }) => header.type === 'event' && header.name === 'Visit.GuidanceEvent');
    await page.send(command, { visitId });
    await looking.answer;
    await terminal.logged.waitFor('record-delivered');
    expect(terminal.centre.records.map(({ record }) => record)).toEqual([
      expect.objectContaining({
        ...{ method: 'face', decision: 'unavailable', reason: 'visitOver', match: null },
        consent: { textVersion: CONSENT_VERSION, at: expect.any(String) },
      }),
    ]);
  });

  // Bug: any word up to twenty letters was taken and signed.
  test('is a text that we have: of another version the camera stays closed', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    const answer = await page.send('Visit.MatchFace', { visitId, consent: { textVersion: '1' } });
    expect(answer.code).toBe('invalidData');
    expect(terminal.devices.matcher.matches).toBe(0);
  });
});

describe('officers', () => {
  test('the same officer twice is one officer', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    await confirm(page, visitId, 0);
    expect((await confirm(page, visitId, 0)).payload).toEqual({ errorCode: 'officerSame' });
  });

  test('one who says that it is somebody else ends it, and the centre hears of it', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    await confirm(page, visitId, 0);
    expect((await confirm(page, visitId, 1, false)).payload).toEqual({ outcome: 'refused' });
    expect((await confirm(page, visitId, 1)).payload).toEqual({ errorCode: 'stepOutOfOrder' });
    await terminal.logged.waitFor('record-delivered');
    expect(terminal.centre.records[0]?.record).toMatchObject({ decision: 'refused', reason: 'different-person' });
  });

  test('five wrong PINs lock the staff number for ten minutes, over a restart too', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    const told = ['officerUnknown', 'officerUnknown', 'officerUnknown', 'officerLastTry', 'officerTriesOver'];
    for (const errorCode of told) {
      expect((await confirm(page, visitId, 0, true, '000000')).payload).toEqual({ errorCode });
    }
    await terminal.shutDown();
    await terminal.boot();
    const next = await terminal.visitOf('today');
    expect((await confirm(next.page, next.visitId, 0)).payload).toEqual({ errorCode: 'officerLocked' });
    await terminal.clock.advance(600_001);
    const later = await beginVisit(next.page);
    terminal.devices.idCardReader.lay(next.card);
    await next.page.send('Visit.ReadDocument', { visitId: later });
    expect((await confirm(next.page, later, 0)).payload).toEqual({ outcome: 'second-officer' });
  });
});

describe('cards that cannot be compared', () => {
  test.each([
    ['expired', { validTo: '2020-01-01' }, 'cardExpired', true],
    ['of a child', { birthDate: '2015-06-01' }, 'cardDoubtful', false],
  ])('%s: admitted, but by officers', async (_what, changes, fault, cardExpired) => {
    const { document, page, visitId } = await terminal.visitOf('today', changes);
    expect(document.payload).toMatchObject({ faceUnavailable: fault, cardExpired, admission: { outcome: 'admitted' } });
    expect((await matchFace(page, visitId)).payload).toEqual({ outcome: 'unavailable', reason: fault });
    await confirm(page, visitId, 0);
    await confirm(page, visitId, 1);
    expect((await page.send('Visit.CheckIn', { visitId })).payload.outcome).toBe('accepted');
  });

  // Bug: only `anban id-card read` looked at the dates; at the visit such a card went straight to the camera.
  test.each([
    ['whose birth date is not the one in its number', { birthDate: '1969-03-12' }, 'birthDateDiffers'],
    ['that is not valid yet', { validFrom: '2027-01-01' }, 'cardNotYetValid'],
    ['whose validity ends before it begins', { validFrom: '2045-01-01', validTo: '2040-01-01' }, 'validityReversed'],
    ['issued before its holder was born', { validFrom: '1960-01-01' }, 'issuedBeforeBirth'],
  ])('a card %s: officers look at it, and the record says why', async (_, changes, warning) => {
    const { document, page, visitId } = await terminal.visitOf('today', changes);
    expect(document.payload).toMatchObject({ faceUnavailable: 'cardDoubtful', admission: { outcome: 'admitted' } });
    expect((await matchFace(page, visitId)).payload).toEqual({ outcome: 'unavailable', reason: 'cardDoubtful' });
    await confirm(page, visitId, 0);
    await confirm(page, visitId, 1);
    expect((await page.send('Visit.CheckIn', { visitId })).payload.outcome).toBe('accepted');
    const checks = terminal.centre.records.map(({ record }) => record).filter(({ kind }) => kind === 'identity-check');
    expect(checks[0]).toMatchObject({ documentWarnings: expect.arrayContaining([warning]) });
  });

  test('an unusual term alone calls nobody', async () => {
    const { document } = await terminal.visitOf('today', { validFrom: '2025-01-01', validTo: '2031-01-01' });
    expect(document.payload).toMatchObject({ faceUnavailable: null });
  });

  test('valid for its last day', async () => {
    const { document } = await terminal.visitOf('today', { validTo: '2026-11-21' });
    expect(document.payload).toMatchObject({ cardExpired: false, faceUnavailable: null });
  });

  test.each([
    ['camera', { status: 'reconnecting', reason: 'cameraLost' }, 'cameraLost'],
    ['matcher', { status: 'out-of-service', reason: 'matcherFailed' }, 'matcherFailed'],
  ] as const)('%s not there: the manual route with the reason', async (device, status, fault) => {
    terminal.devices[device].become(status);
    expect((await terminal.visitOf('today')).document.payload).toMatchObject({ faceUnavailable: fault });
  });

  test('a portrait that cannot be decoded', async () => {
    terminal.devices.portraitDecoder.answer = { ok: false, fault: 'portraitMissing' };
    expect((await terminal.visitOf('today')).document.payload).toMatchObject({ faceUnavailable: 'portraitMissing' });
  });

  test('a number that fails the check digit gets no further', async () => {
    const { document } = await terminal.visitOf('today', { number: '370702196803120018' });
    expect(document).toEqual({ code: 'commandErrorCode', payload: { errorCode: 'numberInvalid' } });
  });
});

describe('other identity documents', () => {
  test.each([
    ['a residence permit', 'residence-permit', '810000199408230021', '810000********0021'],
    ["a foreigner's card of 2017", 'foreign-residence-2017', 'CAN370784010128', 'CAN370********0128'],
    ["a foreigner's card of 2023", 'foreign-residence-2023', '932682198501010017', '932682********0017'],
  ] as const)('%s is taken, and its holder looked up', async (_, kind, number, maskedNumber) => {
    const { document } = await terminal.visitOf('today', { kind, number });
    expect(document.payload).toMatchObject({ holder: { maskedNumber }, admission: { outcome: 'not-on-roster' } });
  });

  test.each([
    ["a resident's number on a residence permit", 'residence-permit', '370702196803120017'],
    ["a resident's number on a foreigner's card", 'foreign-residence-2023', '370702196803120017'],
    ["a foreigner's number of 2017 on a resident card", 'resident-card', 'CAN370784010128'],
  ] as const)('%s is none', async (_, kind, number) => {
    const { document } = await terminal.visitOf('today', { kind, number });
    expect(document.payload).toEqual({ errorCode: 'numberInvalid' });
  });
});

describe('people who are not expected here today', () => {
  test.each([
    ['nowhere', { outcome: 'not-on-roster' }],
    ['later', { outcome: 'wrong-day', day: '2026-11-28', siteName: '潍城区劳动能力鉴定中心' }],
    ['elsewhere', { outcome: 'wrong-site', siteName: '潍城区人民医院' }],
  ] as const)('%s: a clear answer, no further step, nothing kept', async (person, admission) => {
    const { page, visitId, document, card } = await terminal.visitOf(person);
    expect(document.payload.admission).toEqual(admission);
    expect((await matchFace(page, visitId)).payload).toEqual({ errorCode: 'stepOutOfOrder' });
    expect((await confirm(page, visitId, 0)).payload).toEqual({ errorCode: 'stepOutOfOrder' });
    expect(card.portrait.every((byte) => byte === 0)).toBe(true);
    expect(terminal.devices.portraitDecoder.images).toHaveLength(0);
  });
});

describe('the order of steps', () => {
  test('no check-in without a pass, no second card in one visit', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    expect((await page.send('Visit.CheckIn', { visitId })).payload).toEqual({ errorCode: 'stepOutOfOrder' });
    await matchFace(page, visitId);
    expect((await page.send('Visit.ReadDocument', { visitId })).payload).toEqual({ errorCode: 'stepOutOfOrder' });
  });

  test('a new visit ends the old one; what was waiting is told so', async () => {
    const page = await terminal.page();
    const first = await beginVisit(page);
    const reading = page.send('Visit.ReadDocument', { visitId: first });
    await page.when(({ header }) => header.type === 'event');
    await beginVisit(page);
    expect((await reading).payload).toEqual({ errorCode: 'visitOver' });
  });

  test('a page that hangs: fifteen minutes without a command end the visit', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    await terminal.clock.advance(899_999);
    expect(terminal.logged.text()).not.toContain('visit-ended');
    await terminal.clock.advance(2);
    expect(await terminal.logged.waitFor('visit-ended')).toMatchObject({ why: 'idle' });
    expect((await matchFace(page, visitId)).payload).toEqual({ errorCode: 'visitOver' });
    expect(terminal.devices.portraitDecoder.images[0]?.data.every((byte) => byte === 0)).toBe(true);
  });

  test('a person who called staff and waits for them keeps the visit, but not for ever', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    await terminal.clock.advance(800_000);
    expect((await page.send('Terminal.CallStaff')).payload).toEqual({ told: true });
    await terminal.clock.advance(800_000);
    expect((await confirm(page, visitId, 0)).payload).toEqual({ outcome: 'second-officer' });
    await page.send('Terminal.CallStaff');
    await terminal.clock.advance(900_001);
    expect(await terminal.logged.waitFor('visit-ended')).toMatchObject({ why: 'idle' });
  });

  test('a person who says "I am here" keeps the visit (it ended after 15 minutes all the same)', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    for (let i = 0; i < 10; i += 1) {
      await terminal.clock.advance(435_000);
      await page.send('Terminal.Heartbeat', { showing: false, visitId });
    }
    expect(await matchFace(page, visitId)).toMatchObject({ payload: { outcome: 'pass' } });
  });

  test('a page that lives but whose person gives no sign, or one for another visit, does not keep it', async () => {
    const { page } = await terminal.visitOf('today');
    await terminal.clock.advance(800_000);
    await page.send('Terminal.Heartbeat', { showing: false });
    await page.send('Terminal.Heartbeat', { showing: false, visitId: '0193a1b2-0000-7000-8000-000000000001' });
    await terminal.clock.advance(100_001);
    expect(await terminal.logged.waitFor('visit-ended')).toMatchObject({ why: 'idle' });
  });

  test('the page goes away: the visit ends and the next page may claim', async () => {
    const { page } = await terminal.visitOf('today');
    await page.close();
    expect(await terminal.logged.waitFor('visit-ended')).toMatchObject({ why: 'page-gone' });
    await terminal.page();
  });
});

describe('the printer fails', () => {
  test('the number is answered all the same, with the reason, and staff are called', async () => {
    terminal.devices.receiptPrinter.fault = 'printerPaperOut';
    const { page, visitId } = await terminal.visitOf('today');
    await matchFace(page, visitId);
    const answer = await page.send('Visit.CheckIn', { visitId });
    expect(answer.payload).toEqual({ outcome: 'accepted', number: 'A001', room: 'A', printFault: 'printerPaperOut' });
    await terminal.logged.waitFor('help-called');
    expect(terminal.centre.helpCalls).toEqual([expect.objectContaining({ reason: 'paper-out' })]);
  });
});
