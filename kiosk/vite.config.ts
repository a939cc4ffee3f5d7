import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { pinyinDictionary } from './input/pinyin/build/plugin.ts';

const KIOSK = fileURLToPath(new URL('.', import.meta.url));

/** The page may hold no inline script or style and no data URL: it is served under `default-src 'self'`. */
export default defineConfig({
  root: KIOSK,
  plugins: [pinyinDictionary(KIOSK)],
  worker: { format: 'es' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'chrome120',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What comes behind the first paint finds its looks already there.
    cssCodeSplit: false,
  },
});
