/** Enrolment of a terminal: a one-time code, shown to staff, buys the registration of a public key. */
import { z } from 'zod';
import { Base64Url, Id, RegionCode } from './common.ts';

export const EnrolRequest = z
  .strictObject({
    /** One-time code from `anban terminal code`, valid for an hour. */
    code: z.string().regex(/^[A-Z2-7]{4}-[A-Z2-7]{4}$/),
    /** Raw Ed25519 public key, 32 bytes. */
    publicKey: Base64Url.length(43),
  })
  .meta({ id: 'EnrolRequest' });
export type EnrolRequest = z.infer<typeof EnrolRequest>;

export const EnrolAnswer = z
  .strictObject({
    terminalId: Id,
    regionCode: RegionCode,
    siteCode: z.string(),
    siteName: z.string(),
    /** One letter or two, unique at the site: begins the numbers that the terminal gives while it is cut off. */
    series: z.string().regex(/^[A-Z]{1,2}$/),
  })
  .meta({ id: 'EnrolAnswer' });
export type EnrolAnswer = z.infer<typeof EnrolAnswer>;
