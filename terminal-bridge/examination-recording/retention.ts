/**
 * Recordings are deleted by rule and never by hand: `keepDays` after their end, when the centre has the whole list, and
 * nobody asked to hold them (reconsideration, lawsuit). First the key goes, and with it every copy of the files; then the
 * files. What was deleted when and by which rule is a line in `deletions.jsonl`, written before.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryDigest } from '@anban/server/contract/recordings';
import type { BridgeLog } from '../log.ts';
import { readChain } from './chain-file.ts';
import { confirmedHead } from './delivery.ts';
import { chainPath, readAbout, recordingFolders } from './folder.ts';

const DAY_MS = 86_400_000;
const HOLD = 'hold';
export const DELETIONS = 'deletions.jsonl';

/** Why a recording stays; null: it is to go. */
export type Stays = 'running' | 'young' | 'held' | 'not-at-centre' | 'unreadable' | null;

export function whyItStays(folder: string, keepDays: number, now: number): Stays {
  try {
    const last = readChain(chainPath(folder)).entries.at(-1);
    if (last?.kind !== 'ended') return 'running';
    if (now - Date.parse(last.at) < keepDays * DAY_MS) return 'young';
    if (existsSync(join(folder, HOLD))) return 'held';
    return confirmedHead(folder) === entryDigest(last) ? null : 'not-at-centre';
  } catch {
    return 'unreadable';
  }
}

/** Keeps a recording beyond its time, or no longer. */
export function hold(folder: string, reason: string | null): void {
  if (reason === null) rmSync(join(folder, HOLD), { force: true });
  else writeFileSync(join(folder, HOLD), `${reason}\n`, { mode: 0o600, flush: true });
}

export const heldFor = (folder: string): string | null =>
  existsSync(join(folder, HOLD)) ? readFileSync(join(folder, HOLD), 'utf8').trim() : null;

/** Deletes what the rule lets go; answers the ids. */
export function deleteByRule(root: string, keepDays: number, now: number, log: BridgeLog): string[] {
  const due = recordingFolders(root).filter((folder) => whyItStays(folder, keepDays, now) === null);
  return due.flatMap((folder) => {
    const about = readAbout(folder);
    if (about === null) return [];
    const { entries } = readChain(chainPath(folder));
    const segments = entries.filter(({ kind }) => kind === 'segment').length;
    const line = { at: new Date(now).toISOString(), id: about.id, rule: `keepDays ${keepDays}`, segments };
    mkdirSync(root, { recursive: true });
    appendFileSync(join(root, DELETIONS), `${JSON.stringify(line)}\n`, { mode: 0o600, flush: true });
    rmSync(join(folder, 'key'), { force: true });
    rmSync(folder, { recursive: true, force: true });
    log.write('recording-deleted', { recordingId: about.id, segments });
    return [about.id];
  });
}
