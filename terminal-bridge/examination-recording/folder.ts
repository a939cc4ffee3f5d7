/** A recording on the disk: `<folder>/<id>/` with recording.json, chain.jsonl, key, 000001.seg … and, at the end, manifest.json. */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Id, Instant, RegionCode } from '@anban/server/contract/common';
import {
  type RecordingEntry,
  type RecordingList,
  type RecordingStatement,
  statementBytes,
} from '@anban/server/contract/recordings';
import { z } from 'zod';
import type { TerminalKey } from '../evidence/key.ts';

/** Whose recording it is. No name and no number: the centre knows who the examinee is. */
export const RecordingAbout = z.strictObject({
  id: Id,
  terminalId: Id,
  regionCode: RegionCode,
  sessionId: Id,
  examineeId: Id,
  startedAt: Instant,
});
export type RecordingAbout = z.infer<typeof RecordingAbout>;

export const chainPath = (folder: string): string => join(folder, 'chain.jsonl');
export const manifestPath = (folder: string): string => join(folder, 'manifest.json');
export const segmentPath = (folder: string, index: number): string =>
  join(folder, `${String(index).padStart(6, '0')}.seg`);

export function writeAbout(folder: string, about: RecordingAbout): void {
  writeDurably(join(folder, 'recording.json'), JSON.stringify(about));
}

/** Null: a folder of something else, or one that a power cut left before it was anything. */
export function readAbout(folder: string): RecordingAbout | null {
  try {
    return RecordingAbout.parse(JSON.parse(readFileSync(join(folder, 'recording.json'), 'utf8')));
  } catch {
    return null;
  }
}

export function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Folders of recordings, oldest first (their names are UUIDv7). */
export function recordingFolders(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && Id.safeParse(entry.name).success)
    .map(({ name }) => join(root, name))
    .sort();
}

export const segmentIndexes = (folder: string): number[] =>
  readdirSync(folder)
    .flatMap((name) => /^(\d{6})\.seg$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

/** The list as it stands, signed: what the centre is sent, and what lies beside exported files. */
export function signedList(
  about: RecordingAbout,
  entries: readonly RecordingEntry[],
  head: string,
  key: TerminalKey,
): RecordingList {
  const statement: RecordingStatement = {
    ...{ version: 1, kind: 'recording', ...about },
    ended: entries.at(-1)?.kind === 'ended',
    entries: entries.length,
    head,
  };
  return { statement, signature: key.sign(statementBytes(statement)).toString('base64url'), entries: [...entries] };
}
