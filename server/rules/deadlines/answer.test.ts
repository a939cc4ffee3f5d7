import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answerDeadlines } from './answer.ts';
import { deadlinesHelp } from './help.ts';
import { TIMER_IDS } from './timers.ts';

const Row = z.looseObject({ timer: z.string(), due: z.string().nullable() });
const Answer = z.object({
  timers: z.array(Row),
  results: z.record(z.string(), z.unknown()).default({}),
});
const Refusal = z.object({
  error: z.object({ name: z.string(), code: z.string(), field: z.string(), message: z.string(), hint: z.string() }),
});

const ask = (input: unknown) => answerDeadlines(JSON.stringify(input));
const answered = (input: unknown) => {
  const { exit, json } = ask(input);
  expect(exit).toBe(0);
  return Answer.parse(json);
};
const DEC = { timer: 'DEC60', start: '2026-03-10' };
const paused = (...pauses: { from: string; to?: string | null }[]) => ({ timers: [{ ...DEC, pauses }] });

describe('input that cannot be read', () => {
  test.each([
    [{ accepted: '2026-02-30' }, 'no-such-day', 'accepted'],
    [{ accepted: '10.3.2026' }, 'no-such-day', 'accepted'],
    [{ accepted: 20260310 }, 'wrong-type', 'accepted'],
    [{ accpted: '2026-03-10' }, 'unknown-field', 'accpted'],
    [{ accepted: '2026-03-10', province: '浙西' }, 'unknown-province', 'province'],
    [{ accepted: '2026-03-10', limit: 0 }, 'wrong-type', 'limit'],
    [{ accepted: '2026-03-10', calendar: { '2026-05-32': 'workday' } }, 'no-such-day', 'calendar.2026-05-32'],
    [{ accepted: '2026-03-10', calendar: { '2026-05-09': 'holiday' } }, 'wrong-type', 'calendar.2026-05-09'],
    [{ consent: true, arrived_in_system: '2026-05-03T25:00' }, 'no-such-day', 'arrived_in_system'],
    [{ suspended: '2026-03-10' }, 'missing-fact', 'accepted'],
    [{ arrived_in_system: '2026-05-03' }, 'missing-fact', 'consent'],
    [{ province: '浙江' }, 'no-facts', ''],
    [{}, 'no-facts', ''],
    [{ timers: [] }, 'no-facts', 'timers'],
    [{ timers: [{ ...DEC, timer: 'DEC06' }] }, 'unknown-timer', 'timers.0.timer'],
    [{ timers: [{ ...DEC, pause: [] }] }, 'unknown-field', 'timers.0.pause'],
    [paused({ from: '2026-03-20', to: '2026-03-19' }), 'pause-ends-before-it-begins', 'timers.0.pauses'],
    [paused({ from: '2026-03-09', to: '2026-03-19' }), 'pause-before-start', 'timers.0.pauses'],
    [
      paused({ from: '2026-03-20', to: '2026-03-30' }, { from: '2026-03-29', to: '2026-04-02' }),
      'pauses-overlap',
      'timers.0.pauses',
    ],
    [paused({ from: '2026-03-20' }, { from: '2026-03-29', to: '2026-04-02' }), 'pauses-overlap', 'timers.0.pauses'],
    [[], 'not-an-object', ''],
    [null, 'not-an-object', ''],
  ])('%j is refused as %s', (input, name, field) => {
    const { exit, json } = ask(input);
    const { error } = Refusal.parse(json);
    expect([exit, error.name, error.field]).toEqual([2, name, field]);
    expect([error.code, error.hint, error.message].map((text) => text.length > 0)).toEqual([true, true, true]);
  });

  test('what is not JSON', () => {
    expect(answerDeadlines('{"accepted": ')).toMatchObject({ exit: 2, json: { error: { name: 'not-json' } } });
  });

  test('a typing error is answered with what was meant', () => {
    expect(ask({ timers: [{ ...DEC, timer: 'LA_DLV51' }] }).json).toMatchObject({
      error: { hint: 'did you mean LA_DLV15?' },
    });
  });

  test('a name of the other form is told as such; one that is near none suggests none', () => {
    const { error } = Refusal.parse(ask({ timers: [DEC], injury: '2026-03-01' }).json);
    expect(error.hint).toMatch(/timers and facts cannot be mixed/);
    const odd = Refusal.parse(ask({ accepted: '2026-03-10', foo: 1 }).json);
    expect([odd.error.field, odd.error.hint]).toEqual(['foo', 'see `anban rules deadlines --help`']);
    expect(ask({ acepted: '2026-03-10' }).json).toMatchObject({ error: { hint: 'did you mean accepted?' } });
  });

  test.each([
    [{ ...DEC, limit: 600 }, ['limit-beyond-law']],
    [{ ...DEC, limit: 60 }, []],
    [{ ...DEC, limit: 30 }, []],
  ])('%j: %j', (timer, names) => {
    const { timers } = answered({ timers: [timer] });
    const warned = z.array(z.object({ warnings: z.array(z.object({ name: z.string() })) })).parse(timers);
    expect(warned[0]?.warnings.map(({ name }) => name).filter((name) => name.endsWith('law'))).toEqual(names);
  });

  test('no text at all makes it throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => [0, 1, 2].includes(answerDeadlines(text).exit)));
  });
});

