/** From the configuration to a code scanner. */
import type { Clock } from '@anban/foundation/clock';
import type { OnDefect } from '../keep-running.ts';
import { openSerialPort } from '../serial/serialport-transport.ts';
import { SerialQrScanner } from './device.ts';
import { DIALECTS, type DialectName } from './dialect.ts';
import type { QrScanner } from './scanner.ts';

export interface QrScannerChoice {
  /** Serial device, better a name under `/dev/serial/by-id/`. */
  readonly path: string;
  readonly dialect?: DialectName | undefined;
  /** What the codes look like that are wanted; absent: all are. */
  readonly codes?: RegExp | undefined;
}

/** The configured scanner, already looking for its device. Never throws: a missing device shows in its status. */
export function createQrScanner(
  choice: QrScannerChoice,
  deps: { readonly clock: Clock; readonly onDefect?: OnDefect },
): QrScanner {
  const dialect = DIALECTS[choice.dialect ?? 'honeywell'];
  return new SerialQrScanner({ ...deps, path: choice.path, open: openSerialPort, dialect, codes: choice.codes });
}
