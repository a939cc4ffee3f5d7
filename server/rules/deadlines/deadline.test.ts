import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWorkday } from '../calendar/calendar.ts';
import { addDays, daysBetween } from '../calendar/day.ts';
import { type DeadlineInput, deadline } from './deadline.ts';
import { pauseTimer, resumeTimer, type TimerState } from './pauses.ts';
import { TIMER_IDS, type TimerId, timerOf } from './timers.ts';

const end = (timer: TimerId, input: DeadlineInput) => unwrap(deadline(timer, input));
const START = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2024-01-05', days));
const MOVING = TIMER_IDS.filter((id) => timerOf(id).restDay === 'next');
const CALENDAR_DAYS = MOVING.filter((id) => timerOf(id).unit === 'days');

describe('the traps', () => {
  test('1: an assessment is delivered in 15 days, a determination and a device still in 20', () => {
    expect([end('LA_DLV15', { start: '2026-05-06' }).raw, end('DLV20', { start: '2026-05-06' }).raw]).toEqual([
      '2026-05-21',
      '2026-05-26',
    ]);
    expect(end('DEV_DLV20', { start: '2026-05-06' }).raw).toBe('2026-05-26');
  });

  test('2: the assessment runs from receipt of the application, the determination from acceptance', () => {
    const application = 'application_received';
    expect((['LA60', 'LA90', 'DEV60'] as const).map((id) => timerOf(id).fact)).toEqual([
      application,
      application,
      application,
    ]);
    expect([timerOf('DEC60').fact, timerOf('DEC15').fact]).toEqual(['accepted', 'accepted']);
  });

  test('3: the four periods of 15 days start on four different facts', () => {
    const facts = (['ACC15', 'DEC15', 'LA_DLV15', 'LA_RE15'] as const).map((id) => timerOf(id).fact);
    expect(facts).toEqual(['application_received', 'accepted', 'concluded', 'delivered']);
  });

  test('14: a make-up Saturday is a working day and a holiday Monday is not, by the table of the year', () => {
    expect(end('DEC60', { start: '2026-03-10' })).toMatchObject({ raw: '2026-05-09', due: '2026-05-09', moved: false });
    expect(end('LA_CHECK', { start: '2026-04-01' }).due).toBe('2026-04-09');
  });
});

describe('one time limit', () => {
  test('an end in a long holiday moves behind all of it', () => {
    expect(end('DLV20', { start: '2026-09-12' })).toMatchObject({ raw: '2026-10-02', due: '2026-10-08', moved: true });
  });

  test('a month without the day ends on its last day', () => {
    expect(end('SUE6M', { start: '2025-08-31' })).toMatchObject({ raw: '2026-02-28', due: '2026-02-28' });
    expect(end('WRK1Y', { start: '2024-02-29' }).raw).toBe('2025-02-28');
  });

  test('Zhejiang accepts within five working days, other provinces within fifteen days', () => {
    const start = '2026-03-02';
    expect(end('ACC15', { start, province: '浙江' })).toMatchObject({ due: '2026-03-09', province: '浙江' });
    expect(end('ACC15', { start, province: '山东' })).toMatchObject({ due: '2026-03-17', province: null });
  });

  test('an earliest day does not move behind a rest day', () => {
    expect(end('LA_REV1Y', { start: '2025-05-10' })).toMatchObject({
      kind: 'earliest',
      due: '2026-05-10',
      prealarm: null,
    });
    expect(isWorkday('2026-05-10')).toBe(false);
  });

  test('the notice of a session is counted backwards', () => {
    expect(end('LA_NOTICE5', { start: '2026-08-06' })).toMatchObject({ kind: 'before', due: '2026-08-01' });
  });

  test('the alarm comes when 80 % are used, before the raw end', () => {
    expect(end('DEC60', { start: '2026-03-11' }).prealarm).toBe('2026-04-28');
  });

  test('an extension beyond the law is computed and named', () => {
    expect(end('LA60', { start: '2026-04-01', extensionDays: 30 })).toMatchObject({ due: '2026-06-30', warnings: [] });
    expect(end('LA60', { start: '2026-04-01', extensionDays: 31 }).warnings[0]?.name).toBe('extension-beyond-law');
  });

  test('a year without a table says so, an ordinary year says nothing', () => {
    expect(end('DEC60', { start: '2031-03-10' }).warnings).toMatchObject([{ name: 'year-outside-table', year: 2031 }]);
    expect(end('WRK1Y', { start: '2026-03-01' }).warnings).toMatchObject([{ name: 'year-unverified', year: 2027 }]);
    expect(end('DEC60', { start: '2026-03-10' }).warnings).toEqual([]);
  });

  test('a suspension on the rest day that pushes the end back keeps the period open', () => {
    const input = { start: '2026-03-11', pauses: [{ from: '2026-05-10', to: '2026-06-10' }] };
    expect(end('DEC60', input)).toMatchObject({ due: '2026-06-10', remaining: 0 });
  });

  test('a pause after the end changes nothing and is named', () => {
    const late = end('DEC15', { start: '2026-03-10', pauses: [{ from: '2026-04-01', to: '2026-04-10' }] });
    expect(late).toMatchObject({ due: '2026-03-25', warnings: [{ name: 'pause-after-end' }] });
  });

  test('working days skip the pause and the days off alike', () => {
    const paused = end('REIMB20', { start: '2026-06-01', pauses: [{ from: '2026-06-05', to: '2026-06-12' }] });
    expect(paused).toMatchObject({ used: 4, remaining: 16, due: '2026-07-07' });
  });

  test('a timer that still stands has no last day', () => {
    const fault = deadline('DEC60', { start: '2026-03-10', pauses: [{ from: '2026-03-20', to: null }] });
    expect(fault).toEqual({ ok: false, fault: { name: 'still-paused', since: '2026-03-20', used: 10, remaining: 50 } });
  });
});

