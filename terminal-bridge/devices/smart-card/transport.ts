/** Smart cards in readers: the seam between drivers and whatever carries APDUs (PC/SC, or a card in the same process). */
import type { Result } from '@anban/foundation/result';

/** `removed`: the card, or the reader with it. `silent`: no answer in time. `failed`: anything else, in the system's words. */
export interface LinkFault {
  readonly kind: 'removed' | 'silent' | 'failed';
  readonly detail: string;
}

/** A card under power. Once it is gone it stays gone; connect again. */
export interface SmartCard {
  /** Answer to reset. */
  readonly atr: Uint8Array;
  /** One command APDU, one response APDU with its status word; never 61xx or 6Cxx handled on the way. */
  transmit(apdu: Uint8Array): Promise<Result<Uint8Array, LinkFault>>;
  /** Lets go of the card; it stays in the reader. May be called twice. */
  close(): Promise<void>;
}

export interface ReaderState {
  readonly name: string;
  readonly cardPresent: boolean;
}

/**
 * `library-missing`: no PC/SC binding on this machine. `service-missing`: the system's smart card service does not run.
 * Both come and go without us; asking again is harmless.
 */
export interface ReadersFault {
  readonly kind: 'library-missing' | 'service-missing' | 'failed';
  readonly detail: string;
}

/** `mute`: a card that does not answer to reset: upside down, dirty, or broken. `busy`: another program holds it. */
export interface ConnectFault {
  readonly kind: 'removed' | 'mute' | 'busy' | 'failed';
  readonly detail: string;
}

export interface SmartCardTransport {
  /** The readers there are now; they may come and go. */
  readers(): Promise<Result<readonly ReaderState[], ReadersFault>>;
  /** Powers the card in `reader`. */
  connect(reader: string): Promise<Result<SmartCard, ConnectFault>>;
  close(): Promise<void>;
}
