/**
 * The envelope of every message between kiosk and bridge: XFS4IoT 2024-03 (CWA 17852), `{header, payload?}`, both
 * closed. Command → acknowledge at once → any number of events → exactly one completion; unsolicited to everybody.
 */
import * as z from 'zod/mini';

const version = z.string().check(z.regex(/^[1-9][0-9]*\.([1-9][0-9]*|0)$/));
const name = z.string().check(z.regex(/^[A-Z][A-Za-z0-9]*\.[A-Z][A-Za-z0-9]*$/), z.maxLength(80));
/** From 1, rising by at least one per command on a connection. */
const requestId = z.int().check(z.positive());
const payload = z.optional(z.record(z.string(), z.unknown()));

/** The codes of the standard that we use. Absent means success. */
export const CompletionCode = z.enum([
  'commandErrorCode',
  'canceled',
  'deviceNotReady',
  'internalError',
  'invalidCommand',
  'timeOut',
  'unsupportedCommand',
  'invalidData',
  'sequenceError',
  'authorizationRequired',
]);
export type CompletionCode = z.infer<typeof CompletionCode>;

export const Command = z.strictObject({
  header: z.strictObject({
    type: z.literal('command'),
    name,
    version,
    requestId,
    timeout: z.optional(z.int().check(z.nonnegative(), z.maximum(600_000))),
  }),
  payload,
});
export type Command = z.infer<typeof Command>;

export const Acknowledge = z.strictObject({
  header: z.strictObject({
    type: z.literal('acknowledge'),
    name,
    version,
    requestId,
    status: z.optional(z.enum(['invalidMessage', 'invalidRequestID', 'tooManyRequests'])),
    errorDescription: z.optional(z.string()),
  }),
  payload,
});
export const Event = z.strictObject({
  header: z.strictObject({ type: z.literal('event'), name, version, requestId }),
  payload,
});
export const Completion = z.strictObject({
  header: z.strictObject({
    type: z.literal('completion'),
    name,
    version,
    requestId,
    completionCode: z.optional(CompletionCode),
    errorDescription: z.optional(z.string()),
  }),
  payload,
});
export const Unsolicited = z.strictObject({
  header: z.strictObject({ type: z.literal('unsolicited'), name, version }),
  payload,
});

/** What a bridge may send. */
export const FromBridge = z.union([Acknowledge, Event, Completion, Unsolicited]);
export type FromBridge = z.infer<typeof FromBridge>;

/** The largest message that either side sends or accepts, in bytes. */
export const MESSAGE_LIMIT = 65_536;
/**
 * Where the kiosk's WebSocket lives. Not under `/xfs4iot`, which the standard keeps for its own services. Needs the
 * cookie that comes with `/`; it changes with each start of the bridge, so ask for `/` again before reconnecting.
 */
export const SOCKET_PATH = '/kiosk/v1/session';
/** Followed by a token: portrait (`/portrait.bmp`) and live picture (`/live.mjpeg`) for an officer who signed in. */
export const COMPARISON_PATH = '/kiosk/v1/comparison';
/** The live preview (`multipart/x-mixed-replace`); there are pictures only while a face is being looked at. */
export const PREVIEW_PATH = '/kiosk/v1/preview.mjpeg';
