/** What staff are told about the terminal: no personal data in any of it. */
import * as z from 'zod/mini';
import { DEVICE_NAMES, DeviceStatus, DeviceWarning, FaultNameSchema, Profile } from './state.ts';

export const DeviceReport = z.strictObject({
  name: z.enum(DEVICE_NAMES),
  status: DeviceStatus.shape.status,
  reason: z.nullable(FaultNameSchema),
  /** The short code of the reason. */
  code: z.nullable(z.string()),
  /** Null: nothing will soon need staff. */
  warning: z.nullable(DeviceWarning),
  /** Null: the device does not tell. `serialNumber` of an ID card reader is the 管理号 of its SAM. */
  model: z.nullable(z.string()),
  connection: z.nullable(z.string()),
  serialNumber: z.nullable(z.string()),
  firmware: z.nullable(z.string()),
  /** Newest first, five at most, since the program started. */
  errors: z.array(z.strictObject({ at: z.string(), fault: FaultNameSchema, code: z.string() })),
});
export type DeviceReport = z.infer<typeof DeviceReport>;

export const DiagnosticsReport = z.strictObject({
  /** RFC 3339. */
  at: z.string(),
  /** Every device that is configured works, and so does the centre; nothing is stuck. */
  ready: z.boolean(),
  profile: Profile,
  siteName: z.string(),
  /** Null until enrolled. */
  terminalId: z.nullable(z.string()),
  /** `unknown`: asked of the devices alone; terminal, session, roster and what waits are then not known either. */
  centre: z.enum(['connected', 'unreachable', 'unknown']),
  session: z.nullable(z.strictObject({ title: z.string(), day: z.string() })),
  /** When the roster was fetched; null: never. */
  rosterAt: z.nullable(z.string()),
  /** Records that wait to be sent. */
  waiting: z.int(),
  /** The centre refuses a record, and every later one waits behind it. */
  stuck: z.boolean(),
  /** Recordings of examinations of which something is damaged, looked at hourly; absent: this terminal records nothing. */
  damagedRecordings: z.optional(z.int()),
  devices: z.array(DeviceReport),
});
export type DiagnosticsReport = z.infer<typeof DiagnosticsReport>;

export const SelfTestAnswer = z.strictObject({
  /** `card-needed`: the service behind the reader answers; whether the reader works shows only with a card in it. */
  outcome: z.enum(['passed', 'card-needed', 'failed', 'absent']),
  fault: z.nullable(FaultNameSchema),
  milliseconds: z.int(),
});
export type SelfTestAnswer = z.infer<typeof SelfTestAnswer>;

export const TryDocumentAnswer = z.strictObject({
  kind: z.enum([
    'resident-card',
    'foreign-residence-2017',
    'foreign-residence-2023',
    'residence-permit',
    'social-security-card',
    'electronic-social-security-card',
  ]),
  milliseconds: z.int(),
});
