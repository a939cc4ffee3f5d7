/** What the composition root and the command line need to get an ID card reader. */
import type { Clock } from '@anban/foundation/clock';
import * as z from 'zod';
import { openSerialPort } from '../serial/serialport-transport.ts';
import { SdtIdCardReader } from './device.ts';
import type { ReaderLog } from './events.ts';
import type { IdCardReader } from './reader.ts';

/** `path`: the serial device, best by its stable name (`/dev/serial/by-id/…`). It need not exist yet. */
export const IdCardReaderConfig = z.strictObject({ path: z.string().min(1) });
export type IdCardReaderConfig = z.infer<typeof IdCardReaderConfig>;

/** Starts at once and looks for the reader until closed. */
export function createIdCardReader(
  config: IdCardReaderConfig,
  parts: { readonly clock: Clock; readonly log?: ReaderLog },
): IdCardReader {
  return new SdtIdCardReader({ ...parts, path: config.path, open: openSerialPort });
}
