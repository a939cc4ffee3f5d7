/**
 * How fair and how fast a draw is: χ² of who is drawn first, and of who is on the panel, over 10⁵ draws of 3 from 20,
 * against the value that a fair draw exceeds once in a thousand; and whole draws per second from a pool of 150.
 * The seeds are the hashes of counting numbers, so that every run measures the same. Prints one JSON line.
 */
import { createHash } from 'node:crypto';
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { commitmentOf, makeDraw } from '../../server/assessment/draw/draw.ts';
import type { DrawInput } from '../../server/assessment/draw/record.ts';

const DRAWS = 100_000;
const EXPERTS = 20;
const SEATS = 3;
const POOL = 150;
const TIMED = 1_500;

const first = new Array<number>(EXPERTS).fill(0);
const seated = new Array<number>(EXPERTS).fill(0);
const small = poolOf(EXPERTS);
for (let i = 0; i < DRAWS; i += 1) {
  const { seats } = unwrap(makeDraw(inputOf(small, i)));
  for (const [place, id] of seats.entries()) {
    const n = Number(id.slice(-12));
    seated[n] = (seated[n] ?? 0) + 1;
    if (place === 0) first[n] = (first[n] ?? 0) + 1;
  }
}

const large = poolOf(POOL);
for (let i = 0; i < 200; i += 1) unwrap(makeDraw(inputOf(large, i)));
const startedAt = performance.now();
for (let i = 0; i < TIMED; i += 1) unwrap(makeDraw(inputOf(large, i)));
const seconds = (performance.now() - startedAt) / 1000;

const freedom = EXPERTS - 1;
// Seats of one draw exclude each other: the statistic of the panel shrinks by (experts - seats) / (experts - 1).
const panel = (chiSquare(seated, (DRAWS * SEATS) / EXPERTS) * freedom) / (EXPERTS - SEATS);
const figures = {
  draws: DRAWS,
  chiSquareFirst: rounded(chiSquare(first, DRAWS / EXPERTS)),
  chiSquarePanel: rounded(panel),
  critical: rounded(criticalValue(freedom)),
  drawsPerSecond: Math.round(TIMED / seconds),
  pool: POOL,
};
process.stdout.write(`${JSON.stringify({ name: 'draw', figures })}\n`);

function poolOf(count: number): DrawInput['pool'] {
  return Array.from({ length: count }, (_, i) => ({
    expertId: `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`,
    field: 'medical',
    specialties: ['ORTHO'],
    status: 'active',
    termFrom: '2025-01-01',
    termUntil: '2027-12-31',
    trainedUntil: '2027-12-31',
    onLeave: false,
    panelsThatDay: 0,
    dailyQuota: 20,
    recusal: null,
  }));
}

function inputOf(pool: DrawInput['pool'], i: number): DrawInput {
  const seed = createHash('sha256').update(`bench ${i}`).digest('hex');
  const id = newId();
  return {
    drawId: id,
    assessmentId: id,
    sessionId: id,
    sessionDay: '2026-11-26',
    round: 1,
    cause: null,
    homeRegion: '370702',
    poolRegion: '370702',
    panel: { kind: 'ordinary', seats: SEATS, reserves: 2, needed: ['ORTHO'] },
    commitment: commitmentOf(seed),
    seed,
    announcedAt: '2026-11-24T01:00:00.000Z',
    drawnAt: '2026-11-24T02:00:00.000Z',
    pool,
  };
}

function chiSquare(counts: readonly number[], expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** χ² exceeded once in a thousand (Wilson and Hilferty's approximation; 3.0902 is the normal quantile). */
function criticalValue(degrees: number): number {
  const spread = 2 / (9 * degrees);
  return degrees * (1 - spread + 3.0902 * Math.sqrt(spread)) ** 3;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
