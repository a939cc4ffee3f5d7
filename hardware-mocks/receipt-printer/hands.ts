/** What hands can do to the emulated printer, by name: the panel's buttons and the command line's words are the same. */
export const PRINTER_ACTIONS = [
  'paper-out',
  'paper-low',
  'refill',
  'open-cover',
  'close-cover',
  'unplug',
  'replug',
] as const;
export type PrinterAction = (typeof PRINTER_ACTIONS)[number];

/** What hands can touch of a printer. */
export interface HandledPrinter {
  paperOut(): void;
  paperLow(): void;
  refill(): void;
  openCover(): void;
  closeCover(): void;
  unplug(): void | Promise<void>;
  replug(): void | Promise<void>;
}

export const isPrinterAction = (word: string | undefined): word is PrinterAction =>
  PRINTER_ACTIONS.some((action) => action === word);

export async function handle(printer: HandledPrinter, action: PrinterAction): Promise<void> {
  switch (action) {
    case 'paper-out':
      return printer.paperOut();
    case 'paper-low':
      return printer.paperLow();
    case 'refill':
      return printer.refill();
    case 'open-cover':
      return printer.openCover();
    case 'close-cover':
      return printer.closeCover();
    case 'unplug':
      return printer.unplug();
    case 'replug':
      return printer.replug();
  }
}
