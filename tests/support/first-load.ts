/** What a browser loads of the built page before it can paint it; what comes behind that is not in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../../scripts/setup/kiosk.ts';

/** Bytes after gzip of the files with this ending that `kiosk/dist/index.html` asks for by itself. */
export function firstLoad(ending: '.js' | '.css'): number {
  const dist = join(ROOT, 'kiosk/dist');
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const files = [...page.matchAll(/"\/(assets\/[^"]+)"/g)]
    .map(([, file = '']) => file)
    .filter((file) => file.endsWith(ending));
  return files.reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, name))).length, 0);
}
