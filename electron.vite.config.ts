import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { cesiumAssets } from './scripts/cesium-assets.ts';

const here = (...path: string[]): string => join(import.meta.dirname, ...path);

/** One bundle per process or thread of main/; the engine and its workers find each other as neighbours in out/main. */
const main = {
  index: here('main/shell/index.ts'),
  engine: here('main/engine/process.ts'),
  collector: here('main/engine/collect/worker.ts'),
  'journal-writer': here('storage/journal/writer-worker.ts'),
  'hash-worker': here('storage/secrets/hash-worker.ts'),
  'history-writer': here('storage/history/writing/worker.ts'),
  'history-reader': here('storage/history/reading/worker.ts'),
  'history-keeper': here('storage/history/keeping/worker.ts'),
  'workbook-worker': here('storage/roster/workbook-worker.ts'),
};
/** One page per window kind: a folder of renderer/windows with an index.html. */
const pages = readdirSync(here('renderer/windows')).filter((w) => existsSync(here('renderer/windows', w, 'index.html')));

export default defineConfig({
  main: {
    build: { outDir: here('out/main'), externalizeDeps: true, sourcemap: true, rollupOptions: { input: main, output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'part-[name]-[hash].js' } } },
  },
  preload: {   // a sandboxed preload can only be CommonJS
    build: { outDir: here('out/preload'), rollupOptions: { input: { index: here('preload/index.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } } },
  },
  renderer: {
    root: here('renderer'),
    plugins: [react(), cesiumAssets(here(), here('out/renderer'))],
    build: {
      outDir: here('out/renderer'), target: 'chrome148', minify: true, chunkSizeWarningLimit: 2000, modulePreload: { polyfill: false },
      rollupOptions: { input: Object.fromEntries(pages.map((w) => [w, here('renderer/windows', w, 'index.html')])) },
    },
  },
});
