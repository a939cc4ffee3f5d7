/** What the service of one package knows of itself: ids, days, methods; never who the recipient is. */
import { z } from 'zod';

const Day = z.iso.date();

/** In the order in which they are tried (民事诉讼法 arts 88–95 through 工伤认定办法 art 22). */
export const METHODS = ['electronic', 'direct', 'mail', 'leave', 'notice'] as const;
export const Method = z.enum(METHODS);
export type Method = z.infer<typeof Method>;

export const METHOD_NAMES: Readonly<Record<Method, string>> = {
  electronic: '电子送达',
  direct: '直接送达',
  mail: '邮寄送达',
  leave: '留置送达',
  notice: '公告送达',
};

export const FailureReason = z.enum(['refused', 'unreachable', 'absent', 'wrong-address', 'fault']);

/** A document of the package as its title and number. */
export const Paper = z.strictObject({ name: z.string().min(1).max(200), number: z.string().min(1).max(200) });

export const Facts = z.strictObject({
  recipient: z.enum(['person', 'employer', 'agency']).nullable(),
  /** Ids of the documents of the package. */
  documents: z.array(z.string()),
  papers: z.array(Paper),
  /** The part whose step ordered the documents, and that step. */
  partId: z.string().nullable(),
  event: z.string().nullable(),
  /** Of that step; null: ordered before this was kept. */
  eventId: z.string().nullable().default(null),
  /** 受送达人同意电子送达. */
  electronic: z.boolean(),
  method: Method.nullable(),
  sentOn: Day.nullable(),
  failures: z.array(z.strictObject({ method: Method, on: Day, reason: FailureReason })),
  publishedOn: Day.nullable(),
  deliveredOn: Day.nullable(),
  proof: z.string().nullable(),
});
export type Facts = z.infer<typeof Facts>;

export const begin: Facts = {
  recipient: null,
  documents: [],
  papers: [],
  partId: null,
  event: null,
  eventId: null,
  electronic: false,
  method: null,
  sentOn: null,
  failures: [],
  publishedOn: null,
  deliveredOn: null,
  proof: null,
};
