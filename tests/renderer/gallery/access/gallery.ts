import path from 'node:path';
import react from '@vitejs/plugin-react';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { build, preview } from 'vite';
import { engineInPage } from '../engine-in-page.ts';

const here = import.meta.dirname;
const flags = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing', '--force-device-scale-factor=1'];
export interface AdminGallery { show(query: string, size?: string): Promise<{ readonly app: ElectronApplication; readonly page: Page }>; close(): Promise<void> }

/** Builds the gallery of administration into `dir` and serves it on the loopback. */
export async function adminGallery(dir: string): Promise<AdminGallery> {
  const dist = path.join(dir, 'page');
  await build({ root: here, base: './', configFile: false, logLevel: 'error', plugins: [react()], resolve: { alias: engineInPage }, build: { outDir: dist, emptyOutDir: true, target: 'chrome148', chunkSizeWarningLimit: 3000, modulePreload: { polyfill: false } } });
  const server = await preview({ root: here, configFile: false, logLevel: 'warn', build: { outDir: dist }, preview: { port: 0, host: '127.0.0.1' } });
  const address = server.httpServer.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    async show(query, size = '1920x1080') {
      const app = await _electron.launch({ cwd: path.resolve(here, '../../../..'), args: [...flags, path.join(here, '../electron.cjs')], env: { ...process.env, GALLERY_URL: `http://127.0.0.1:${port}/?${query}`, GALLERY_SIZE: size } as Record<string, string> });
      const page = await app.firstWindow();
      page.on('console', (m) => { if (m.type() === 'error') process.stdout.write(`${query}: ${m.text()}\n`); });
      page.on('pageerror', (e) => process.stdout.write(`${query}: ${e.message}\n`));
      await page.waitForSelector('.admin-window', { timeout: 15_000 });
      return { app, page };
    },
    close: () => server.close(),
  };
}
