/**
 * What the bridge and the process that talks to PC/SC say to each other, one answer to each question. They travel over the
 * pipe between the two and nowhere else: the bytes may hold a PIN or what a card tells of its holder.
 */
import * as z from 'zod/mini';

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
/** `card`: the number that the process gave a card when it was connected. */
export const PcscQuestion = z.discriminatedUnion('ask', [
  z.strictObject({ id: z.int(), ask: z.literal('readers') }),
  z.strictObject({ id: z.int(), ask: z.literal('connect'), reader: z.string() }),
  z.strictObject({ id: z.int(), ask: z.literal('transmit'), card: z.int(), apdu: Bytes }),
  z.strictObject({ id: z.int(), ask: z.literal('disconnect'), card: z.int() }),
]);
export type PcscQuestion = z.infer<typeof PcscQuestion>;

export const PcscFault = z.strictObject({
  kind: z.enum(['library-missing', 'service-missing', 'removed', 'mute', 'busy', 'failed']),
  /** The binding's own words. */
  detail: z.string(),
});
export type PcscFault = z.infer<typeof PcscFault>;

export const PcscAnswer = z.discriminatedUnion('answer', [
  z.strictObject({
    id: z.int(),
    answer: z.literal('readers'),
    readers: z.array(z.strictObject({ name: z.string(), cardPresent: z.boolean() })),
  }),
  z.strictObject({ id: z.int(), answer: z.literal('connect'), card: z.int(), atr: Bytes }),
  z.strictObject({ id: z.int(), answer: z.literal('transmit'), response: Bytes }),
  z.strictObject({ id: z.int(), answer: z.literal('disconnect') }),
  z.strictObject({ id: z.int(), answer: z.literal('fault'), fault: PcscFault }),
]);
export type PcscAnswer = z.infer<typeof PcscAnswer>;

type WithoutId<Message> = Message extends unknown ? Omit<Message, 'id'> : never;
export type PcscAsked = WithoutId<PcscQuestion>;
export type PcscTold = WithoutId<PcscAnswer>;