describe('what holds for every start', () => {
  test('the end never comes before the raw end, and is a working day', () => {
    fc.assert(
      fc.property(START, fc.constantFrom(...MOVING), (start, timer) => {
        const { raw, due, moved } = end(timer, { start });
        expect(raw <= due).toBe(true);
        expect(moved).toBe(raw !== due);
        expect(isWorkday(due)).toBe(true);
        for (let day = raw; day < due; day = addDays(day, 1)) expect(isWorkday(day)).toBe(false);
      }),
    );
  });

  test('a pause inside the period adds exactly its days', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 400 }));
    fc.assert(
      fc.property(START, fc.constantFrom(...CALENDAR_DAYS), span, (start, timer, [after, days]) => {
        fc.pre(after <= timerOf(timer).length);
        const from = addDays(start, after);
        const paused = end(timer, { start, pauses: [{ from, to: addDays(from, days) }] });
        expect(daysBetween(end(timer, { start }).raw, paused.raw)).toBe(days);
        expect(paused).toMatchObject({ used: after, remaining: timerOf(timer).length - after });
      }),
    );
  });

  test('a pause cut in pieces is the same pause', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        START,
        fc.constantFrom(...MOVING),
        fc.integer({ min: 0, max: 70 }),
        cuts,
        (start, timer, after, lengths) => {
          const from = addDays(start, after);
          let at = from;
          const pieces = lengths.map((length) => {
            const piece = { from: at, to: addDays(at, length) };
            at = piece.to;
            return piece;
          });
          const [whole, cut] = [[{ from, to: at }], pieces].map((pauses) => end(timer, { start, pauses }));
          expect([cut?.raw, cut?.due, cut?.prealarm]).toEqual([whole?.raw, whole?.due, whole?.prealarm]);
        },
      ),
    );
  });

  test('used and remaining always make the whole', () => {
    fc.assert(
      fc.property(START, fc.constantFrom(...TIMER_IDS), fc.integer({ min: 0, max: 500 }), (start, timer, after) => {
        const { used, remaining } = end(timer, { start, asOf: addDays(start, after) });
        const whole = end(timer, { start });
        expect([used + remaining, used >= 0, remaining >= 0]).toEqual([whole.used + whole.remaining, true, true]);
      }),
    );
  });
});

describe('a durable timer', () => {
  const running: TimerState = { timer: 'DEC60', start: '2026-03-10', pauses: [] };

  test('stops and goes on with what was left', () => {
    const stopped = unwrap(pauseTimer(running, '2026-03-20'));
    const again = unwrap(resumeTimer(stopped, '2026-06-01'));
    expect(end('DEC60', again).due).toBe('2026-07-21');
  });

  test('cannot stop twice, nor go on when it runs, nor stop before it began', () => {
    const stopped = unwrap(pauseTimer(running, '2026-03-20'));
    expect(pauseTimer(stopped, '2026-03-25')).toMatchObject({ fault: { name: 'already-paused' } });
    expect(resumeTimer(running, '2026-03-25')).toMatchObject({ fault: { name: 'not-paused' } });
    expect(pauseTimer(running, '2026-03-09')).toMatchObject({ fault: { name: 'pause-before-start' } });
    expect(resumeTimer(stopped, '2026-03-19')).toMatchObject({ fault: { name: 'pause-ends-before-it-begins' } });
  });
});
