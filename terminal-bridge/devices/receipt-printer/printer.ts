/** The receipt printer: prints one ticket, says honestly whether it came out. */
import type { Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { Device } from '../device.ts';

/** 取号凭条 */
export interface Ticket {
  readonly number: string;
  readonly room: string;
  readonly siteName: string;
  readonly sessionTitle: string;
  /** Already masked. */
  readonly holder: string;
  /** Local time of the terminal, ready to print. */
  readonly printedAt: string;
  /** false: kept here, will be sent when the centre can be reached. */
  readonly accepted: boolean;
  /** For the door of the room: printed as a QR code. Absent: none is. */
  readonly code?: string;
}

export interface ReceiptPrinter extends Device {
  /** Resolves within 5 s: printed, or `printerPaperOut`, `printerCoverOpen`, `printerUnreachable`. */
  print(ticket: Ticket): Promise<Result<void, FaultName>>;
  /** Lines of plain text for staff; resolves as `print` does. */
  printReport(lines: readonly string[]): Promise<Result<void, FaultName>>;
}
