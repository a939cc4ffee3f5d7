/** What the terminal is and how it fares: sent whole as a snapshot, then as numbered changes of its top-level keys. */
import * as z from 'zod/mini';
import { FAULT_NAMES } from './fault-codes.ts';

export const FaultNameSchema = z.enum(FAULT_NAMES);

/** What still works, and soon will not: somebody should come. */
export const DeviceWarning = z.enum(['paper-low', 'toner-low']);
export type DeviceWarning = z.infer<typeof DeviceWarning>;

/**
 * `absent`: not configured. `reconnecting`: lost, being looked for. `out-of-service`: needs staff, looked for all the same.
 * `reason` is set for `reconnecting` and `out-of-service`.
 */
export const DeviceStatus = z.strictObject({
  status: z.enum(['starting', 'ready', 'card-present', 'busy', 'reconnecting', 'out-of-service', 'absent']),
  reason: z.optional(FaultNameSchema),
  /** Of printers. */
  warning: z.optional(DeviceWarning),
});
export type DeviceStatus = z.infer<typeof DeviceStatus>;

export const DEVICE_NAMES = [
  'idCardReader',
  'socialSecurityReader',
  'qrScanner',
  'portraitDecoder',
  'camera',
  'matcher',
  'receiptPrinter',
  'pagePrinter',
  'documentCamera',
] as const;
export type DeviceName = (typeof DEVICE_NAMES)[number];

/** What a person can show to say who they are: whichever has a document first is taken. */
export const DOCUMENT_READERS = [
  'idCardReader',
  'socialSecurityReader',
  'qrScanner',
] as const satisfies readonly DeviceName[];

export const Profile = z.enum(['assessment', 'hall', 'bank']);

/**
 * Why this terminal serves nobody although its devices work. `maintenance`: staff said so. `clock-wrong`: the centre
 * refuses our signatures because the clocks differ. `centre-refuses`: revoked or unknown there. `not-enrolled`: no code,
 * or a refused one.
 */
export const OutOfServiceReason = z.enum(['maintenance', 'clock-wrong', 'centre-refuses', 'not-enrolled']);
export type OutOfServiceReason = z.infer<typeof OutOfServiceReason>;

/** What staff show of themselves beside their PIN. */
export const StaffSignIn = z.enum(['card', 'number']);
export type StaffSignIn = z.infer<typeof StaffSignIn>;

/** Who answers for what is done here (PIPL 17): shown where the person may want to ask or to complain. */
export const Office = z.strictObject({
  /** In Chinese, as the seal says it. */
  name: z.string().check(z.minLength(1), z.maxLength(40)),
  /** For who reads no Chinese; without it the Chinese one. */
  nameEn: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
  /** As it is dialled: digits, `+`, `-`, blanks. */
  telephone: z.string().check(z.regex(/^\+?[0-9][0-9 -]{2,19}$/)),
});
export type Office = z.infer<typeof Office>;

export const TerminalState = z.strictObject({
  profile: Profile,
  siteName: z.string(),
  /** Today's assessment session at this site, if the roster knows one. */
  session: z.nullable(z.strictObject({ title: z.string(), day: z.string() })),
  centre: z.enum(['connected', 'unreachable']),
  /** Absent or null: in service. */
  outOfService: z.optional(z.nullable(OutOfServiceReason)),
  /** Absent: the configuration names none, and a notice beside the terminal must. */
  office: z.optional(Office),
  /** Absent: by number. */
  staffSignIn: z.optional(StaffSignIn),
  /** 鉴定现场录音录像: picture and sound of the examination are being recorded now, and everybody there must see it. */
  recording: z.optional(z.boolean()),
  /** Records that are safely kept here and not yet at the centre. */
  waiting: z.int(),
  devices: z.strictObject({
    idCardReader: DeviceStatus,
    socialSecurityReader: DeviceStatus,
    qrScanner: DeviceStatus,
    portraitDecoder: DeviceStatus,
    camera: DeviceStatus,
    matcher: DeviceStatus,
    receiptPrinter: DeviceStatus,
    pagePrinter: DeviceStatus,
    documentCamera: DeviceStatus,
  }),
});
export type TerminalState = z.infer<typeof TerminalState>;

/** Staff sign in with a card here and now: it is configured so, and there is a reader to lay it on. */
export const wantsStaffCard = ({ staffSignIn, devices }: Pick<TerminalState, 'staffSignIn' | 'devices'>): boolean =>
  staffSignIn === 'card' &&
  [devices.idCardReader, devices.socialSecurityReader].some(({ status }) =>
    ['ready', 'card-present', 'busy'].includes(status),
  );

export const Snapshot = z.strictObject({ sequence: z.int(), state: TerminalState });
export const Change = z.strictObject({ sequence: z.int(), change: z.partial(TerminalState) });
