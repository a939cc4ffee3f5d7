/** The ID card reader as the rest of the bridge sees it: no frames, no status words. */
import type { Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import type { Device } from '../device.ts';
import type { IdentityDocument } from '../identity-document.ts';

/** A document with what only a reader of chip cards can tell besides, where it was asked to. */
export interface IdCard extends IdentityDocument {
  readonly extras?: CardExtras;
}

export interface CardExtras {
  /** Addresses written to the chip after it was issued, in the chip's order. Null: not asked for, or not answered. */
  readonly newerAddresses: readonly string[] | null;
  /** 卡体管理号, 56 hexadecimal digits. Null: not asked for, or not answered. */
  readonly managementNumber: string | null;
  /** Length of the fingerprint block, which was dropped. Null: not asked for. */
  readonly fingerprintBytes: number | null;
}

/** What to read beside text and photo. Each costs another exchange, and none can spoil a card that was read. */
export interface ReadOptions {
  /** 最新住址 (3003); `address` is then the last of them. */
  readonly newestAddress?: boolean | undefined;
  /** 卡体管理号 (3005). */
  readonly managementNumber?: boolean | undefined;
  /** Asks for the fingerprints too (3010) and drops them: for modules that answer no other read. */
  readonly fingerprints?: boolean | undefined;
  /** Reads the 2023 foreigner's card, whose layout is known from one source only. */
  readonly provisional?: boolean | undefined;
}

export type IdCardResult = Result<IdCard, FaultName>;

export interface IdCardReader extends Device {
  /**
   * The card that lies on the reader, or the next one. Keeps trying through lifted cards, corrupt frames and a
   * reader that comes and goes, telling `onProgress`, until `signal` aborts (`cardTimeout`) or the card is one that
   * will never do (`cardUnsupported`, `cardSuspect`, `cardUnreadable`, after repeated tries).
   */
  read(signal: AbortSignal, onProgress?: (progress: ReadProgress) => void): Promise<IdCardResult>;
}
