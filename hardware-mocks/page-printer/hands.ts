/** What hands can do to the emulated printer, and what can go wrong with its answers: by name, for the panel and the command line. */
export const PAGE_PRINTER_ACTIONS = [
  'paper-out',
  'paper-low',
  'refill',
  'open-cover',
  'close-cover',
  'jam',
  'clear-jam',
  'toner-low',
  'toner-out',
  'change-toner',
  'unplug',
  'replug',
] as const;
export type PagePrinterAction = (typeof PAGE_PRINTER_ACTIONS)[number];

export const PAGE_PRINTER_FAULTS = {
  silent: 'takes the request and never answers',
  garbage: 'answers with bytes that are no IPP',
  cut: 'breaks the answer off in the middle',
  'http-500': 'answers with an HTTP error',
  refuse: 'does not accept documents (client-error-document-format-not-supported)',
  abort: 'accepts the job and aborts it',
  slow: 'answers after two seconds',
} as const;
export type PagePrinterFaultKind = keyof typeof PAGE_PRINTER_FAULTS;

export const isPagePrinterAction = (word: string | undefined): word is PagePrinterAction =>
  PAGE_PRINTER_ACTIONS.some((action) => action === word);
export const isPagePrinterFault = (word: string | undefined): word is PagePrinterFaultKind =>
  word !== undefined && Object.hasOwn(PAGE_PRINTER_FAULTS, word);