describe('facts that cannot have happened like that', () => {
  test.each([
    [{ accepted: '2026-03-10', suspended: '2026-03-09' }, 'wrong-order', 'suspended'],
    [{ accepted: '2026-03-10', suspended: '2026-03-20', resumed: '2026-03-19' }, 'wrong-order', 'resumed'],
    [{ application_received: '2026-03-02', notice: '2026-03-01' }, 'wrong-order', 'notice'],
    [{ injury: '2026-03-01', application_received: '2026-02-28' }, 'before-injury', 'application_received'],
    [{ consent: false, arrived_in_system: '2026-05-03' }, 'no-consent', 'consent'],
  ])('%j is refused as %s', (input, name, field) => {
    const { exit, json } = ask(input);
    const { error } = Refusal.parse(json);
    expect([exit, error.name, error.field]).toEqual([1, name, field]);
  });
});

describe('answers', () => {
  test('a suspension that lasts has no last day, but what is left', () => {
    const { timers, results } = answered({ accepted: '2026-03-10', suspended: '2026-03-20' });
    expect(timers.find(({ timer }) => timer === 'DEC60')).toMatchObject({
      due: null,
      remaining: 50,
      paused_since: '2026-03-20',
    });
    expect(results).toMatchObject({ paused: true, used_before: 10, remaining: 50 });
    expect(timers.map(({ timer }) => timer)).toContain('SUSPEND');
  });

  test('an arrival with an offset counts by the day in China', () => {
    const arrived = (at: string) => answered({ consent: true, arrived_in_system: at }).results.delivered;
    expect([arrived('2026-05-03T15:59:59Z'), arrived('2026-05-03T16:00:00Z')]).toEqual(['2026-05-03', '2026-05-04']);
  });

  test('in Shandong the time of a supplement does not count for an assessment, elsewhere it does', () => {
    const facts = { application_received: '2026-04-01', notice: '2026-04-03', supplement_received: '2026-04-13' };
    expect(answered({ ...facts, procedure: 'assessment', province: '山东省' }).results.conclude_by).toBe('2026-06-10');
    expect(answered({ ...facts, procedure: 'assessment' }).results.conclude_by).toBe('2026-06-01');
  });

  test('a calendar of one timer goes above that of all', () => {
    const timer = { timer: 'DEC60', start: '2026-03-11' };
    const { timers } = answered({
      timers: [timer, { ...timer, calendar: { '2026-05-11': 'workday' } }],
      calendar: { '2026-05-11': 'restday' },
    });
    expect(timers.map(({ due }) => due)).toEqual(['2026-05-12', '2026-05-11']);
  });

  test('every timer can be asked for by its name', () => {
    const { timers } = answered({ timers: TIMER_IDS.map((timer) => ({ timer, start: '2026-03-10' })) });
    expect(timers.map(({ timer }) => timer)).toEqual(TIMER_IDS);
  });

  test('the help names every timer', () => {
    for (const id of TIMER_IDS) expect(deadlinesHelp()).toContain(`  ${id} `);
  });
});
