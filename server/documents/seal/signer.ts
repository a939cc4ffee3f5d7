/** The seam for whoever holds the key of a seal: here a file, in a province its seal service or a security module. */
import type { Result } from '@anban/foundation/result';

export interface SealIdentity {
  /** Name of the seal: 工伤认定专用章. */
  readonly sealName: string;
  /** Its owner, shown in the arc: 潍坊市潍城区人力资源和社会保障局. */
  readonly authority: string;
}

export type SealFault =
  | {
      readonly name: 'seal-certificate-expired';
      readonly message: string;
      readonly hint: string;
      readonly code: 'D-21';
    }
  | {
      readonly name: 'seal-certificate-not-yet-valid';
      readonly message: string;
      readonly hint: string;
      readonly code: 'D-22';
    }
  | { readonly name: 'seal-unavailable'; readonly message: string; readonly hint: string; readonly code: 'D-23' };

export interface SealSigner {
  readonly identity: SealIdentity;
  /**
   * A detached CMS (CAdES-B-B, DER) over `bytes`, made at `at` (milliseconds since the epoch). A certificate that is not
   * valid at that time signs nothing.
   */
  sign(bytes: Uint8Array, at: number): Promise<Result<Buffer, SealFault>>;
}
