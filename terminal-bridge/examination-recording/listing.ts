/** The recordings on this site as `anban recording list` tells them, with what is wrong with each. */
import { basename } from 'node:path';
import { entryDigest, type GapCause } from '@anban/server/contract/recordings';
import { type Damage, inspectRecording } from './damage.ts';
import { confirmedHead } from './delivery.ts';
import { readAbout, recordingFolders } from './folder.ts';
import { heldFor, type Stays, whyItStays } from './retention.ts';

export interface ListedRecording {
  readonly id: string;
  /** Null, as the next two: recording.json cannot be read. */
  readonly sessionId: string | null;
  readonly examineeId: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly why: string | null;
  readonly segments: number;
  readonly bytes: number;
  readonly gaps: readonly { readonly cause: GapCause; readonly from: string; readonly until: string }[];
  /** Empty: nothing is wrong that can be seen without opening a segment. */
  readonly damage: readonly Damage[];
  readonly atCentre: boolean;
  readonly held: string | null;
  readonly stays: Stays;
}

export function listRecordings(root: string, keepDays: number, now: number): ListedRecording[] {
  return recordingFolders(root).map((folder) => {
    const about = readAbout(folder);
    const { entries, damage } = inspectRecording(folder);
    const last = entries.at(-1);
    const segments = entries.flatMap((entry) => (entry.kind === 'segment' ? [entry] : []));
    return {
      id: about?.id ?? basename(folder),
      sessionId: about?.sessionId ?? null,
      examineeId: about?.examineeId ?? null,
      startedAt: about?.startedAt ?? null,
      endedAt: last?.kind === 'ended' ? last.at : null,
      why: last?.kind === 'ended' ? last.why : null,
      segments: segments.length,
      bytes: segments.reduce((sum, { bytes }) => sum + bytes, 0),
      gaps: entries.flatMap((entry) =>
        entry.kind === 'gap' ? [{ cause: entry.cause, from: entry.from, until: entry.until }] : [],
      ),
      damage,
      atCentre: last !== undefined && confirmedHead(folder) === entryDigest(last),
      held: heldFor(folder),
      stays: whyItStays(folder, keepDays, now),
    };
  });
}
