import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { pinyinDictionary } from '../input/pinyin/build/plugin.ts';

/** The gallery is a page of its own, built beside the kiosk and never into it. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: fileURLToPath(new URL('../public', import.meta.url)),
  plugins: [pinyinDictionary(fileURLToPath(new URL('..', import.meta.url)))],
  worker: { format: 'es' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'chrome120',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: fileURLToPath(new URL('gallery.html', import.meta.url)) },
  },
});
