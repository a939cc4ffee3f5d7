/** What making and checking documents stands on; built once per process. */
import type { Foundation } from '../services.ts';
import { DocumentRenderer } from './render.ts';
import { ensureSeals, type Seals } from './seal/seals.ts';

export interface DocumentServices extends Foundation {
  readonly seals: Seals;
  readonly renderer: DocumentRenderer;
  /** Where people reach the verification page, without a slash at the end: printed as QR code on every document. */
  readonly publicUrl: string;
}

/** `publicUrl` from the configuration. Loads nothing yet: fonts and keys are read with the first document. */
export const documentServices = (foundation: Foundation, publicUrl: string): DocumentServices => ({
  ...foundation,
  publicUrl: publicUrl.replace(/\/+$/, ''),
  seals: ensureSeals(foundation.dataDir, foundation.clock),
  renderer: new DocumentRenderer(),
});
