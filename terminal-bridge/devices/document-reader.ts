/** Anything on which a person shows who they are: a card on a reader, a code on a phone. */
import type { Result } from '@anban/foundation/result';
import type { FaultName } from '../protocol/faults.ts';
import type { ReadProgress } from '../protocol/messages.ts';
import type { Device } from './device.ts';
import type { IdentityDocument } from './identity-document.ts';

export type ReadResult = Result<IdentityDocument, FaultName>;

export interface DocumentReader extends Device {
  /**
   * The document that lies there, or the next one. Faults that another try may mend are told through `onProgress` and
   * waited out until `signal` aborts (`cardTimeout`); a document that will never do ends it with its name.
   */
  read(signal: AbortSignal, onProgress?: (progress: ReadProgress) => void): Promise<ReadResult>;
}
