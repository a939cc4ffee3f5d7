/** A Chromium to show and test the kiosk in: one that is there, Debian's, or the one that comes inside an npm package. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { aptInstall, canUseApt } from './apt.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export interface Browser {
  readonly path: string;
  /** Needed where the browser's own libraries lie beside it. */
  readonly env: Record<string, string>;
}

/** The first Chromium on PATH, or null. */
export function findBrowser(): Browser | null {
  const chosen = process.env.ANBAN_CHROMIUM;
  if (chosen !== undefined && existsSync(chosen)) return { path: chosen, env: {} };
  for (const folder of (process.env.PATH ?? '').split(':')) {
    const name = NAMES.find((candidate) => existsSync(join(folder, candidate)));
    if (name !== undefined) return { path: join(folder, name), env: {} };
  }
  return null;
}

/** A browser, installed if there is none. Throws with what to do when neither apt nor npm could provide one. */
export async function ensureBrowser(root: string, say: (line: string) => void): Promise<Browser> {
  const found = findBrowser();
  if (found !== null) return found;
  if (canUseApt()) {
    say("no Chromium found: installing Debian's (about 350 MB) …");
    aptInstall(['chromium']);
    const installed = findBrowser();
    if (installed !== null) return installed;
  }
  say('no Chromium and no apt: installing @sparticuz/chromium from npm (66 MB) …');
  return packagedBrowser(root);
}

/** `@sparticuz/chromium`, kept outside the lockfile because most machines never need it. */
async function packagedBrowser(root: string): Promise<Browser> {
  const home = join(root, '.anban/browser');
  const entry = join(home, 'node_modules/@sparticuz/chromium');
  if (!existsSync(entry)) {
    const args = ['install', '--prefix', home, '--no-audit', '--no-fund', '--no-save', '@sparticuz/chromium@153.0.0'];
    const install = spawnSync('npm', args, { stdio: ['ignore', 2, 2] });
    if (install.status !== 0) throw new Error('no browser: install Chromium, or set ANBAN_CHROMIUM to its path');
  }
  return unpack(entry, home);
}

/** Its libraries are unpacked by itself only on a cloud function: we unpack them and name the folder. */
async function unpack(entry: string, home: string): Promise<Browser> {
  const require = createRequire(join(home, 'package.json'));
  const module: unknown = await import(require.resolve('@sparticuz/chromium'));
  const path = await executablePath(module);
  const libraries = join(home, 'lib');
  if (!existsSync(libraries)) {
    const { brotliDecompressSync } = await import('node:zlib');
    const { mkdirSync, readFileSync, rmSync } = await import('node:fs');
    mkdirSync(libraries, { recursive: true });
    const archive = brotliDecompressSync(readFileSync(join(entry, 'bin/al2023.tar.br')));
    const unpacked = spawnSync('tar', ['-x', '--strip-components=1', '-C', libraries], { input: archive });
    if (unpacked.status !== 0) {
      rmSync(libraries, { recursive: true, force: true });
      throw new Error("the packaged browser's libraries could not be unpacked: is there a `tar`?");
    }
  }
  return { path, env: { LD_LIBRARY_PATH: libraries } };
}

async function executablePath(module: unknown): Promise<string> {
  if (typeof module === 'object' && module !== null && 'default' in module) {
    const chromium = module.default;
    if (
      typeof chromium === 'function' &&
      'executablePath' in chromium &&
      typeof chromium.executablePath === 'function'
    ) {
      const path: unknown = await chromium.executablePath();
      if (typeof path === 'string') return path;
    }
  }
  throw new Error('@sparticuz/chromium did not tell where its browser is');
}
