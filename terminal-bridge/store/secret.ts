/** Small secret files: made once, durable before they are used, readable by this user only. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** The bytes of the file at `path`; made by `create` and written with mode 0600 when there is none. */
export function secretFile(path: string, create: () => Uint8Array): Buffer {
  if (existsSync(path)) return readFileSync(path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const bytes = Buffer.from(create());
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  // Renamed whole: a power cut leaves either no secret (and nothing sealed with it) or all of it.
  renameSync(fresh, path);
  syncFolder(dirname(path));
  return bytes;
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
