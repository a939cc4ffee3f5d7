/** Bytes over a serial line: the seam between drivers and whatever carries them (UART, USB adapter, pseudo-terminal). */
import type { Result } from '@anban/foundation/result';

/** An open line, 8-N-1 without flow control. Once closed it stays closed; open a new one. */
export interface SerialTransport {
  /** False from the moment the peer is gone or `close` was called. */
  readonly isOpen: boolean;
  /** Queues bytes. On a line that is closed or dies meanwhile they are lost, and `onClose` tells. */
  write(bytes: Uint8Array): void;
  /** Bytes in the pieces in which the line delivers them; the answer unsubscribes. */
  onData(listener: (chunk: Uint8Array) => void): () => void;
  /** Called once, when the line ends for any reason (unplugged, peer died, `close`); the answer unsubscribes. */
  onClose(listener: () => void): () => void;
  /** Changes the speed of this side, in baud. */
  setBaudRate(baudRate: number): Promise<Result<void, 'closed' | 'unsupported'>>;
  /** Ends the line; resolves when the operating system has let go of it. May be called twice. */
  close(): Promise<void>;
}

/**
 * `missing`: no such device (unplugged). `denied`, `busy` (locked by another program), `library-missing` (an optional
 * package is not installed), `failed`: needs staff.
 */
export interface SerialOpenFault {
  readonly kind: 'missing' | 'denied' | 'busy' | 'library-missing' | 'failed';
  /** The system's words, for the operator. */
  readonly detail: string;
}

/** Opens the device at `path` with `baudRate`. */
export type OpenSerial = (path: string, baudRate: number) => Promise<Result<SerialTransport, SerialOpenFault>>;
