/** Officers who sign in before they compare, guardians of children, tickets at the door: over the real socket. */
import { newId } from '@anban/foundation/ids';
import { ticketCodeOf } from '@anban/server/contract/room-entry';
import { idTokenOf } from '@anban/server/contract/roster';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CONSENT_VERSION } from '../protocol/consent.ts';
import { NO_MATCH } from '../testing/fake-devices.ts';
import { cookieOf, type Page } from '../testing/page.ts';
import { cardOf, OFFICERS, PEOPLE } from '../testing/sample-roster.ts';
import { beginVisit, confirm, matchFace, TestTerminal } from '../testing/test-terminal.ts';

const CHILD = { name: '王小华', number: '370702201503120019' };
let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await TestTerminal.start();
});
afterEach(() => terminal.close());

const Review = z.object({ portrait: z.string().nullable(), live: z.string().nullable(), leftMs: z.number() });
const [FIRST, SECOND] = OFFICERS;
const signIn = (page: Page, visitId: string, { staffNumber, pin }: { staffNumber: string; pin: string }) =>
  page.send('Visit.OfficerSignIn', { visitId, staffNumber, pin });
const decide = (page: Page, visitId: string, samePerson = true) =>
  page.send('Visit.ConfirmByOfficer', {
    visitId,
    samePerson,
    reason: samePerson ? 'face-like-card' : 'different-person',
  });
const tells = (progress: object) => (message: { readonly payload?: unknown }) =>
  JSON.stringify(message.payload) === JSON.stringify(progress);
const get = async (path: string, withCookie = true) =>
  fetch(`http://127.0.0.1:${terminal.port}${path}`, {
    headers: withCookie ? { cookie: await cookieOf(terminal.port) } : {},
  });

