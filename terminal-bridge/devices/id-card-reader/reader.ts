/** The ID card reader as the rest of the bridge sees it: no frames, no status words. */
import type { Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import type { Device } from '../device.ts';

/** 居民身份证: the text block of a resident card (GA 450, readers.md 1.8 a), decoded. */
export interface IdCard {
  readonly name: string;
  /** GB/T 2261.1: '0' unknown, '1' male, '2' female, '9' not stated. */
  readonly sex: { readonly code: string; readonly label: string };
  /** GB/T 3304. An unknown code is its own label. */
  readonly nation: { readonly code: string; readonly label: string };
  /** YYYY-MM-DD. */
  readonly birthDate: string;
  readonly address: string;
  /** As on the chip, blanks removed; not checked. */
  readonly number: string;
  readonly authority: string;
  /** YYYY-MM-DD. */
  readonly validFrom: string;
  /** YYYY-MM-DD, or null for 长期. */
  readonly validTo: string | null;
  /** The WLT block: 1024 bytes, or empty when the card has none. */
  readonly portrait: Uint8Array;
}

export interface IdCardReader extends Device {
  /**
   * The card that lies on the reader, or the next one. Keeps trying through lifted cards, corrupt frames and a
   * reader that comes and goes, telling `onProgress`, until `signal` aborts (`cardTimeout`) or the card is one that
   * will never do (`cardUnsupported`, `cardSuspect`, after repeated tries).
   */
  read(signal: AbortSignal, onProgress?: (progress: ReadProgress) => void): Promise<Result<IdCard, FaultName>>;
}
