/** `printer-state` and `printer-state-reasons` (RFC 8011 5.4.11, 5.4.12; PWG 5100.9) as what a person must do. */
import * as z from 'zod/mini';
import type { FaultName } from '../../protocol/faults.ts';
import type { DeviceWarning } from '../../protocol/state.ts';

export interface PagePrinterCondition {
  /** Null: can print. */
  readonly fault: FaultName | null;
  readonly warnings: readonly DeviceWarning[];
}

/** In the order in which a person meets them: a cover that is open hides everything behind it. */
const FAULTS: readonly { readonly keyword: RegExp; readonly fault: FaultName }[] = [
  { keyword: /^(cover|door|interlock)-open$/, fault: 'pagePrinterCoverOpen' },
  { keyword: /^(media|paper)-jam$/, fault: 'pagePrinterJammed' },
  { keyword: /^media-(empty|needed)$|^input-tray-missing$/, fault: 'pagePrinterPaperOut' },
  { keyword: /^(toner|marker-supply|marker-ink|developer)-empty$/, fault: 'pagePrinterTonerOut' },
  { keyword: /^(offline|shutdown|timed-out|connecting-to-device)$/, fault: 'pagePrinterUnreachable' },
  {
    keyword: /^(paused|moving-to-paused|stopping|stopped-partly|output-area-full|fuser-\w+)$/,
    fault: 'pagePrinterStopped',
  },
];
const WARNINGS: readonly { readonly keyword: RegExp; readonly warning: DeviceWarning }[] = [
  { keyword: /^(toner|marker-supply|marker-ink|developer)-low$/, warning: 'toner-low' },
  { keyword: /^media-low$/, warning: 'paper-low' },
];

const list = <T extends z.ZodMiniType>(item: T) =>
  z.union([
    z.array(item),
    z.pipe(
      item,
      z.transform((one) => [one]),
    ),
  ]);

/** The attributes that the condition is made from. */
export const CONDITION_ATTRIBUTES = ['printer-state', 'printer-state-reasons'] as const;

const Attributes = z.object({
  'printer-state': z.union([z.string(), z.int()]),
  'printer-state-reasons': list(z.string()),
});

/** Who the printer is: RFC 8011 5.4.9, PWG 5100.13 (`printer-firmware-…`), PWG 5100.11 (`printer-serial-number`). */
export const IDENTITY_ATTRIBUTES = [
  'printer-make-and-model',
  'printer-firmware-string-version',
  'printer-serial-number',
] as const;

const word = z.optional(z.catch(z.nullable(z.union([z.string(), z.array(z.string())])), null));
const Identity = z.object({
  'printer-make-and-model': word,
  'printer-firmware-string-version': word,
  'printer-serial-number': word,
});

export interface PagePrinterIdentity {
  readonly model: string | null;
  readonly firmware: string | null;
  readonly serialNumber: string | null;
}

/** Null each: the printer does not tell. */
export function identityOf(attributes: Readonly<Record<string, unknown>>): PagePrinterIdentity {
  const parsed = Identity.safeParse(attributes);
  const told = (value: string | string[] | null | undefined): string | null => {
    const text = (Array.isArray(value) ? value.join(', ') : (value ?? '')).trim().slice(0, 120);
    return text === '' ? null : text;
  };
  if (!parsed.success) return { model: null, firmware: null, serialNumber: null };
  return {
    model: told(parsed.data['printer-make-and-model']),
    firmware: told(parsed.data['printer-firmware-string-version']),
    serialNumber: told(parsed.data['printer-serial-number']),
  };
}

/** Null when the printer left out what every printer must tell. */
export function conditionOf(attributes: Readonly<Record<string, unknown>>): PagePrinterCondition | null {
  const parsed = Attributes.safeParse(attributes);
  if (!parsed.success) return null;
  const { 'printer-state': state, 'printer-state-reasons': reasons } = parsed.data;
  const stopped = state === 'stopped' || state === 5;
  const all = reasons.map((reason) => {
    const [, keyword = reason, severity] = /^(.*?)-(report|warning|error)$/.exec(reason) ?? [];
    return { keyword, severity };
  });
  // With a report or a warning printing goes on, unless the printer says that it stopped: one tray of several is empty.
  const stopping = all.filter(({ severity }) => stopped || severity === undefined || severity === 'error');
  const found = FAULTS.find(({ keyword }) => stopping.some((reason) => keyword.test(reason.keyword)));
  const warnings = WARNINGS.filter(({ keyword }) => all.some((reason) => keyword.test(reason.keyword)));
  return {
    fault: found?.fault ?? (stopped ? 'pagePrinterStopped' : null),
    warnings: warnings.map(({ warning }) => warning),
  };
}

/** RFC 8011 5.4.22. */
export const FORMATS_ATTRIBUTE = 'document-format-supported';
const Formats = z.object({ [FORMATS_ATTRIBUTE]: list(z.string()) });

/** Whether it prints PDF; one that does not tell is taken at its word when it refuses. */
export function takesPdf(attributes: Readonly<Record<string, unknown>>): boolean {
  const parsed = Formats.safeParse(attributes);
  // "octet-stream": it finds out by itself, which is no promise, and no refusal.
  const fitting = ['application/pdf', 'application/octet-stream'];
  return !parsed.success || parsed.data[FORMATS_ATTRIBUTE].some((format) => fitting.includes(format));
}
