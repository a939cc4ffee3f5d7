/**
 * The record of a draw (document D23): everything that went in and everything that came out, in ids, codes and days, so
 * that anybody can repeat it. No name stands in it.
 */
import { z } from 'zod';
import { Day, Digest, Id, RegionCode } from '../../contract/common.ts';

const PoolEntry = z.strictObject({
  expertId: z.uuid(),
  field: z.enum(['medical', 'device']),
  specialties: z.array(z.string().max(10)).max(20),
  status: z.enum(['active', 'suspended', 'removed']),
  termFrom: Day,
  termUntil: Day,
  trainedUntil: Day,
  onLeave: z.boolean(),
  panelsThatDay: z.int().min(0),
  dailyQuota: z.int().positive(),
  recusal: z.string().max(40).nullable(),
});

/** What the draw is made from. */
export const DrawInput = z.strictObject({
  drawId: Id,
  assessmentId: z.uuid(),
  sessionId: z.uuid(),
  sessionDay: Day,
  /** 1, and more only after recusal or absence used up the reserves. */
  round: z.int().positive(),
  cause: z.enum(['recusal', 'absence']).nullable(),
  /** Whose committee concludes, and whose pool is drawn from: two with a commissioned assessment. */
  homeRegion: RegionCode,
  poolRegion: RegionCode,
  panel: z.strictObject({
    kind: z.enum(['ordinary', 'device']),
    seats: z.union([z.literal(3), z.literal(5)]),
    reserves: z.int().min(0).max(5),
    needed: z.array(z.string().max(10)).min(1).max(10),
  }),
  /** SHA-256 of the seed, kept since the draw was announced. */
  commitment: Digest,
  /** 32 bytes, hex; secret until the draw. */
  seed: Digest,
  announcedAt: z.iso.datetime(),
  drawnAt: z.iso.datetime(),
  pool: z.array(PoolEntry).max(10_000),
});
export type DrawInput = z.infer<typeof DrawInput>;

export const DrawRecord = z.strictObject({
  format: z.literal('anban-draw'),
  version: z.literal(1),
  algorithm: z.literal('order by HMAC-SHA256(seed, expertId), hex ascending'),
  input: DrawInput,
  /** How many each filter left. */
  counts: z.strictObject({
    pool: z.int(),
    inactive: z.int(),
    term: z.int(),
    untrained: z.int(),
    specialty: z.int(),
    leave: z.int(),
    quota: z.int(),
    recused: z.int(),
  }),
  /** Who could be drawn, in the order drawn, with the sort key. */
  order: z.array(z.strictObject({ expertId: z.uuid(), key: Digest })),
  seats: z.array(z.uuid()),
  reserves: z.array(z.uuid()),
});
export type DrawRecord = z.infer<typeof DrawRecord>;
