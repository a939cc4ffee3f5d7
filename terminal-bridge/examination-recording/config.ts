/** `examinationRecording` of the bridge's configuration. */
import { resolve } from 'node:path';
import { z } from 'zod';

/** The same sources as the kiosk's own camera. */
const Camera = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mjpeg'), url: z.url({ protocol: /^https?$/ }) }),
  z.strictObject({ kind: z.literal('v4l2'), device: z.string().min(1), ffmpeg: z.string().min(1).optional() }),
]);

/** `alsa`: e.g. `hw:1,0` or `default`; `pulse`: name of a source; `url`: a stream over HTTP that ffmpeg understands (WAV, Opus). */
export const MicrophoneConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('alsa'), device: z.string().min(1) }),
  z.strictObject({ kind: z.literal('pulse'), device: z.string().min(1) }),
  z.strictObject({ kind: z.literal('url'), url: z.url({ protocol: /^https?$/ }) }),
]);
export type MicrophoneConfig = z.infer<typeof MicrophoneConfig>;

export const ExaminationRecordingConfig = z.strictObject({
  /** Folder of the recordings, on a disk of this site; encrypted by us, so that the disk itself need not be. */
  folder: z
    .string()
    .min(1)
    .transform((path) => resolve(path)),
  camera: Camera,
  microphone: MicrophoneConfig,
  /** Days that a recording is kept after its end. No default: the office decides, and answers for it. */
  keepDays: z.int().min(1).max(36_500),
  /** For how long there must be room at the start, minutes. */
  plannedMinutes: z.int().min(1).max(480).default(60),
  /** Room that must be left beyond that, MiB. */
  reserveMb: z.int().min(64).max(1_000_000).default(1024),
  segmentSeconds: z.int().min(4).max(600).default(60),
  picturesPerSecond: z.int().min(5).max(30).default(12),
  width: z.int().min(160).max(1920).multipleOf(2).default(640),
  height: z.int().min(120).max(1080).multipleOf(2).default(480),
  /** Ceiling of the picture's rate, kbit/s: from it follows how much room a recording can need at most. */
  videoKbps: z.int().min(100).max(20_000).default(1000),
  ffmpeg: z.string().min(1).default('ffmpeg'),
});
export type ExaminationRecordingConfig = z.infer<typeof ExaminationRecordingConfig>;
