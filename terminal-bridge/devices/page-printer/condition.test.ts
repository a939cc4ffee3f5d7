import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionOf, takesPdf } from './condition.ts';

const told = (state: string, ...reasons: string[]) =>
  conditionOf({ 'printer-state': state, 'printer-state-reasons': reasons });

describe('a printer that tells why it does not print', () => {
  it.each([
    ['stopped', ['media-empty-error', 'media-needed-error'], 'pagePrinterPaperOut'],
    ['idle', ['media-empty'], 'pagePrinterPaperOut'],
    ['stopped', ['cover-open', 'media-empty'], 'pagePrinterCoverOpen'],
    ['stopped', ['door-open-report'], 'pagePrinterCoverOpen'],
    ['stopped', ['media-jam-error'], 'pagePrinterJammed'],
    ['stopped', ['marker-supply-empty-error'], 'pagePrinterTonerOut'],
    ['idle', ['offline'], 'pagePrinterUnreachable'],
    ['stopped', ['paused'], 'pagePrinterStopped'],
    ['stopped', ['something-new-error'], 'pagePrinterStopped'],
    ['stopped', ['none'], 'pagePrinterStopped'],
  ])('%s because of %j is %s', (state, reasons, fault) => {
    expect(told(state, ...reasons)?.fault).toBe(fault);
  });
});

describe('a printer that prints', () => {
  it('with low supplies is ready, and says so', () => {
    expect(told('idle', 'toner-low-report', 'media-low-warning')).toEqual({
      fault: null,
      warnings: ['toner-low', 'paper-low'],
    });
  });

  it('with one of its trays empty is ready', () => {
    expect(told('processing', 'media-empty-warning')?.fault).toBeNull();
  });

  it('tells one reason without a list', () => {
    expect(conditionOf({ 'printer-state': 'idle', 'printer-state-reasons': 'none' })).toEqual({
      fault: null,
      warnings: [],
    });
  });
});

it('whatever attributes come: a condition or nothing, never an exception', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('printer-state', 'printer-state-reasons', 'x'), fc.anything()), (any) => {
      const condition = conditionOf(any);
      if (condition !== null) expect(Object.keys(condition)).toEqual(['fault', 'warnings']);
    }),
  );
});

it('a printer without PDF is known before a document is sent; one that does not tell is tried', () => {
  const told = (formats: string | string[]) => takesPdf({ 'document-format-supported': formats });
  expect(told(['image/pwg-raster', 'application/pdf'])).toBe(true);
  expect(told('application/octet-stream')).toBe(true);
  expect(told(['image/pwg-raster', 'image/urf'])).toBe(false);
  expect(takesPdf({})).toBe(true);
});
