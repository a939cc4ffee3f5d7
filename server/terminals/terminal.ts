import type { KeyObject } from 'node:crypto';

/** An enrolled terminal, as the centre knows it while a request is handled. */
export interface Terminal {
  readonly id: string;
  readonly regionCode: string;
  readonly siteCode: string;
  readonly publicKey: KeyObject;
  readonly revoked: boolean;
}

/** Who sent a request, and the nonce by which it is that request and no copy of it. */
export interface Sender {
  readonly terminal: Terminal;
  readonly nonce: Nonce;
}

export interface Nonce {
  readonly value: string;
  /** From when on (ms) the signature is too old anyway, and the nonce may be forgotten. */
  readonly expiresAt: number;
}
