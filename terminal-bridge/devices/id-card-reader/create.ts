/** What the composition root and the command line need to get an ID card reader. */
import type { Clock } from '@anban/foundation/clock';
import * as z from 'zod';
import { openSerialPort } from '../serial/serialport-transport.ts';
import { SdtIdCardReader } from './device.ts';
import type { ReaderLog } from './events.ts';
import type { IdCardReader, ReadOptions } from './reader.ts';

/** `path`: the serial device, best by its stable name (`/dev/serial/by-id/…`). It need not exist yet. */
export const IdCardReaderConfig = z.strictObject({
  path: z.string().min(1),
  /** Also reads what was written to the chip after it was issued. Off: a check-in needs no address. */
  newestAddress: z.boolean().optional(),
  /** For modules that answer no other read; the fingerprints are dropped. */
  fingerprints: z.boolean().optional(),
  /** Reads the 2023 foreigner's card too, by a layout that was never seen on a real card. */
  provisional: z.boolean().optional(),
});
export type IdCardReaderConfig = z.infer<typeof IdCardReaderConfig>;

/** Starts at once and looks for the reader until closed. */
export function createIdCardReader(
  config: IdCardReaderConfig,
  parts: { readonly clock: Clock; readonly log?: ReaderLog; readonly options?: ReadOptions },
): IdCardReader {
  const { path, ...options } = config;
  return new SdtIdCardReader({ options, ...parts, path, open: openSerialPort });
}
