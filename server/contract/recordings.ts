/**
 * 鉴定现场录音录像: what the centre keeps of a recording. The pictures and the sound stay on site; the centre holds the
 * hash list, by which a file that is exhibited later can be recognised. A list is a chain: each entry holds the digest
 * (SHA-256 of the canonical JSON, RFC 8785) of the one before it, and the terminal signs a statement about its head.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { Base64Url, Digest, Id, Instant, RegionCode } from './common.ts';
import { type Endpoint, NOTHING } from './endpoint.ts';
import { GENESIS_DIGEST } from './evidence.ts';
import { STAFF_REFUSALS } from './staff.ts';

/** Entries of one list: eight hours of segments of a minute, and as many gaps again and more. */
export const MOST_ENTRIES = 2000;

/**
 * Why a stretch of time is not as it should be in the files: no picture came; the camera repeated one picture; no sound
 * came; the microphone gave nothing but zeros; the clock of the machine jumped; the recorder or its encoder was not
 * running; the encoder could not keep up.
 */
export const GAP_CAUSES = [
  'picture-missing',
  'picture-frozen',
  'sound-missing',
  'sound-silent',
  'clock-jump',
  'recorder-stopped',
  'encoder-failed',
  'recorder-stalled',
] as const;
export type GapCause = (typeof GAP_CAUSES)[number];

/** `signed`: the signatures are given. Everything else is an end that nobody wanted, or an officer's word. */
export const RECORDING_ENDS = ['signed', 'refused', 'terminated', 'officer', 'disk-full', 'failed'] as const;
export type RecordingEnd = (typeof RECORDING_ENDS)[number];

const common = {
  /** 1, 2, 3 … without a gap. */
  number: z.int().positive(),
  previous: Digest,
  at: Instant,
};

export const RecordingEntry = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...common,
      kind: z.literal('started'),
      /** The identity check at the door, or an officer's start. */
      by: z.enum(['identity-check', 'officer']),
      picturesPerSecond: z.int().positive(),
      segmentSeconds: z.int().positive(),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('segment'),
      /** Its place among the files; a number that is left out belongs to a file that did not survive. */
      index: z.int().positive(),
      /** SHA-256 of the file as it plays (not of its encrypted form). */
      digest: Digest,
      bytes: z.int().positive(),
      from: Instant,
      until: Instant,
      /** Pictures and milliseconds of sound, counted in the file. */
      pictures: z.int().nonnegative(),
      soundMs: z.int().nonnegative(),
      /** False: the recorder died in it; what was on the disk is in the file. */
      complete: z.boolean(),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('gap'),
      cause: z.enum(GAP_CAUSES),
      from: Instant,
      until: Instant,
      /** Of `clock-jump`: by how much the clock moved, ms. */
      jumpMs: z.int().optional(),
    }),
    z.strictObject({ ...common, kind: z.literal('ended'), why: z.enum(RECORDING_ENDS) }),
  ])
  .meta({ id: 'RecordingEntry' });
export type RecordingEntry = z.infer<typeof RecordingEntry>;

/** What the terminal signs: whose recording, and the head of its chain. */
export const RecordingStatement = z
  .strictObject({
    version: z.literal(1),
    kind: z.literal('recording'),
    id: Id,
    terminalId: Id,
    regionCode: RegionCode,
    sessionId: Id,
    examineeId: Id,
    startedAt: Instant,
    ended: z.boolean(),
    entries: z.int().positive().max(MOST_ENTRIES),
    head: Digest,
  })
  .meta({ id: 'RecordingStatement' });
export type RecordingStatement = z.infer<typeof RecordingStatement>;

/** 清单: sent after each segment and at the end; it only ever grows. Also the manifest beside exported files. */
export const RecordingList = z
  .strictObject({
    statement: RecordingStatement,
    /** Ed25519 by the terminal's key over the canonical JSON of `statement`. */
    signature: Base64Url.length(86),
    entries: z.array(RecordingEntry).min(1).max(MOST_ENTRIES),
  })
  .meta({ id: 'RecordingList' });
export type RecordingList = z.infer<typeof RecordingList>;

const canonicalBytes = (value: unknown): Buffer => {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('always an object');
  return Buffer.from(text, 'utf8');
};

/** The bytes that are signed. */
export const statementBytes = (statement: RecordingStatement): Buffer => canonicalBytes(statement);

/** The `previous` of the next entry. */
export const entryDigest = (entry: RecordingEntry): string =>
  createHash('sha256').update(canonicalBytes(entry)).digest('hex');

/** `chain`: an entry is missing, moved or changed. `statement`: the signed head is of another chain. `order`: no such life. */
export type ListFault = 'chain' | 'statement' | 'order';

