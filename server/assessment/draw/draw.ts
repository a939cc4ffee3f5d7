/** The draw (令55 art 11): 3 or 5 experts at random with reserves. Pure: the same input gives the same record. */
import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { fail, ok, type Result } from '@anban/foundation/result';
import { filterPool, type PoolExpert } from '../experts/eligibility.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';
import { fillSeats, minimumsOf, pickReserves } from './panel.ts';
import { type DrawInput, DrawRecord } from './record.ts';

/** What is published of a seed before the draw. `seed`: hex. */
export const commitmentOf = (seed: string): string =>
  createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex');

/**
 * The experts in the order of HMAC-SHA256(seed, expertId). The keys of a secret seed are as good as random and
 * independent of who the experts are, so that every order is equally likely; nothing is taken modulo anything.
 */
export function drawOrder<T extends Pick<PoolExpert, 'expertId'>>(
  seed: string,
  experts: readonly T[],
): { expert: T; key: string }[] {
  // A key object is eight times as fast as the same bytes given anew for every expert.
  const secret = createSecretKey(seed, 'hex');
  return experts
    .map((expert) => ({ expert, key: createHmac('sha256', secret).update(expert.expertId).digest('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The whole record; `seed-broken` when the seed is not the one announced, `too-few-experts` with the counts. */
export function makeDraw(input: DrawInput): Result<DrawRecord, AssessmentFault> {
  if (commitmentOf(input.seed) !== input.commitment) return fail(fault('seed-broken', { drawId: input.drawId }));
  const { kind, seats, reserves, needed } = input.panel;
  const { eligible, counts } = filterPool(input.pool, { kind, needed, sessionDay: input.sessionDay });
  const order = drawOrder(input.seed, eligible);
  const experts = order.map(({ expert }) => expert);
  const minimums = minimumsOf(kind, needed, seats);
  const panel = fillSeats(experts, seats, minimums);
  if (panel === null) return fail(fault('too-few-experts', { counts, seats, needed, minimums }));
  const rest = experts.filter((expert) => !panel.includes(expert));
  return ok({
    format: 'anban-draw',
    version: 1,
    algorithm: 'order by HMAC-SHA256(seed, expertId), hex ascending',
    input,
    counts,
    order: order.map(({ expert, key }) => ({ expertId: expert.expertId, key })),
    seats: panel.map(({ expertId }) => expertId),
    reserves: pickReserves(rest, reserves, minimums).map(({ expertId }) => expertId),
  });
}

/** Repeats the draw of a record. Refused: what is no record, a seed that was not announced, another outcome. */
export function replayDraw(value: unknown): Result<DrawRecord, AssessmentFault> {
  const read = DrawRecord.safeParse(value);
  if (!read.success) {
    const issues = read.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`);
    return fail(fault('record-malformed', { issues }));
  }
  const again = makeDraw(read.data.input);
  if (!again.ok) return again;
  for (const part of ['counts', 'order', 'seats', 'reserves'] as const) {
    if (JSON.stringify(again.value[part]) !== JSON.stringify(read.data[part])) {
      return fail(fault('replay-differs', { part, recorded: read.data[part], replayed: again.value[part] }));
    }
  }
  return ok(read.data);
}
