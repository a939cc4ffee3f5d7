/** Small secret files: made once by whoever is first, durable before they are used, readable by this user only. */
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder, writeWhole } from './durable-file.ts';

/**
 * The bytes of the file at `path`; made by `create` and written with mode 0600 when there is none. Of several processes
 * at once one makes it, and all get its bytes. A power cut leaves either no file or all of it.
 */
export function secretFile(path: string, create: () => Uint8Array): Buffer {
  const known = readIfThere(path);
  if (known !== null) return known;
  const folder = dirname(path);
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) syncFolder(dirname(folder));
  const fresh = `${path}.${randomUUID()}`;
  try {
    writeWhole(fresh, create(), 'wx');
    linkUnlessThere(fresh, path);
    syncFolder(folder);
  } finally {
    rmSync(fresh, { force: true });
  }
  return readFileSync(path);
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (cause) {
    if (isFileError(cause, 'ENOENT')) return null;
    throw cause;
  }
}

/** Unlike a rename, a link never takes the place of what another process put there in the meantime. */
function linkUnlessThere(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (cause) {
    if (!isFileError(cause, 'EEXIST')) throw cause;
  }
}

const isFileError = (cause: unknown, code: string): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === code;
