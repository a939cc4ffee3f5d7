/** Nobody goes in unrecorded, and nobody's ticket is lost to a recorder that failed. */
import { newId } from '@anban/foundation/ids';
import { fail, ok } from '@anban/foundation/result';
import { expect, test } from 'vitest';
import type { StartFault } from '../examination-recording/recorder.ts';
import { sampleRoster } from '../testing/sample-roster.ts';
import { EntryRecording } from './entry-recording.ts';
import { Visit, type VisitTicket } from './visit.ts';

class Room {
  recorded: string | null = null;
  fault: StartFault | null = null;
  starts = 0;
  records = (examineeId: string) => this.recorded === examineeId;
  obstacle = async (): Promise<StartFault | null> => (this.recorded === null ? this.fault : 'alreadyRecording');
  async start({ sessionId, examineeId }: { sessionId: string; examineeId: string }) {
    this.starts += 1;
    if (this.fault !== null) return fail(this.fault);
    this.recorded = examineeId;
    const ids = { id: newId(), terminalId: newId(), regionCode: '370702', sessionId, examineeId };
    return ok({ ...ids, startedAt: '2026-11-22T01:00:00.000Z' });
  }
}

function ticket(at: 0 | 1 = 0): VisitTicket {
  const { entries, sessions } = sampleRoster(Date.parse('2026-11-22T01:00:00Z')).bundle;
  const [entry, session] = [entries[at], sessions[0]];
  if (entry === undefined || session === undefined) throw new Error('the sample is too small');
  return { checkInId: newId(), examineeId: entry.examineeId, entry, session };
}

test('the recording begins with whoever is let in, who may come in again while it runs', async () => {
  const room = new Room();
  const recording = new EntryRecording(() => room);
  const one = ticket();
  expect(await recording.obstacle(one)).toBeNull();
  expect(await recording.begin('visit', one)).toEqual(ok(true));
  expect(await recording.obstacle(one)).toBeNull();
  expect(await recording.begin('later', one)).toEqual(ok(true));
  expect(room.starts).toBe(1);
});

test('the next one waits until the examination before is over', async () => {
  const room = new Room();
  const recording = new EntryRecording(() => room);
  await recording.begin('visit', ticket());
  expect(await recording.obstacle(ticket(1))).toBe('roomOccupied');
});

test('a recorder that fails after the centre has let somebody in costs nobody their ticket', async () => {
  const room = new Room();
  const recording = new EntryRecording(() => room);
  const [one, first, second] = [ticket(), new Visit(), new Visit()];
  room.fault = 'encoderFailed';
  expect(await recording.begin(recording.entryId(first, one), one)).toEqual(fail('recorderOff'));
  room.fault = null;
  expect(recording.entryId(second, one)).toBe(first.id);
  expect(await recording.begin(first.id, one)).toEqual(ok(true));
  expect(recording.entryId(second, one)).toBe(second.id);
});

test('where a terminal records nothing, nothing keeps anybody out', async () => {
  const recording = new EntryRecording(() => null);
  expect(await recording.obstacle(ticket())).toBeNull();
  expect(await recording.begin('visit', ticket())).toEqual(ok(false));
});
