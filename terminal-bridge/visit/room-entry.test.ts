/** At the door of the examination room, over the real socket: whose door it is, whose face, and nobody unrecorded. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NO_MATCH, OFFICER, PASS } from '../testing/fake-devices.ts';
import { cardOf, PEOPLE } from '../testing/sample-roster.ts';
import { beginVisit, confirm, matchFace, TestTerminal } from '../testing/test-terminal.ts';

const ATTACK = { outcome: 'stopped', reason: 'padSwapped', figures: null } as const;

let terminal: TestTerminal;
let code: string;
beforeEach(async () => {
  terminal = await TestTerminal.start();
  const { page, visitId } = await terminal.visitOf('today');
  await matchFace(page, visitId);
  await page.send('Visit.CheckIn', { visitId });
  await page.close();
  code = terminal.devices.receiptPrinter.tickets[0]?.code ?? 'no code';
  // The ticket of this terminal's own check-in is good here while nobody can be asked.
  await terminal.centre.down();
});
afterEach(() => terminal.close());

/** A visit at the door up to the document; what the ticket was answered with when it was refused. */
async function atTheDoor() {
  const page = await terminal.page();
  const visitId = await beginVisit(page);
  const ticket = page.start('Visit.ReadTicket', { visitId });
  await page.when(({ header }) => header.type === 'event' && header.name === 'Visit.TicketProgressEvent');
  terminal.devices.qrScanner.show(code);
  const read = await ticket.answer;
  if (read.code !== 'ok') return { page, visitId, refused: read.payload };
  terminal.devices.idCardReader.lay(cardOf(PEOPLE.today));
  await page.send('Visit.ReadEntryDocument', { visitId });
  return { page, visitId, refused: null };
}

async function enters(): Promise<unknown> {
  const { page, visitId } = await atTheDoor();
  const { payload } = await page.send('Visit.EnterRoom', { visitId });
  await page.close();
  return payload;
}

async function restartedWith(further: object): Promise<void> {
  await terminal.shutDown();
  terminal.further = further;
  await terminal.boot();
}

// Bug: a code that is no ticket at all was dropped on the way, and the person stood before a screen that did nothing.
describe('a code that is no ticket, held to the scanner', () => {
  const shown = [
    [
      'a code of nobody here',
      () => terminal.devices.qrScanner.tell({ stage: 'again', fault: 'codeForeign', seen: true }),
    ],
    ['an electronic social security card', () => terminal.devices.qrScanner.show('https://example.com/abc')],
  ] as const;

  test.each(shown)('%s is named, and the ticket after it is taken', async (_, show) => {
    const page = await terminal.page();
    const visitId = await beginVisit(page);
    const ticket = page.start('Visit.ReadTicket', { visitId });
    await page.when(({ header }) => header.type === 'event' && header.name === 'Visit.TicketProgressEvent');
    show();
    await page.when(({ payload }) => JSON.stringify(payload) === '{"stage":"again","fault":"ticketForeign"}');
    terminal.devices.qrScanner.show(code);
    expect((await ticket.answer).code).toBe('ok');
  });
});

describe('whose door it is', () => {
  test('a ticket for another room is sent on, before anybody is asked for a card', async () => {
    await restartedWith({ examinationRoom: 'B' });
    const { refused } = await atTheDoor();
    expect(refused).toEqual({ errorCode: 'ticketOtherRoom' });
  });

  test('its own it lets in', async () => {
    await restartedWith({ examinationRoom: 'A' });
    expect(await enters()).toEqual({ number: 'A001', room: 'A' });
  });
});

