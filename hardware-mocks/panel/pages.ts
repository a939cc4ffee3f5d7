/** The panel's own pages: static files, and TypeScript modules as the browser can run them. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const PUBLIC = fileURLToPath(new URL('./public/', import.meta.url));
const STRIP = fileURLToPath(new URL('./strip-types.ts', import.meta.url));

export const PUBLIC_FOLDER = PUBLIC;

/** File name → JavaScript, for every module of the page. */
export type Modules = ReadonlyMap<string, string>;

/**
 * Takes the types out of the page's modules, once, so that there is no build and no stale copy. Node's own
 * stripper is marked experimental and says so on stderr; a child process keeps that out of ours.
 */
export async function readModules(): Promise<Modules> {
  const run = promisify(execFile);
  const options = { maxBuffer: 4 * 1024 * 1024 };
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', STRIP, PUBLIC], options);
  return new Map(Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(stdout))));
}
