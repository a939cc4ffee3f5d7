import { createHash } from 'node:crypto';
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barsOf, type PoolExpert } from '../experts/eligibility.ts';
import { commitmentOf, makeDraw, replayDraw } from './draw.ts';
import { meets, minimumsOf } from './panel.ts';
import type { DrawInput } from './record.ts';
import { substituteFor } from './substitute.ts';

const seedOf = (text: string) => createHash('sha256').update(text).digest('hex');
const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const expert = (n: number, more: Partial<PoolExpert> = {}): DrawInput['pool'][number] => {
  const plain: PoolExpert = {
    expertId: uuid(n),
    field: 'medical',
    specialties: ['ORTHO'],
    status: 'active',
    termFrom: '2025-01-01',
    termUntil: '2027-12-31',
    trainedUntil: '2027-01-01',
    onLeave: false,
    panelsThatDay: 0,
    dailyQuota: 10,
    recusal: null,
    ...more,
  };
  return { ...plain, specialties: [...plain.specialties] };
};
const input = (pool: DrawInput['pool'], more: Partial<DrawInput> = {}): DrawInput => {
  const seed = more.seed ?? seedOf('a');
  return {
    drawId: newId(),
    assessmentId: uuid(900),
    sessionId: uuid(901),
    sessionDay: '2026-11-26',
    round: 1,
    cause: null,
    homeRegion: '370702',
    poolRegion: '370702',
    panel: { kind: 'ordinary', seats: 3, reserves: 2, needed: ['ORTHO'] },
    commitment: commitmentOf(seed),
    seed,
    announcedAt: '2026-11-24T01:00:00.000Z',
    drawnAt: '2026-11-24T02:00:00.000Z',
    pool,
    ...more,
  };
};
const many = (count: number, more: Partial<PoolExpert> = {}) =>
  Array.from({ length: count }, (_, i) => expert(i, more));

describe('who may be drawn', () => {
  test.each([
    ['inactive', { status: 'suspended' }],
    ['term', { termUntil: '2026-11-25' }],
    ['term', { termFrom: '2026-11-27' }],
    ['untrained', { trainedUntil: '2026-11-25' }],
    ['specialty', { specialties: ['ENT'] }],
    ['specialty', { field: 'device' }],
    ['leave', { onLeave: true }],
    ['quota', { panelsThatDay: 10 }],
    ['recused', { recusal: 'kinship' }],
  ] as const)('%s keeps an expert out: %j', (bar, more) => {
    const need = { kind: 'ordinary', needed: ['ORTHO'], sessionDay: '2026-11-26' } as const;
    expect(barsOf(expert(1, more), need)).toEqual([bar]);
    const record = unwrap(makeDraw(input([expert(0, more), ...many(6).slice(1)])));
    expect(record.order.map(({ expertId }) => expertId)).not.toContain(uuid(0));
    expect(record.counts).toMatchObject({ pool: 6, recused: 5 });
  });

  test('on the last day of term and of training: may be drawn', () => {
    const last = expert(1, { termUntil: '2026-11-26', trainedUntil: '2026-11-26' });
    expect(barsOf(last, { kind: 'ordinary', needed: ['ORTHO'], sessionDay: '2026-11-26' })).toEqual([]);
  });

  test('too few: said, with what each filter left', () => {
    const pool = [
      ...many(4),
      ...many(6)
        .slice(4)
        .map((one) => ({ ...one, recusal: 'kinship' })),
      expert(9, { onLeave: true }),
    ];
    const drawn = makeDraw(input(pool, { panel: { kind: 'ordinary', seats: 5, reserves: 2, needed: ['ORTHO'] } }));
    expect(drawn).toMatchObject({
      fault: { name: 'too-few-experts', details: { seats: 5, counts: { pool: 7, leave: 6, recused: 4 } } },
    });
  });
});

