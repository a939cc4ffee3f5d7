/** Who may check in, here and today. */
import { newId } from '@anban/foundation/ids';
import type { RosterBundle } from '@anban/server/contract/roster';
import { idTokenOf } from '@anban/server/contract/roster';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckInMark, decideAdmission } from './admission.ts';

const TODAY = '2026-11-21';
const NUMBER = '370702196803120017';
const KEY = Buffer.alloc(32, 5);
const HERE = '370702-01';
const THERE = '370702-02';

interface Place {
  readonly day: string;
  readonly site: string;
  readonly room?: string;
  readonly done?: string;
}

/** The decision when NUMBER is on the roster at these places. */
function decide(places: readonly Place[], marks: Readonly<Record<string, CheckInMark>> = {}) {
  const sessions = places.map(({ day, site }) => ({
    sessionId: newId(),
    title: '',
    day,
    siteCode: site,
    siteName: site === HERE ? 'here' : 'there',
  }));
  const roster: RosterBundle = {
    regionCode: '370702',
    siteCode: HERE,
    fetchedAt: '2026-11-21T00:00:00.000Z',
    tokenKey: KEY.toString('base64url'),
    sessions,
    entries: places.map(({ room, done }, i) => ({
      examineeId: newId(),
      sessionId: sessions[i]?.sessionId ?? '',
      idToken: idTokenOf(KEY, NUMBER),
      room: room ?? 'A',
      checkIn: done === undefined ? null : { number: done, at: '2026-11-21T00:30:00.000Z' },
    })),
    officers: [],
  };
  const days = new Map(sessions.map(({ sessionId, day }) => [sessionId, day]));
  const markOf = (sessionId: string) => marks[days.get(sessionId) ?? ''] ?? null;
  return decideAdmission({ roster, number: NUMBER, today: TODAY, markOf });
}

describe('a person on the roster', () => {
  test('today and here: admitted to the room', () => {
    expect(decide([{ day: TODAY, site: HERE, room: 'B' }]).admission).toEqual({ outcome: 'admitted', room: 'B' });
  });

  test('today and here, and elsewhere another day: admitted', () => {
    const places = [
      { day: '2026-11-20', site: THERE },
      { day: TODAY, site: HERE },
      { day: '2026-11-22', site: HERE },
    ];
    expect(decide(places).admission.outcome).toBe('admitted');
  });

  test('checked in anywhere, by the centre’s word', () => {
    expect(decide([{ day: TODAY, site: HERE, done: 'A007' }]).admission).toEqual({
      outcome: 'already-checked-in',
      number: 'A007',
      room: 'A',
    });
  });

  test('checked in at this terminal, while the roster does not know yet', () => {
    const marks = { [TODAY]: { number: 'T-A001', room: 'A' } };
    expect(decide([{ day: TODAY, site: HERE }], marks).admission).toMatchObject({ number: 'T-A001' });
    expect(decide([{ day: TODAY, site: HERE, done: 'A007' }], marks).admission).toMatchObject({ number: 'A007' });
  });

  test('checked in while cut off, and the centre has given its own number since: both, for the paper shows the first', () => {
    const marks = { [TODAY]: { number: 'A007', room: 'A', onTicket: 'T-A001' } };
    expect(decide([{ day: TODAY, site: HERE, done: 'A007' }], marks).admission).toMatchObject({
      number: 'A007 (T-A001)',
    });
  });

  test('checked in at one of two sessions here today: admitted to the other', () => {
    const places = [
      { day: TODAY, site: HERE, room: 'A', done: 'A001' },
      { day: TODAY, site: HERE, room: 'B' },
    ];
    expect(decide(places).admission).toEqual({ outcome: 'admitted', room: 'B' });
  });

  test('today at another site', () => {
    expect(decide([{ day: TODAY, site: THERE }]).admission).toEqual({ outcome: 'wrong-site', siteName: 'there' });
  });

  test('another day: the next one to come, or else the last one missed', () => {
    const past = { day: '2026-11-10', site: HERE };
    const soon = { day: '2026-11-23', site: THERE };
    const later = { day: '2026-12-01', site: HERE };
    expect(decide([later, past, soon]).admission).toEqual({
      outcome: 'wrong-day',
      day: '2026-11-23',
      siteName: 'there',
    });
    expect(decide([past]).admission).toEqual({ outcome: 'wrong-day', day: '2026-11-10', siteName: 'here' });
  });
});

test('nobody is admitted but those whose session is here and today and not yet used', () => {
  const day = fc.constantFrom('2026-11-20', TODAY, '2026-11-22');
  const place = fc.record({ day, site: fc.constantFrom(HERE, THERE), done: fc.constantFrom('A001', undefined) });
  fc.assert(
    fc.property(fc.array(place, { maxLength: 4 }), (places) => {
      const { admission, examinee } = decide(
        places.map(({ done, ...at }) => (done === undefined ? at : { ...at, done })),
      );
      const open = places.some((at) => at.day === TODAY && at.site === HERE && at.done === undefined);
      expect(admission.outcome === 'admitted').toBe(open);
      expect(examinee === null).toBe(!open);
      if (places.length === 0) expect(admission.outcome).toBe('not-on-roster');
    }),
  );
});