describe('an officer who signed in', () => {
  test('sees portrait and, of a person who agreed to the camera, the live picture; nobody else, and not for long', async () => {
    terminal.devices.matcher.verdict = NO_MATCH;
    const { page, visitId } = await terminal.visitOf('today');
    await matchFace(page, visitId);
    const review = Review.parse((await signIn(page, visitId, FIRST)).payload);
    const portrait = await get(review.portrait ?? '');
    expect([portrait.status, portrait.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(
      Buffer.from(await portrait.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('BM');
    expect(review.live).not.toBeNull();
    expect(terminal.devices.camera.open).toBe(1);
    expect((await get(review.portrait ?? '', false)).status).toBe(403);
    await terminal.clock.advance(60_000);
    expect((await get(review.portrait ?? '')).status).toBe(403);
    expect(terminal.devices.camera.open).toBe(0);
  });

  test('of a person who declined sees no live picture', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    await page.send('Visit.DeclineFace', { visitId });
    expect(Review.parse((await signIn(page, visitId, FIRST)).payload).live).toBeNull();
    expect(terminal.devices.camera.open).toBe(0);
  });

  test('decides once; both within 180 seconds, or it is recorded that they did not, and begins anew', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    await signIn(page, visitId, FIRST);
    expect((await decide(page, visitId)).payload).toEqual({ outcome: 'second-officer' });
    expect((await decide(page, visitId)).payload).toEqual({ errorCode: 'officerTimeOver' });
    await terminal.clock.advance(180_000);
    await signIn(page, visitId, SECOND);
    expect((await decide(page, visitId)).payload).toEqual({ outcome: 'second-officer' });
    await terminal.logged.waitFor('record-delivered');
    expect(terminal.centre.records[0]?.record).toMatchObject({
      decision: 'unavailable',
      reason: 'officerTimeOver',
      officers: [terminal.roster.bundle.officers[0]?.officerId],
    });
  });

  test('two who pass somebody whose face did not match: marked as an override', async () => {
    terminal.devices.matcher.verdict = NO_MATCH;
    const { page, visitId } = await terminal.visitOf('today');
    await matchFace(page, visitId);
    await confirm(page, visitId, 0);
    expect((await confirm(page, visitId, 1)).payload).toEqual({ outcome: 'pass' });
    await page.send('Visit.CheckIn', { visitId });
    expect(terminal.centre.records[1]?.record).toMatchObject({ method: 'two-officers', overrides: 'no-match' });
  });

  // Bug: only a mismatch counted; whoever had held up a screen was passed as if nothing had been.
  test.each([
    ['padScreen', 'presentation-attack'],
    ['padUnanswered', undefined],
  ] as const)(
    'two who pass somebody in a later visit of the day, after %s: overrides %s',
    async (reason, overrides) => {
      terminal.devices.matcher.verdict = { outcome: 'stopped', reason, figures: null };
      const first = await terminal.visitOf('today');
      await matchFace(first.page, first.visitId);
      await first.page.close();
      const { page, visitId } = await terminal.visitOf('today');
      await confirm(page, visitId, 0);
      expect((await confirm(page, visitId, 1)).payload).toEqual({ outcome: 'pass' });
      await page.send('Visit.CheckIn', { visitId });
      expect(terminal.centre.records[1]?.record).toMatchObject({ method: 'two-officers', decision: 'pass' });
      const told = /"overrides":"([a-z-]+)"/.exec(JSON.stringify(terminal.centre.records[1]?.record))?.[1];
      expect(told).toBe(overrides);
    },
  );

  test('five refused sign-ins end it for this visit: to the counter', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    for (let i = 0; i < 4; i += 1) await signIn(page, visitId, { staffNumber: '9999', pin: `00000${i}` });
    const last = await signIn(page, visitId, { staffNumber: '9999', pin: '000004' });
    expect(last.payload).toEqual({ errorCode: 'officerTriesOver' });
    expect((await signIn(page, visitId, FIRST)).payload).toEqual({ errorCode: 'officerTriesOver' });
  });

  test('signs in with their own card, while the card of the person still lies there', async () => {
    terminal.staffSignIn = 'card';
    await terminal.shutDown();
    await terminal.boot();
    const { page, visitId } = await terminal.visitOf('today');
    expect((await signIn(page, visitId, FIRST)).payload).toEqual({ errorCode: 'staffCardNeeded' });
    const signedIn = page.start('Visit.OfficerSignIn', { visitId, pin: FIRST.pin });
    terminal.devices.idCardReader.lay(cardOf(PEOPLE.today));
    await new Promise((resolve) => setImmediate(resolve));
    await terminal.clock.advance(500);
    terminal.devices.idCardReader.lay(cardOf({ name: '张警官', number: FIRST.card }));
    expect((await signedIn.answer).payload).toMatchObject({ officer: 1 });
  });
});

test('after the end every picture of the visit is overwritten: of the camera, and of the document', async () => {
  const { page, visitId } = await terminal.visitOf('today');
  terminal.devices.matcher.verdict = NO_MATCH;
  await matchFace(page, visitId);
  await page.send('Visit.End', { visitId });
  const pictures = terminal.devices.camera.shown.map(({ jpeg }) => jpeg);
  const portraits = terminal.devices.portraitDecoder.images.map(({ data }) => data);
  expect([pictures.length > 0, portraits.length]).toEqual([true, 1]);
  for (const bytes of [...pictures, ...portraits]) expect(bytes.every((byte) => byte === 0)).toBe(true);
});

test('/health and /metrics tell that no face is stored', async () => {
  const { page, visitId } = await terminal.visitOf('today');
  await matchFace(page, visitId);
  expect(await (await get('/health')).json()).toMatchObject({ storedFaces: 0 });
  expect(await (await get('/metrics')).text()).toContain('anban_stored_faces 0');
});

describe('a child', () => {
  beforeEach(async () => {
    const { bundle } = terminal.centre;
    const [first] = bundle.entries;
    if (first === undefined) throw new Error('no entry');
    const idToken = idTokenOf(Buffer.from(bundle.tokenKey, 'base64url'), CHILD.number);
    terminal.centre.bundle = { ...bundle, entries: [...bundle.entries, { ...first, examineeId: newId(), idToken }] };
    await terminal.shutDown();
    await terminal.boot();
    await terminal.logged.waitFor('roster-fetched');
  });
  const visitOfChild = async () => {
    const page = await terminal.page();
    const visitId = await beginVisit(page);
    terminal.devices.idCardReader.lay(cardOf(CHILD));
    const document = await page.send('Visit.ReadDocument', { visitId });
    expect(document.payload.faceUnavailable).toBe('guardianNeeded');
    return { page, visitId };
  };

  test('is compared when a guardian with a document of their own agrees, who stands in the record', async () => {
    const { page, visitId } = await visitOfChild();
    expect((await matchFace(page, visitId)).payload).toEqual({ outcome: 'unavailable', reason: 'guardianNeeded' });
    terminal.devices.idCardReader.lay(cardOf(PEOPLE.nowhere));
    expect((await page.send('Visit.ReadGuardian', { visitId })).payload).toEqual({ guardian: { name: '何*' } });
    expect((await matchFace(page, visitId)).payload).toEqual({ outcome: 'pass', reason: null });
    await terminal.logged.waitFor('record-delivered');
    const record = terminal.centre.records[0]?.record;
    expect(record).toMatchObject({
      consent: { textVersion: CONSENT_VERSION, guardianToken: expect.stringMatching(/^.{22}$/) },
    });
    expect(JSON.stringify(record)).not.toContain(PEOPLE.nowhere.number);
  });

  test.each([
    ['who is a child too', { birthDate: '2012-01-01' }],
    ['whose card is over', { validTo: '2026-11-01' }],
    ['whose card does not say how old they are', { birthDate: null }],
  ])('is not compared for somebody %s', async (_, changes) => {
    const { page, visitId } = await visitOfChild();
    terminal.devices.idCardReader.lay(cardOf(PEOPLE.nowhere, changes));
    const reading = page.start('Visit.ReadGuardian', { visitId });
    await page.when(tells({ stage: 'again', fault: 'guardianUnfit' }));
    // Bug: the wrong card, laid down by mistake, ended the guardian's way for this visit.
    terminal.devices.idCardReader.lay(cardOf(PEOPLE.nowhere));
    await terminal.clock.advance(500);
    expect((await reading.answer).payload).toEqual({ guardian: { name: '何*' } });
  });

  // Bug: the guardian's card was read without a word, under "please take your own card away".
  test('hears how the guardian’s card fares, once the own one is gone', async () => {
    const { page, visitId } = await visitOfChild();
    const reader = terminal.devices.idCardReader;
    reader.lay(cardOf(CHILD));
    const reading = page.start('Visit.ReadGuardian', { visitId });
    await page.when(tells({ stage: 'again', fault: 'guardianSame' }));
    const since = page.received.length;
    const told = () => page.received.slice(since).map(({ payload }) => payload);
    reader.lay(cardOf(CHILD));
    await terminal.clock.advance(500);
    await expect.poll(told).toContainEqual({ stage: 'again', fault: 'guardianSame' });
    expect(told(), 'its own card, read once more').not.toContainEqual({ stage: 'reading' });
    await terminal.clock.advance(500);
    await new Promise((resolve) => setImmediate(resolve));
    await terminal.clock.advance(1000);
    await page.when((message) => page.received.indexOf(message) >= since && tells({ stage: 'waiting' })(message));
    reader.lay(cardOf(PEOPLE.nowhere));
    expect((await reading.answer).payload).toMatchObject({ guardian: {} });
    expect(told()).toContainEqual({ stage: 'reading' });
  });
});

describe('at the door, cut off from the centre', () => {
  const show = async (code: string, person: { name: string; number: string } = PEOPLE.today) => {
    const page = await terminal.page();
    const visitId = await beginVisit(page);
    const ticket = page.start('Visit.ReadTicket', { visitId });
    await page.when(({ header }) => header.type === 'event' && header.name === 'Visit.TicketProgressEvent');
    terminal.devices.qrScanner.show(code);
    const read = await ticket.answer;
    if (read.code !== 'ok') {
      await page.close();
      return read.payload;
    }
    terminal.devices.idCardReader.lay(cardOf(person));
    const document = await page.send('Visit.ReadEntryDocument', { visitId });
    if (document.code !== 'ok') {
      await page.close();
      return document.payload;
    }
    const { payload } = await page.send('Visit.EnterRoom', { visitId });
    await page.close();
    return payload;
  };
  const checkedIn = async () => {
    const { page, visitId } = await terminal.visitOf('today');
    await matchFace(page, visitId);
    await page.send('Visit.CheckIn', { visitId });
    await page.close();
    return terminal.devices.receiptPrinter.tickets[0]?.code ?? '';
  };

  test('the ticket of this terminal goes in once, with the call recorded as unknown', async () => {
    const code = await checkedIn();
    await terminal.centre.down();
    expect(await show(code)).toEqual({ number: 'A001', room: 'A' });
    expect(await show(code)).toEqual({ errorCode: 'ticketUsed' });
  });

  test('of another terminal, of another day, of another site, forged, or with another person’s card: not', async () => {
    const { bundle } = terminal.roster;
    const key = Buffer.from(bundle.tokenKey, 'base64url');
    const code = (number: string) =>
      ticketCodeOf(key, { checkInId: newId(), examineeId: terminal.roster.examineeOf(number) });
    await terminal.centre.down();
    expect(await show(code(PEOPLE.today.number))).toEqual({ errorCode: 'ticketUnverified' });
    expect(await show(code(PEOPLE.today.number), PEOPLE.alsoToday)).toEqual({ errorCode: 'ticketOtherPerson' });
  });

  test.each([
    ['of another day', PEOPLE.later, 'ticketOtherDay'],
    ['of another site', PEOPLE.elsewhere, 'ticketOtherSite'],
  ])('a ticket %s is none', async (_, person, errorCode) => {
    const key = Buffer.from(terminal.roster.bundle.tokenKey, 'base64url');
    const ids = { checkInId: newId(), examineeId: terminal.roster.examineeOf(person.number) };
    expect(await show(ticketCodeOf(key, ids))).toEqual({ errorCode });
    expect(await show(ticketCodeOf(Buffer.alloc(32), ids))).toEqual({ errorCode: 'ticketForeign' });
  });
});
