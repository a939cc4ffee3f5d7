/** A recorded session of a smart card reader: one JSON object a line, the first of which says what it is. */
import * as z from 'zod';

export const CARD_SESSION_HEAD = { format: 'anban-card-session', version: 1 } as const;
const Head = z.strictObject({ format: z.literal(CARD_SESSION_HEAD.format), version: z.literal(1) });

/** `at`: milliseconds since the session began. `bytes`: hexadecimal. */
export const CardEntry = z.discriminatedUnion('event', [
  /** From now on; `fault` null: there are these readers. */
  z.strictObject({
    at: z.number(),
    event: z.literal('readers'),
    fault: z.enum(['library-missing', 'service-missing', 'failed']).nullable(),
    readers: z.array(z.strictObject({ name: z.string(), cardPresent: z.boolean() })),
  }),
  z.strictObject({ at: z.number(), event: z.literal('connected'), atr: z.hex() }),
  z.strictObject({
    at: z.number(),
    event: z.literal('not-connected'),
    fault: z.enum(['removed', 'mute', 'busy', 'failed']),
  }),
  /** A command as `asked` of the card, `ms` until its `answer`, or the `fault` that came instead. */
  z.strictObject({
    at: z.number(),
    event: z.literal('exchange'),
    asked: z.hex(),
    ms: z.number(),
    answer: z.hex().nullable(),
    fault: z.enum(['removed', 'silent', 'failed']).nullable(),
  }),
]);
export type CardEntry = z.infer<typeof CardEntry>;

/** The session in the text of a file. Throws what zod or JSON say about a malformed one. */
export function parseCardSession(text: string): readonly CardEntry[] {
  const [head = '', ...lines] = text.split('\n').filter((line) => line !== '');
  Head.parse(JSON.parse(head));
  return lines.map((line) => CardEntry.parse(JSON.parse(line)));
}
