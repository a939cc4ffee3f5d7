/** `node strip-types.ts FOLDER` writes one JSON object to stdout: file name → the module without its types. */
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

const [, , folder = '.'] = process.argv;
const modules: Record<string, string> = {};
for (const name of readdirSync(folder)) {
  if (name.endsWith('.ts')) modules[name] = stripTypeScriptTypes(readFileSync(join(folder, name), 'utf8'));
}
process.stdout.write(JSON.stringify(modules));
