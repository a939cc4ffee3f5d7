/** The text of a file or of standard input. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fail, ok, type Result } from '@anban/foundation/result';

export async function readText(file: string | undefined): Promise<Result<string, string>> {
  try {
    return ok(file === undefined ? await text(process.stdin) : await readFile(file, 'utf8'));
  } catch (cause) {
    return fail(cause instanceof Error ? cause.message : String(cause));
  }
}
