/** A terminal without a page printer: documents go to the phone or the window. */
import { fail } from '@anban/foundation/result';
import type { PagePrinter } from './printer.ts';

export const noPagePrinter: PagePrinter = {
  status: { status: 'absent' },
  warnings: [],
  onStatus: () => () => {},
  check: async () => 'pagePrinterUnreachable',
  print: async () => fail('pagePrinterUnreachable'),
  close: async () => {},
};
