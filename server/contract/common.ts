/** The shapes that every message of the centre's API shares. */
import { z } from 'zod';

/** UUIDv7 made by whoever creates the thing (RFC 9562). */
export const Id = z.uuid({ version: 'v7' }).meta({ id: 'Id' });
/** GB/T 2260 county code, 6 digits. Every row carries it, so that a province can be spread over machines. */
export const RegionCode = z
  .string()
  .regex(/^\d{6}$/)
  .meta({ id: 'RegionCode' });
/** RFC 3339 in UTC with milliseconds. */
export const Instant = z.iso.datetime().meta({ id: 'Instant' });
/** A calendar day in China Standard Time. */
export const Day = z.iso.date().meta({ id: 'Day' });
/** SHA-256, hex. */
export const Digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ id: 'Digest' });
/** Bytes as base64url without padding. */
export const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** Of refusals about cases and of malformed requests: why, and what would be possible instead. */
const RefusalDetails = z
  .strictObject({
    /** Name of the guard that refused, e.g. `two-people`. */
    guard: z.string().optional(),
    article: z.string().optional(),
    /** Events that the part's state knows. */
    allowed: z.array(z.string()).optional(),
    /** The part as it is now. */
    state: z.string().optional(),
    stateName: z.string().optional(),
    version: z.int().optional(),
    /** Who was faster, in words without a name, and when. */
    changedBy: z.string().optional(),
    changedAt: Instant.optional(),
    /** Of a malformed request: where, and what is wrong there. */
    issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'RefusalDetails' });
export type RefusalDetails = z.infer<typeof RefusalDetails>;

/** Every refusal: a name for programs, a sentence for people, a hint for staff. */
export const Refusal = z
  .strictObject({
    error: z.strictObject({
      name: z.string(),
      message: z.string(),
      hint: z.string().optional(),
      code: z.string(),
      /** Only with `chain-broken` (409): the sequence of the record that the centre waits for from this terminal. */
      expectedSequence: z.int().positive().optional(),
      details: RefusalDetails.optional(),
    }),
  })
  .meta({ id: 'Refusal' });
export type Refusal = z.infer<typeof Refusal>;

/** The day in China (UTC+8, no summer time) on which an instant falls. */
export const dayInChina = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
