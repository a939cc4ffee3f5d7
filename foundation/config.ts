/** Configuration: one JSON file per process, read once at start. A wrong file stops the start, in words. */
import { readFileSync } from 'node:fs';
import { prettifyError, type ZodType } from 'zod';

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The parsed file at `path`. Throws `ConfigError` naming the file and every field that is wrong. */
export function readConfig<T>(schema: ZodType<T>, path: string): T {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ConfigError(`cannot read the configuration ${path}: ${cause instanceof Error ? cause.message : cause}`);
  }
  const parsed = schema.safeParse(raw);
  if (!parsed.success) throw new ConfigError(`the configuration ${path} is wrong:\n${prettifyError(parsed.error)}`);
  return parsed.data;
}
