/** A terminal without a receipt printer: numbers are shown large on the screen. */
import { fail } from '@anban/foundation/result';
import type { ReceiptPrinter } from './printer.ts';

export const noPrinter: ReceiptPrinter = {
  status: { status: 'absent' },
  onStatus: () => () => {},
  print: async () => fail('printerUnreachable'),
  printReport: async () => fail('printerUnreachable'),
  close: async () => {},
};
