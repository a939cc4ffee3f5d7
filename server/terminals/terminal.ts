import type { KeyObject } from 'node:crypto';

/** An enrolled terminal, as the centre knows it while a request is handled. */
export interface Terminal {
  readonly id: string;
  readonly regionCode: string;
  readonly siteCode: string;
  readonly publicKey: KeyObject;
  readonly revoked: boolean;
}
