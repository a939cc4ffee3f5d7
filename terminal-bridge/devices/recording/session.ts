/** A recorded session of a serial device: one JSON object a line, the first of which says what it is. */
import * as z from 'zod';

export const RECORDED_DEVICES = ['id-card-reader', 'qr-scanner'] as const;
export type RecordedDevice = (typeof RECORDED_DEVICES)[number];

export const SessionHead = z.strictObject({
  format: z.literal('anban-device-session'),
  version: z.literal(1),
  device: z.enum(RECORDED_DEVICES),
});

/** `at`: milliseconds since the session began. `bytes`: hexadecimal. `in`: from the device. */
export const Entry = z.discriminatedUnion('event', [
  z.strictObject({ at: z.number(), event: z.literal('opened'), baudRate: z.int() }),
  z.strictObject({
    at: z.number(),
    event: z.literal('not-opened'),
    kind: z.enum(['missing', 'denied', 'busy', 'library-missing', 'failed']),
  }),
  z.strictObject({ at: z.number(), event: z.literal('baud-rate'), baudRate: z.int() }),
  z.strictObject({ at: z.number(), event: z.literal('out'), bytes: z.hex() }),
  z.strictObject({ at: z.number(), event: z.literal('in'), bytes: z.hex() }),
  z.strictObject({ at: z.number(), event: z.literal('closed') }),
]);
export type Entry = z.infer<typeof Entry>;

export interface Session {
  readonly device: RecordedDevice;
  readonly entries: readonly Entry[];
}

/** The session in the text of a file. Throws what zod or JSON say about a malformed one. */
export function parseSession(text: string): Session {
  const [head = '', ...lines] = text.split('\n').filter((line) => line !== '');
  const { device } = SessionHead.parse(JSON.parse(head));
  return { device, entries: lines.map((line) => Entry.parse(JSON.parse(line))) };
}
