/**
 * What is wrong with a recording as it lies on the disk, found without any key and without opening a segment. A byte
 * that was changed inside a segment shows only when it is opened: `anban recording export` and `verify`.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { entryDigest, type RecordingEntry } from '@anban/server/contract/recordings';
import { readChain } from './chain-file.ts';
import { confirmedHead } from './delivery.ts';
import { chainPath, manifestPath, readAbout, recordingFolders, segmentIndexes, segmentPath } from './folder.ts';

/**
 * `about-unreadable`: recording.json does not say whose it is. `list-damaged`: a line does not continue the list.
 * `list-shortened`: the end that it had is gone. `key-missing`: it opens nowhere any more. `segment-missing`,
 * `segment-short`: of a listed segment the file, or a part of it, is gone.
 */
export type DamageKind =
  | 'about-unreadable'
  | 'list-damaged'
  | 'list-shortened'
  | 'key-missing'
  | 'segment-missing'
  | 'segment-short';

export interface Damage {
  readonly kind: DamageKind;
  /** Null: of the recording as a whole. */
  readonly segment: number | null;
}

export interface Inspected {
  /** Empty when the list cannot be read. */
  readonly entries: readonly RecordingEntry[];
  readonly damage: readonly Damage[];
}

/** Reads the list of `folder` and looks at what should lie beside it. */
export function inspectRecording(folder: string): Inspected {
  const entries = entriesOf(folder);
  const kinds: (DamageKind | null)[] = [
    readAbout(folder) === null ? 'about-unreadable' : null,
    existsSync(join(folder, 'key')) ? null : 'key-missing',
    entries === null ? 'list-damaged' : isShortened(folder, entries) ? 'list-shortened' : null,
  ];
  const whole = kinds.flatMap((kind) => (kind === null ? [] : [{ kind, segment: null }]));
  const listed = (entries ?? []).flatMap((entry) => (entry.kind === 'segment' ? segmentDamage(folder, entry) : []));
  return { entries: entries ?? [], damage: [...whole, ...listed] };
}

/** Ids of the recordings of which something is damaged, oldest first; other work goes on between two of them. */
export async function damagedRecordings(root: string): Promise<string[]> {
  const damaged: string[] = [];
  for (const folder of recordingFolders(root)) {
    if (inspectRecording(folder).damage.length > 0) damaged.push(folder.slice(root.length + 1));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return damaged;
}

function entriesOf(folder: string): readonly RecordingEntry[] | null {
  try {
    return readChain(chainPath(folder)).entries;
  } catch {
    return null;
  }
}

/** What followed the list's end still lies there: the centre's word, the manifest, or the segments of an empty list. */
function isShortened(folder: string, entries: readonly RecordingEntry[]): boolean {
  const confirmed = confirmedHead(folder);
  if (confirmed !== null && !entries.some((entry) => entryDigest(entry) === confirmed)) return true;
  if (entries.at(-1)?.kind !== 'ended' && existsSync(manifestPath(folder))) return true;
  return entries.length === 0 && segmentIndexes(folder).length > 0;
}

function segmentDamage(folder: string, { index, bytes }: { index: number; bytes: number }): Damage[] {
  const size = statSync(segmentPath(folder, index), { throwIfNoEntry: false })?.size;
  if (size === undefined) return [{ kind: 'segment-missing', segment: index }];
  // Encrypted it is a little longer than as it plays.
  return size < bytes ? [{ kind: 'segment-short', segment: index }] : [];
}
