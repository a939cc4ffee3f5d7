/** Puts the dictionary of the pinyin keyboard beside the page's other files: `assets/pinyin-words.txt`. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { makeDictionary } from './make-dictionary.ts';

/** Beside the worker's own file, which finds it by this name. */
export const DICTIONARY_FILE = 'assets/pinyin-words.txt';

export const pinyinDictionary = (root: string): Plugin => ({
  name: 'anban-pinyin-dictionary',
  apply: 'build',
  buildStart() {
    // Inside the build only, so that a test runner that reads the configuration does not wait for it.
    this.emitFile({ type: 'asset', fileName: DICTIONARY_FILE, source: loadDictionary(root) });
  },
});

/** The dictionary, made anew only when its sources have changed: making it takes seconds. `root`: the folder `kiosk`. */
export function loadDictionary(root: string): string {
  const resolve = createRequire(join(root, 'package.json')).resolve;
  const list = readFileSync(join(dirname(resolve('@node-rs/jieba')), 'dict.txt'), 'utf8');
  const own = ['own-words.ts', 'surnames.ts', 'make-dictionary.ts'].map((name) =>
    readFileSync(join(root, 'input/pinyin/build', name), 'utf8'),
  );
  const readings = readFileSync(resolve('pinyin-pro/package.json'), 'utf8');
  const hash = createHash('sha256').update(list).update(readings).update(own.join()).digest('hex').slice(0, 16);
  const kept = join(root, '../.anban/cache', `pinyin-${hash}.txt`);
  if (existsSync(kept)) return readFileSync(kept, 'utf8');
  const made = makeDictionary(list);
  mkdirSync(dirname(kept), { recursive: true });
  // Whole or not at all, when two builds run at the same time.
  writeFileSync(`${kept}.${process.pid}`, made);
  renameSync(`${kept}.${process.pid}`, kept);
  return made;
}
