/** The work behind `anban print`. */
import { readFile } from 'node:fs/promises';
import { systemClock } from '@anban/foundation/clock';
import { FAULTS } from '../../protocol/faults.ts';
import type { PrintCommandOptions } from './command.ts';
import { IppPagePrinter } from './ipp-printer.ts';
import type { PrintProgress } from './printer.ts';

const MALFORMED = 2;
const ENVIRONMENT = 3;
/** A PDF begins with this within its first KiB (ISO 32000-1, annex H.3.4.1). */
const PDF_MARK = '%PDF-';

/** Prints the file and tells how it went; the answer is the exit code. */
export async function printFile(file: string, options: PrintCommandOptions): Promise<number> {
  const pdf = await readFile(file).catch(() => null);
  if (pdf === null || !pdf.subarray(0, 1024).includes(PDF_MARK)) {
    const error = pdf === null ? 'fileMissing' : 'notPdf';
    if (options.json) write({ printed: false, error, hint: `${file} is not a PDF that can be read` });
    process.stderr.write(`${file} is not a PDF that can be read\n`);
    return MALFORMED;
  }
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const startedAt = systemClock.now();
  const printer = new IppPagePrinter({ url: options.printer, clock: systemClock });
  const result = await printer.print(pdf, {
    name: 'anban',
    copies: options.copies,
    deadlineMs: options.timeout * 1000,
    signal: stop.signal,
    onProgress: (progress) => process.stderr.write(`${words(progress)}\n`),
  });
  const { warnings } = printer;
  await printer.close();
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  const milliseconds = systemClock.now() - startedAt;
  if (result.ok) {
    if (options.json) write({ printed: true, milliseconds, warnings });
    process.stderr.write(
      `printed in ${(milliseconds / 1000).toFixed(1)} s${warnings.map((one) => `, ${one}`).join('')}\n`,
    );
    return 0;
  }
  const { code, hint } = FAULTS[result.fault];
  if (options.json) write({ printed: false, error: result.fault, code, hint, warnings });
  process.stderr.write(`not printed: ${result.fault} (${code}): ${hint}\n`);
  return result.fault === 'pagePrinterUnreachable' ? ENVIRONMENT : 1;
}

const write = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

const words = ({ stage, fault }: PrintProgress): string =>
  fault === undefined ? stage : `${stage} (${fault}: ${FAULTS[fault].hint})`;
