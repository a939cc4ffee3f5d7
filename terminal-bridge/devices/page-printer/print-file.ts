/** The work behind `anban print`. */
import { readFile } from 'node:fs/promises';
import { systemClock } from '@anban/foundation/clock';
import { EXIT, exitOf, failed, failureOf } from '../../command-line/failure.ts';
import { interruptible } from '../../command-line/read-once.ts';
import { FAULTS } from '../../protocol/faults.ts';
import type { PrintCommandOptions } from './command.ts';
import { IppPagePrinter } from './ipp-printer.ts';
import type { PrintProgress } from './printer.ts';

const MESSAGE = '没有打印 (not printed)';
/** A PDF begins with this within its first KiB (ISO 32000-1, annex H.3.4.1). */
const PDF_MARK = '%PDF-';

/** Prints the file and tells how it went; the answer is the exit code. */
export async function printFile(file: string, options: PrintCommandOptions): Promise<number> {
  const { json } = options;
  const pdf = await readFile(file).catch(() => null);
  if (pdf === null || !pdf.subarray(0, 1024).includes(PDF_MARK)) {
    const fault =
      pdf === null
        ? { name: 'fileMissing', code: 'A10', hint: `${file} is not there, or this user may not read it` }
        : { name: 'notPdf', code: 'A11', hint: `${file} is no PDF` };
    return failed(json, EXIT.usage, { ...fault, message: MESSAGE });
  }
  const startedAt = systemClock.now();
  const { result, warnings } = await interruptible(async (signal) => {
    const printer = new IppPagePrinter({ url: options.printer, clock: systemClock });
    const printed = await printer.print(pdf, {
      name: 'anban',
      copies: options.copies,
      deadlineMs: options.timeout * 1000,
      signal,
      onProgress: (progress) => process.stderr.write(`${words(progress)}\n`),
    });
    const told = { result: printed, warnings: printer.warnings };
    await printer.close();
    return told;
  });
  if (!result.ok)
    return failed(json, exitOf(result.fault), { ...failureOf(result.fault, MESSAGE), details: { warnings } });
  const milliseconds = systemClock.now() - startedAt;
  if (json) process.stdout.write(`${JSON.stringify({ printed: true, milliseconds, warnings })}\n`);
  process.stderr.write(
    `printed in ${(milliseconds / 1000).toFixed(1)} s${warnings.map((one) => `, ${one}`).join('')}\n`,
  );
  return EXIT.done;
}

const words = ({ stage, fault }: PrintProgress): string =>
  fault === undefined ? stage : `${stage} (${fault}: ${FAULTS[fault].hint})`;