describe('drawn', () => {
  const arbitraryPool = fc
    .array(
      fc.record({
        specialties: fc.subarray(['ORTHO', 'NEURO', 'ENT'], { minLength: 1 }),
        field: fc.constantFrom('medical', 'device'),
        recusal: fc.option(fc.constant('kinship')),
        onLeave: fc.boolean(),
        status: fc.constantFrom('active', 'removed'),
      }),
      { minLength: 3, maxLength: 60 },
    )
    .map((rows) => rows.map((row, i) => expert(i, row)));

  test('whatever the pool: never one who is barred, nobody twice, the minimums met, and the replay is the same', () => {
    fc.assert(
      fc.property(
        arbitraryPool,
        fc.constantFrom('ordinary', 'device'),
        fc.constantFrom(3, 5),
        fc.string(),
        (pool, kind, seats, text) => {
          const panel = { kind, seats, reserves: 2, needed: ['ORTHO', 'NEURO'] };
          const drawn = makeDraw(input(pool, { seed: seedOf(text), panel }));
          if (!drawn.ok) {
            expect(drawn.fault.name).toBe('too-few-experts');
            return;
          }
          const taken = [...drawn.value.seats, ...drawn.value.reserves];
          expect(new Set(taken).size).toBe(taken.length);
          expect(drawn.value.seats).toHaveLength(seats);
          const people = pool.filter(({ expertId }) => taken.includes(expertId));
          for (const one of people) expect(barsOf(one, { ...panel, sessionDay: '2026-11-26' })).toEqual([]);
          const seated = pool.filter(({ expertId }) => drawn.value.seats.includes(expertId));
          expect(meets(seated, minimumsOf(kind, panel.needed, seats))).toBe(true);
          expect(unwrap(replayDraw(JSON.parse(JSON.stringify(drawn.value))))).toEqual(drawn.value);
        },
      ),
    );
  });

  test('the order in which the pool is listed does not matter', () => {
    const pool = many(20);
    const seats = (list: typeof pool) => unwrap(makeDraw(input(list))).seats;
    expect(seats(pool.toReversed())).toEqual(seats(pool));
  });

  test('over 20,000 seeds every expert is first, and on the panel, equally often (χ², 0.1 %)', () => {
    const pool = many(10);
    const draws = 20_000;
    const first = new Array<number>(10).fill(0);
    const seated = new Array<number>(10).fill(0);
    for (let i = 0; i < draws; i += 1) {
      const { seats } = unwrap(makeDraw(input(pool, { seed: seedOf(`fair ${i}`) })));
      for (const [place, id] of seats.entries()) {
        const n = Number(id.slice(-12));
        seated[n] = (seated[n] ?? 0) + 1;
        if (place === 0) first[n] = (first[n] ?? 0) + 1;
      }
    }
    const chi = (counts: number[], expected: number) =>
      counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 9 degrees of freedom; seats of one draw exclude each other, which shrinks the statistic by (10-3)/(10-1).
    expect(chi(first, draws / 10)).toBeLessThan(27.88);
    expect((chi(seated, (draws * 3) / 10) * 9) / 7).toBeLessThan(27.88);
  });

  test('a device panel: at least one device expert and two of the specialty, although device experts abound', () => {
    const pool = [
      ...many(4),
      ...Array.from({ length: 40 }, (_, i) => expert(100 + i, { field: 'device', specialties: ['DEVICE'] })),
    ];
    for (let i = 0; i < 50; i += 1) {
      const panel = { kind: 'device', seats: 3, reserves: 2, needed: ['ORTHO'] } as const;
      const record = unwrap(
        makeDraw(input(pool, { seed: seedOf(`d${i}`), panel: { ...panel, needed: [...panel.needed] } })),
      );
      const seated = pool.filter(({ expertId }) => record.seats.includes(expertId));
      expect(seated.filter(({ field }) => field === 'device')).toHaveLength(1);
      // A reserve for either, so that whoever is absent can be replaced.
      const reserves = pool.filter(({ expertId }) => record.reserves.includes(expertId));
      expect(new Set(reserves.map(({ field }) => field)).size).toBe(2);
    }
  });
});

describe('a record that was tampered with', () => {
  const record = unwrap(makeDraw(input(many(12))));

  test('another seat, another seed, another pool, nonsense: each named', () => {
    const [first, second, third] = record.seats;
    expect(replayDraw({ ...record, seats: [second, first, third] })).toMatchObject({
      fault: { name: 'replay-differs', details: { part: 'seats' } },
    });
    expect(replayDraw({ ...record, input: { ...record.input, seed: seedOf('b') } })).toMatchObject({
      fault: { name: 'seed-broken' },
    });
    const pool = record.input.pool.map((one) => (one.expertId === first ? { ...one, onLeave: true } : one));
    expect(replayDraw({ ...record, input: { ...record.input, pool } })).toMatchObject({
      fault: { name: 'replay-differs' },
    });
    expect(replayDraw({ seats: [] })).toMatchObject({ fault: { name: 'record-malformed' } });
  });
});

describe('a seat that falls free', () => {
  test('goes to the first reserve, then to the second, then there is none', () => {
    const record = unwrap(makeDraw(input(many(12))));
    const [a = '', b = ''] = record.seats;
    const first = unwrap(substituteFor(record, record, a));
    expect(first).toBe(record.reserves[0]);
    const seats = record.seats.map((id) => (id === a ? first : id));
    const second = unwrap(substituteFor(record, { seats, reserves: record.reserves.slice(1) }, b));
    expect(second).toBe(record.reserves[1]);
    expect(substituteFor(record, { seats, reserves: [] }, b)).toMatchObject({ fault: { name: 'no-fitting-reserve' } });
    expect(substituteFor(record, record, uuid(99))).toMatchObject({ fault: { name: 'not-on-panel' } });
  });

  test('on a device panel the device expert is replaced by the device reserve only', () => {
    const pool = [...many(8), ...Array.from({ length: 3 }, (_, i) => expert(100 + i, { field: 'device' }))];
    const record = unwrap(
      makeDraw(input(pool, { panel: { kind: 'device', seats: 3, reserves: 2, needed: ['ORTHO'] } })),
    );
    const isDevice = (id: string) => pool.find(({ expertId }) => expertId === id)?.field === 'device';
    const device = record.seats.find(isDevice) ?? '';
    expect(isDevice(unwrap(substituteFor(record, record, device)))).toBe(record.seats.filter(isDevice).length === 1);
  });
});
