/** The events of a service of documents and what comes with each. Names of receivers go to the proof of service only. */
import { z } from 'zod';
import { FailureReason, Method, Paper } from './facts.ts';

const Day = z.iso.date();
const words = (most: number) => z.string().trim().min(1).max(most);
const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in hex');

export const events = {
  ORDERED: z.strictObject({
    recipient: z.enum(['person', 'employer', 'agency']),
    documents: z.array(z.uuid()).min(1).max(20),
    papers: z.array(Paper).max(20).default([]),
    partId: z.uuid(),
    event: words(40),
    eventId: z.uuid(),
    electronic: z.boolean().default(false),
  }),
  /** 送达地址确认书: given later, or taken back. */
  CONSENT: z.strictObject({ electronic: z.boolean() }),
  /** All documents of the package are made and sealed. */
  SEALED: z.strictObject({ on: Day.optional() }),
  SEND: z.strictObject({ method: Method, on: Day.optional() }),
  /** In the recipient's own system; `receipt`: its number there. */
  ARRIVED: z.strictObject({ on: Day, receipt: words(120) }),
  /** Signed for: on the screen of a terminal, on paper at the counter, on the mail's receipt. */
  RECEIVED: z.strictObject({
    on: Day,
    proof: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('screen'), digest: Digest }),
      z.strictObject({ kind: z.literal('paper'), digest: Digest }),
      z.strictObject({ kind: z.literal('mail-receipt'), number: words(60) }),
    ]),
    /** Whoever signed, when it is not the recipient: 同住成年家属, 代收人, 负责收件的人. */
    receiver: z.strictObject({ name: words(100), relation: words(50) }).optional(),
    place: words(200).optional(),
  }),
  RETURNED: z.strictObject({ on: Day, reason: FailureReason }),
  /** Refused, and left at the place with a video of it. */
  LEFT: z.strictObject({ on: Day, video: Digest, place: words(200) }),
  PUBLISHED: z.strictObject({ on: Day, medium: words(200) }),
  /** `on`: the last day of the 30, from the timer. */
  DEEMED: z.strictObject({ on: Day.optional() }),
};
