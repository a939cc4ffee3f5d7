/**
 * 社会保障卡 of the third generation: it shows its holder to nobody who has no key of the issuer's, so the terminal reads
 * what is free (EF05, LD/T 32) and the centre asks the platform of the cards whose it is. The person is told in the same
 * shape as for a code on a phone (`ECardHolder`).
 */
import { z } from 'zod';
import { Id, RegionCode } from './common.ts';

export const SocialSecurityCardRequest = z
  .strictObject({
    id: Id,
    /** 卡号: eight characters and a check character. */
    cardNumber: z.string().regex(/^[0-9A-Z]{8}[0-9X]$/, 'eight characters and a check character'),
    /**
     * 卡识别码: 32 hexadecimal digits. Number and this must belong together: the number alone stands printed on the card
     * and can be counted through, this one cannot.
     */
    cardId: z.string().regex(/^[0-9A-Fa-f]{32}$/, '32 hexadecimal digits'),
    /** GB/T 2260 code of the place that issued the card: the first six digits of `cardId`. */
    issuedBy: RegionCode,
  })
  .refine(({ cardId, issuedBy }) => cardId.startsWith(issuedBy), {
    path: ['issuedBy'],
    message: 'not the first six digits of cardId',
  })
  .meta({ id: 'SocialSecurityCardRequest' });
export type SocialSecurityCardRequest = z.infer<typeof SocialSecurityCardRequest>;