/** What is wrong with a list by itself, whoever signed it; null: nothing. */
export function faultOfList({ statement, entries }: Omit<RecordingList, 'signature'>): ListFault | null {
  let previous = GENESIS_DIGEST;
  for (const [at, entry] of entries.entries()) {
    if (entry.previous !== previous || entry.number !== at + 1) return 'chain';
    previous = entryDigest(entry);
  }
  if (statement.head !== previous || statement.entries !== entries.length) return 'statement';
  const [first] = entries;
  if (first?.kind !== 'started' || first.at !== statement.startedAt) return 'order';
  const ends = entries.flatMap(({ kind }, at) => (kind === 'ended' ? [at] : []));
  const isAsSaid = statement.ended ? ends.length === 1 && ends[0] === entries.length - 1 : ends.length === 0;
  const indexes = entries.flatMap((entry) => (entry.kind === 'segment' ? [entry.index] : []));
  const rises = indexes.every((index, at) => at === 0 || index > (indexes[at - 1] ?? 0));
  return isAsSaid && rises ? null : 'order';
}

/** `signed`: all experts have signed an opinion. `terminated`: the person refused, or was sent away. */
export const ExaminationStage = z.enum(['open', 'signed', 'terminated']);
export type ExaminationStage = z.infer<typeof ExaminationStage>;

export const RecordingAnswer = z
  .strictObject({
    id: Id,
    outcome: z.literal('stored'),
    entries: z.int().positive(),
    /** Of the examination behind it: the recorder ends with the signatures. Absent: no case says. */
    examination: ExaminationStage.optional(),
  })
  .meta({ id: 'RecordingAnswer' });

/** A file as the centre knows it: which recording, which stretch of it, whose. */
export const KnownSegment = z
  .strictObject({
    recordingId: Id,
    terminalId: Id,
    sessionId: Id,
    examineeId: Id,
    /** The case behind the examinee; null: of an imported roster. */
    caseId: z.string().nullable(),
    index: z.int(),
    digest: Digest,
    bytes: z.int(),
    from: Instant,
    until: Instant,
    complete: z.boolean(),
  })
  .meta({ id: 'KnownSegment' });
export type KnownSegment = z.infer<typeof KnownSegment>;

export const RecordingSummary = z
  .strictObject({
    id: Id,
    terminalId: Id,
    sessionId: Id,
    examineeId: Id,
    startedAt: Instant,
    endedAt: Instant.nullable(),
    why: z.enum(RECORDING_ENDS).nullable(),
    segments: z.int(),
    gaps: z.array(z.strictObject({ cause: z.enum(GAP_CAUSES), from: Instant, until: Instant })),
    /** When the centre last heard of it. */
    receivedAt: Instant,
  })
  .meta({ id: 'RecordingSummary' });
export type RecordingSummary = z.infer<typeof RecordingSummary>;

/** Those who work on cases and those who watch over them (令55 art 12, WF-31 "replay right-controlled"). */
const ROLES = ['officer', 'clerk', 'chief', 'committee', 'supervisor'] as const;

export const RECORDING_API = {
  recordingList: {
    method: 'post',
    path: '/v1/recordings',
    caller: 'terminal',
    summary: 'Keep the hash list of a recording; the same list again changes nothing, a longer one extends it',
    request: RecordingList,
    answer: RecordingAnswer,
    bodyLimit: 1024 * 1024,
    refusals: {
      400: 'malformed',
      401: 'signature, record-not-yours, record-signature',
      409: 'recording-list-broken (chain, statement or order), recording-list-differs (what was stored is not its beginning)',
    },
  },
  recordings: {
    method: 'get',
    path: '/v1/examinees/{examineeId}/recordings',
    caller: 'staff',
    roles: ROLES,
    summary: 'Recordings of an examinee, with their gaps',
    params: z.strictObject({ examineeId: Id }),
    query: NOTHING,
    request: NOTHING,
    answer: z.strictObject({ recordings: z.array(RecordingSummary) }).meta({ id: 'Recordings' }),
    refusals: STAFF_REFUSALS,
  },
  recordingSegment: {
    method: 'get',
    path: '/v1/recording-segments/{digest}',
    caller: 'staff',
    roles: ROLES,
    summary: 'Which stretch of which recording a file is, by its SHA-256',
    params: z.strictObject({ digest: Digest }),
    query: NOTHING,
    request: NOTHING,
    answer: KnownSegment,
    refusals: { ...STAFF_REFUSALS, 404: 'segment-unknown' },
  },
} as const satisfies Record<string, Endpoint>;
