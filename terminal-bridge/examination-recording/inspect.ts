/** What lies on the disk: recordings opened, and compared with their lists. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '@anban/foundation/result';
import {
  entryDigest,
  faultOfList,
  type RecordingEntry,
  RecordingList,
  statementBytes,
} from '@anban/server/contract/recordings';
import type { TerminalKey } from '../evidence/key.ts';
import { readChain } from './chain-file.ts';
import { chainPath, readAbout, recordingFolders, segmentPath, signedList } from './folder.ts';
import { existingKey, readSegment } from './vault.ts';

export const ACCESSES = 'accesses.jsonl';
type Segment = Extract<RecordingEntry, { kind: 'segment' }>;

function entriesOf(folder: string): RecordingEntry[] {
  try {
    return readChain(chainPath(folder)).entries;
  } catch {
    return [];
  }
}

const segmentsOf = (entries: readonly RecordingEntry[]): Segment[] =>
  entries.flatMap((entry) => (entry.kind === 'segment' ? [entry] : []));

export const folderOf = (root: string, id: string): string | null =>
  recordingFolders(root).find((folder) => readAbout(folder)?.id === id) ?? null;

export interface Exported {
  readonly files: readonly { readonly name: string; readonly index: number; readonly genuine: boolean }[];
  /** Listed segments of which a file is there that is not, or not whole, what was recorded. */
  readonly damaged: readonly number[];
  /** Listed segments of which there is no file. */
  readonly missing: readonly number[];
}

export interface Access {
  readonly at: string;
  readonly id: string;
  readonly by: string;
  readonly reason: string;
}

/** Writes every segment as it plays, and the signed list. The access is kept before anything is opened. */
export function exportRecording(
  folder: string,
  out: string,
  site: Buffer,
  key: TerminalKey,
  access: Access,
): Result<Exported, 'key-missing' | 'list-damaged'> {
  const about = readAbout(folder);
  const opened = about === null ? null : existingKey(site, folder, about.id);
  if (about === null || opened === null) return fail('key-missing');
  const entries = entriesOf(folder);
  const last = entries.at(-1);
  if (last === undefined) return fail('list-damaged');
  appendFileSync(join(folder, '..', ACCESSES), `${JSON.stringify(access)}\n`, { mode: 0o600, flush: true });
  mkdirSync(out, { mode: 0o700 });
  const files: { name: string; index: number; genuine: boolean }[] = [];
  const damaged: number[] = [];
  const missing: number[] = [];
  for (const { index, digest } of segmentsOf(entries)) {
    if (!existsSync(segmentPath(folder, index))) {
      missing.push(index);
      continue;
    }
    const content = contentOf(folder, opened, index);
    if (content === null) {
      damaged.push(index);
      continue;
    }
    const name = `${String(index).padStart(6, '0')}.mp4`;
    writeFileSync(join(out, name), content, { mode: 0o600 });
    const genuine = sha256(content) === digest;
    files.push({ name, index, genuine });
    if (!genuine) damaged.push(index);
  }
  const list = signedList(about, entries, entryDigest(last), key);
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(list)}\n`, { mode: 0o600 });
  return ok({ files, damaged, missing });
}

/** The segment as it plays; null: no chunk of it opens. */
function contentOf(folder: string, key: Buffer, index: number): Buffer | null {
  try {
    const { chunks } = readSegment(segmentPath(folder, index), key, index);
    return chunks.length > 1 ? Buffer.concat(chunks.slice(1)) : null;
  } catch {
    return null;
  }
}

export interface Verdict {
  readonly genuine: boolean;
  readonly digest: string;
  readonly segment: {
    readonly recordingId: string;
    readonly examineeId: string;
    readonly sessionId: string;
    readonly index: number;
    readonly from: string;
    readonly until: string;
    readonly complete: boolean;
  } | null;
  readonly signature: 'valid' | 'invalid' | 'unchecked';
  readonly fault: 'unknown-file' | 'list-broken' | 'manifest-unreadable' | null;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Whether `file` is a stretch of the recording whose signed list `manifest` is. */
export function verifyFile(file: Uint8Array, manifest: string, publicKey: string | null): Verdict {
  const digest = sha256(file);
  const list = parsed(manifest);
  const nothing = { genuine: false, digest, segment: null, signature: 'unchecked' } as const;
  if (list === null) return { ...nothing, fault: 'manifest-unreadable' };
  const signature = publicKey === null ? 'unchecked' : isSigned(list, publicKey) ? 'valid' : 'invalid';
  if (faultOfList(list) !== null) return { ...nothing, signature, fault: 'list-broken' };
  const found = segmentsOf(list.entries).find((segment) => segment.digest === digest);
  if (found === undefined) return { ...nothing, signature, fault: 'unknown-file' };
  const { id: recordingId, examineeId, sessionId } = list.statement;
  const { index, from, until, complete } = found;
  const segment = { recordingId, examineeId, sessionId, index, from, until, complete };
  return { genuine: signature !== 'invalid', digest, segment, signature, fault: null };
}

function parsed(manifest: string): RecordingList | null {
  try {
    return RecordingList.parse(JSON.parse(manifest));
  } catch {
    return null;
  }
}

function isSigned({ statement, signature }: RecordingList, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, statementBytes(statement), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

export const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};
