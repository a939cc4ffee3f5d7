/**
 * 电子社保卡: a terminal hands over the code that a phone showed, and learns whose it is. The code is opaque, lives for
 * 60 seconds and is good once. A resend of the same `id` by the same terminal is answered again.
 */
import { z } from 'zod';
import { Id, RegionCode } from './common.ts';

/** Seconds from its making on. */
export const E_CARD_LIFE_S = 60;

export const ECardRequest = z
  .strictObject({
    id: Id,
    /** As it was scanned: printable ASCII. */
    token: z.string().regex(/^[ -~]{1,512}$/, 'printable ASCII, 1 to 512 characters'),
  })
  .meta({ id: 'ECardRequest' });
export type ECardRequest = z.infer<typeof ECardRequest>;

/** Whose card it is, as far as the issuer tells. */
export const ECardHolder = z
  .strictObject({
    name: z.string().min(1).max(60),
    /** 社会保障号码, the identity number. */
    number: z.string().min(15).max(18),
    /** 社保卡号 */
    cardNumber: z.string().min(1).max(20),
    /** GB/T 2260 code of the place that issued the card. */
    issuedBy: RegionCode,
  })
  .meta({ id: 'ECardHolder' });
export type ECardHolder = z.infer<typeof ECardHolder>;
