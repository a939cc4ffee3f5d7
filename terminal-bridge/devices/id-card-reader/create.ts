/** What the composition root and the command line need to get an ID card reader. */
import * as z from 'zod';
import { nameOf, openHid } from '../hid/node-hid.ts';
import { openSerialPort } from '../serial/serialport-transport.ts';
import { type ReaderParts, SdtIdCardReader } from './device.ts';
import type { IdCardReader } from './reader.ts';

const OPTIONS = {
  /** Also reads what was written to the chip after it was issued. Off: a check-in needs no address. */
  newestAddress: z.boolean().optional(),
  /** For modules that answer no other read; the fingerprints are dropped. */
  fingerprints: z.boolean().optional(),
  /** Reads the 2023 foreigner's card too, by a layout that was never seen on a real card. */
  provisional: z.boolean().optional(),
};

/** A USB id: a number, or four hexadecimal digits as `lsusb` prints them. */
const UsbId = z.union([
  z.int().min(0).max(0xffff),
  z
    .string()
    .regex(/^[0-9a-f]{4}$/i, 'four hexadecimal digits')
    .transform((digits) => Number.parseInt(digits, 16)),
]);

/** `path`: the serial device, best by its stable name (`/dev/serial/by-id/…`). It need not exist yet. */
const SerialReader = z.strictObject({ kind: z.literal('serial').optional(), path: z.string().min(1), ...OPTIONS });
/** `path`: of the HID device (`/dev/hidraw0`), where there are several of the same kind. Needs `node-hid`. */
const HidReader = z.strictObject({
  kind: z.literal('hid'),
  vendorId: UsbId,
  productId: UsbId,
  path: z.string().min(1).optional(),
  ...OPTIONS,
});

export const IdCardReaderConfig = z.union([HidReader, SerialReader]);
export type IdCardReaderConfig = z.infer<typeof IdCardReaderConfig>;

/** Starts at once and looks for the reader until closed. */
export function createIdCardReader(
  config: IdCardReaderConfig,
  parts: Pick<ReaderParts, 'clock' | 'log' | 'options' | 'onDefect'>,
): IdCardReader {
  const { newestAddress, fingerprints, provisional } = config;
  const options = { newestAddress, fingerprints, provisional };
  const line =
    config.kind === 'hid'
      ? { path: nameOf(config), open: openHid(config) }
      : { path: config.path, open: openSerialPort };
  return new SdtIdCardReader({ options, ...parts, ...line });
}
