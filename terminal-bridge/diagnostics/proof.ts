/**
 * Who may have the readiness report over HTTP: whoever can read a file that belongs to the bridge's user. New at each
 * start; without it a process on this machine learns no more than `/health` says.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'diagnostics-token';

export class DiagnosticsProof {
  readonly #token: string;

  private constructor(token: string) {
    this.#token = token;
  }

  /** Makes a token and puts it into the folder, readable for this user only. */
  static write(stateDir: string): DiagnosticsProof {
    const token = randomBytes(32).toString('base64url');
    const path = join(stateDir, FILE);
    // A mode is for a new file only: one that somebody put there first must not keep its own.
    rmSync(path, { force: true });
    writeFileSync(path, token, { mode: 0o600, flag: 'wx' });
    return new DiagnosticsProof(token);
  }

  /** What to send as `Authorization`; null: not readable for this user, or no bridge has run there. */
  static read(stateDir: string): string | null {
    try {
      return `Bearer ${readFileSync(join(stateDir, FILE), 'utf8').trim()}`;
    } catch {
      return null;
    }
  }

  fits(authorization: string | undefined): boolean {
    const digest = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${this.#token}`));
  }
}