describe('the face of whoever agrees', () => {
  const entersAfterLook = async () => {
    const { page, visitId } = await atTheDoor();
    await matchFace(page, visitId);
    return (await page.send('Visit.EnterRoom', { visitId })).payload;
  };

  test('another person is kept out, whatever the page asks', async () => {
    terminal.devices.matcher.verdict = NO_MATCH;
    expect(await entersAfterLook()).toEqual({ errorCode: 'faceMismatch' });
  });

  test('something that is no living face is kept out', async () => {
    terminal.devices.matcher.verdict = ATTACK;
    expect(await entersAfterLook()).toEqual({ errorCode: 'padSwapped' });
  });

  // Bug: only the visit remembered it, so that laying ticket and card down once more opened the door.
  test.each([
    ['another person', NO_MATCH, 'faceMismatch'],
    ['something that is no living face', ATTACK, 'padSwapped'],
  ])('%s who comes again is still kept out, over a restart too', async (_, verdict, errorCode) => {
    terminal.devices.matcher.verdict = verdict;
    expect(await entersAfterLook()).toEqual({ errorCode });
    await restartedWith({});
    terminal.devices.matcher.verdict = PASS;
    expect(await enters()).toEqual({ errorCode });
  });

  // Bug: another terminal's comparison counted for nothing at this one.
  test('whom another terminal kept out is kept out here, for the reason that it had', async () => {
    await terminal.centre.up();
    terminal.centre.roomEntry = { outcome: 'kept-out', reason: 'padFlat', queueNumber: 'A001', room: 'A' };
    expect(await enters()).toEqual({ errorCode: 'padFlat' });
    terminal.centre.roomEntry = { outcome: 'may-enter', queueNumber: 'A001', room: 'A' };
    expect(await enters()).toEqual({ number: 'A001', room: 'A' });
  });

  // Bug: officers who passed the person at another terminal counted at every door but the one that had kept them out.
  test('whom this terminal kept out goes in once the centre, which knows of officers elsewhere, says so', async () => {
    terminal.devices.matcher.verdict = NO_MATCH;
    const { page, visitId } = await atTheDoor();
    await matchFace(page, visitId);
    await page.close();
    terminal.centre.roomEntry = { outcome: 'may-enter', queueNumber: 'A001', room: 'A' };
    terminal.centre.trouble.set('/v1/identity-checks', 'answer-500');
    await terminal.centre.up();
    await terminal.clock.advance(60_000);
    // It is there again, and knows nothing of the comparison.
    expect(await enters()).toEqual({ errorCode: 'faceMismatch' });
    terminal.centre.trouble.clear();
    const since = terminal.logged.lines.length;
    await terminal.clock.advance(60_000);
    await terminal.logged.waitFor('record-delivered', since);
    expect(await enters()).toEqual({ number: 'A001', room: 'A' });
  });

  // Bug: nobody on any screen could pass a person who had checked in and was then kept out, perhaps wrongly.
  test.each([
    ['another person', NO_MATCH, 'no-match'],
    ['something that is no living face', ATTACK, 'presentation-attack'],
  ])('%s goes in once two officers at the door pass them, as an override', async (_, verdict, overrides) => {
    terminal.devices.matcher.verdict = verdict;
    const { page, visitId } = await atTheDoor();
    await matchFace(page, visitId);
    expect((await page.send('Visit.EnterRoom', { visitId })).code).not.toBe('ok');
    await confirm(page, visitId, 0);
    expect((await confirm(page, visitId, 1)).payload).toEqual({ outcome: 'pass' });
    expect((await page.send('Visit.EnterRoom', { visitId })).payload).toEqual({ number: 'A001', room: 'A' });
    await page.close();
    await terminal.centre.up();
    const since = terminal.logged.lines.length;
    await terminal.clock.advance(60_000);
    await terminal.logged.waitFor('record-delivered', since);
    await expect
      .poll(() => terminal.centre.records.map(({ record }) => record))
      .toContainEqual(expect.objectContaining({ method: 'two-officers', decision: 'pass', overrides }));
  });

  test('whom officers at the door passed waits for the centre that has not heard of it, and is not decided about again', async () => {
    await terminal.centre.up();
    await terminal.clock.advance(60_000);
    terminal.devices.matcher.verdict = NO_MATCH;
    const { page, visitId } = await atTheDoor();
    await matchFace(page, visitId);
    await terminal.logged.waitFor('record-delivered');
    await confirm(page, visitId, 0);
    terminal.centre.trouble.set('/v1/identity-checks', 'hang');
    await confirm(page, visitId, 1);
    terminal.centre.roomEntry = { outcome: 'kept-out', reason: 'faceMismatch', queueNumber: 'A001', room: 'A' };
    const entering = page.start('Visit.EnterRoom', { visitId });
    const asked = async () => {
      await terminal.clock.advance(100);
      return terminal.centre.requests.filter((request) => request === 'POST /v1/room-entries').length;
    };
    const since = terminal.clock.now();
    await expect.poll(asked).toBe(1);
    expect(terminal.clock.now() - since, 'it waits for the record to arrive').toBeGreaterThanOrEqual(2_000);
    expect((await entering.answer).payload).toEqual({ errorCode: 'ticketUnverified' });
  });

  test('whom an officer at the door does not take for the person stays out', async () => {
    const { page, visitId } = await atTheDoor();
    await confirm(page, visitId, 0, false);
    expect((await page.send('Visit.EnterRoom', { visitId })).payload).toEqual({ errorCode: 'stepOutOfOrder' });
  });

  test('a camera that was lost meanwhile is no worse than none', async () => {
    terminal.devices.matcher.verdict = { outcome: 'unavailable', reason: 'cameraLost' };
    expect(await entersAfterLook()).toEqual({ number: 'A001', room: 'A' });
  });

  test('a face in doubt is no worse than none: ticket and document count', async () => {
    terminal.devices.matcher.verdict = OFFICER;
    expect(await entersAfterLook()).toEqual({ number: 'A001', room: 'A' });
  });
});

describe('where the examination is recorded', () => {
  const recording = (reserveMb: number) => ({
    examinationRecording: {
      ...{ folder: join(terminal.folder, 'recordings'), keepDays: 1, reserveMb },
      camera: { kind: 'mjpeg', url: 'http://127.0.0.1:9/' },
      microphone: { kind: 'alsa', device: 'none' },
    },
  });

  test('nobody goes in while there is no room on the disk, and the ticket stays good', async () => {
    await restartedWith(recording(1_000_000));
    expect(await enters()).toEqual({ errorCode: 'recorderOff' });
    expect(await terminal.logged.waitFor('recording-refused')).toMatchObject({ fault: 'diskSpace' });
    await restartedWith({});
    expect(await enters()).toEqual({ number: 'A001', room: 'A' });
  });
});

test('whom two officers passed against the comparison goes in', async () => {
  const late = await TestTerminal.start();
  late.devices.matcher.verdict = NO_MATCH;
  const { page, visitId } = await late.visitOf('today');
  await matchFace(page, visitId);
  await confirm(page, visitId, 0);
  await confirm(page, visitId, 1);
  await page.send('Visit.CheckIn', { visitId });
  await page.close();
  await terminal.close();
  terminal = late;
  code = late.devices.receiptPrinter.tickets[0]?.code ?? 'no code';
  await late.centre.down();
  expect(await enters()).toEqual({ number: 'A001', room: 'A' });
});
