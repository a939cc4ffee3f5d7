/** Files that are there whole after a power cut: the old one or the new one, never a half. */
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Puts `content` in the place of the file at `path`, for its owner alone, on the disk when this returns. What a power cut
 * leaves is the file before or this one, and perhaps `<path>.new`, which the next call overwrites. One writer at a time.
 */
export function replaceDurably(path: string, content: string | Uint8Array): void {
  const draft = `${path}.new`;
  writeWhole(draft, content, 'w');
  renameSync(draft, path);
  syncFolder(dirname(path));
}

/** Writes a file and waits until the disk has it. `wx`: throws EEXIST where there is one. */
export function writeWhole(path: string, content: string | Uint8Array, flag: 'w' | 'wx'): void {
  const file = openSync(path, flag, 0o600);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Waits until the disk knows the names in a folder: a new file whose folder was not written is lost all the same. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
