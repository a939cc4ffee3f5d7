/** The bridge's configuration file. Read once at start; a wrong field stops the start and is named. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { IdCardReaderConfig } from './devices/id-card-reader/create.ts';
import { PortraitDecoderConfig } from './devices/portrait/create.ts';
import { E_CARD_CODE } from './devices/qr-scanner/e-card-code.ts';
import { SocialSecurityReaderConfig } from './devices/social-security-card/create.ts';
import { ExaminationRecordingConfig } from './examination-recording/config.ts';
import { LivenessMode } from './matching/liveness/policy.ts';
import { Office, Profile, StaffSignIn } from './protocol/state.ts';

/** Relative ones are relative to the working directory. */
const Path = z
  .string()
  .min(1)
  .transform((path) => resolve(path));
const KEY_CODE = /^[A-Za-z0-9]+$/;
const Port = z.int().min(0).max(65_535);

/** Where the camera's pictures come from (see devices/camera). */
export const CameraConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('mjpeg'), url: z.url({ protocol: /^https?$/ }) }),
  z.strictObject({ kind: z.literal('v4l2'), device: z.string().min(1), ffmpeg: z.string().min(1).optional() }),
]);

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Records and the roster cross a network only over TLS; plain http is for a centre on this machine. */
const CentreUrl = z.url({ protocol: /^https?$/, abort: true }).refine(
  (url) => {
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || LOOPBACK.test(hostname);
  },
  { message: 'https is required: plain http is allowed to this machine only (localhost, 127.0.0.1, [::1])' },
);

const Fields = z.strictObject({
  /** Loopback only: the page and its socket are for this machine alone. */
  host: z.enum(['127.0.0.1', 'localhost']).default('127.0.0.1'),
  /** 0: any free port. */
  port: Port.default(5870),
  /** Folder of the built kiosk page. */
  kioskDir: Path,
  profile: z.enum(Profile.options).default('assessment'),
  /** Name and telephone of the body that answers for this terminal (PIPL 17); null: a notice beside it must name them. */
  office: z.nullable(Office).default(null),
  /** Folder of the terminal's key, store and secret; created with access for this user only. */
  stateDir: Path,
  centre: z.strictObject({
    url: CentreUrl,
    /** From `anban terminal code`; needed at the first start only. */
    enrolmentCode: z.string().nullable().default(null),
  }),
  idCardReader: IdCardReaderConfig.nullable().default(null),
  /** Absent: this terminal reads no social security cards. */
  socialSecurityReader: SocialSecurityReaderConfig.nullable().default(null),
  /** Scanner for the codes of electronic social security cards; `path` as of the ID card reader. */
  qrScanner: z
    .strictObject({
      path: z.string().min(1),
      dialect: z.enum(['honeywell', 'listen-only']).optional(),
      /** Regular expression: what a code of the issuer looks like. Others are named as foreign and never sent. */
      codes: z.string().transform(toRegExp).default(E_CARD_CODE),
    })
    .nullable()
    .default(null),
  portraitDecoder: PortraitDecoderConfig.default({ kind: 'none' }),
  camera: CameraConfig.default({ kind: 'none' }),
  receiptPrinter: z
    .strictObject({ host: z.string().min(1), port: z.int().min(1).max(65_535) })
    .nullable()
    .default(null),
  /** A4 printer over IPP: ipp://host[:631]/ipp/print */
  pagePrinter: z
    .strictObject({ url: z.url({ protocol: /^(ipps?|https?)$/ }) })
    .nullable()
    .default(null),
  /** 高拍仪. `source`: http(s) address of MJPEG, or a V4L2 device such as /dev/video2. */
  documentCamera: z
    .strictObject({ source: z.union([z.string().startsWith('/'), z.url({ protocol: /^https?$/ })]) })
    .nullable()
    .default(null),
  /** A file that systemd watches for, to start the browser again (page-watch/restart-page.ts); null: nobody does. */
  pageRestartFile: Path.nullable().default(null),
  /**
   * How staff sign in to the diagnostics: their own card (registered by `anban officer add --card`) and PIN, or staff
   * number and PIN. With `card`, the number is taken while no card reader works: then diagnostics are needed most.
   */
  staffSignIn: z.enum(StaffSignIn.options).default('card'),
  /** Bands of the face matcher; the one that comes with the matcher when absent. */
  calibrationFile: Path.optional(),
  /** An ONNX recognition model that was added with `anban face model add`; face-api's own unless given. */
  faceModelFile: Path.optional(),
  /**
   * Identifier of the impact assessment (个人信息保护影响评估, Order 19 art 9). Without it face matching refuses to
   * start and every visit takes the manual route.
   */
  impactAssessmentId: z.string().trim().min(1).nullable().default(null),
  /** The day on which that assessment was signed, YYYY-MM-DD: needed with it, and not in the future. */
  impactAssessmentDate: z.iso.date().nullable().default(null),
  /**
   * Whether movements are asked for before a face may pass: where nobody stands beside the terminal. `passive`, for
   * days with staff beside it, asks for none and is refused without `attended`. docs/face-pad.md.
   */
  faceLiveness: LivenessMode.default('challenge'),
  /** The operator's word that staff stand beside this terminal and see what is held before its camera, whenever it is open. */
  attended: z.boolean().default(false),
  /** 诊室 at whose door this terminal stands, as tickets name it (A, B …): others' tickets are sent on. Null: any. */
  examinationRoom: z.string().min(1).max(20).nullable().default(null),
  /** 鉴定现场录音录像: the recorder of an examination room (docs/recording.md); null: none here. */
  examinationRecording: ExaminationRecordingConfig.nullable().default(null),
  /** The panel, for deploy/session/page-address.ts: sizes on the screen are in mm. null: 21.5", 1080 × 1920 (102 ppi). */
  panel: z
    .strictObject({
      /** Pixels per inch. */
      ppi: z.number().min(60).max(400),
    })
    .nullable()
    .default(null),
  /** Keys of a person's switches (KeyboardEvent.code), for the same; null: Space goes on, Enter presses. */
  switches: z
    .strictObject({ next: z.string().regex(KEY_CODE).optional(), press: z.string().regex(KEY_CODE).optional() })
    .nullable()
    .default(null),
  /** How long one face comparison may take, ms. */
  faceDeadlineMs: z.int().min(1000).max(60_000).default(8000),
});
/** What one field alone does not say. */
export const BridgeConfig = Fields.refine(
  // Emulated cards belong on a machine that is a trial as a whole: its centre is here too.
  ({ socialSecurityReader, centre }) =>
    socialSecurityReader?.kind !== 'vpcd' || LOOPBACK.test(new URL(centre.url).hostname),
  {
    path: ['socialSecurityReader', 'kind'],
    message: 'vpcd takes emulated cards: it is refused on a terminal whose centre is another machine',
  },
).refine(({ faceLiveness, attended }) => faceLiveness === 'challenge' || attended, {
  path: ['faceLiveness'],
  message: 'passive lets a photo held close pass: it is refused without "attended": true, staff beside the terminal',
});
export type BridgeConfig = z.infer<typeof BridgeConfig>;

function toRegExp(source: string, context: z.RefinementCtx): RegExp {
  try {
    return new RegExp(source);
  } catch {
    context.addIssue({ code: 'custom', message: 'not a regular expression' });
    return z.NEVER;
  }
}
