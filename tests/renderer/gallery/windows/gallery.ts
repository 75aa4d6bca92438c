import fs from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { build, preview } from 'vite';
import type { Mimic } from '#app/mimic';
import { siteView } from '#app/park';
import { readMimics, readSite } from '#storage';
import { engineInPage } from '../engine-in-page.ts';

const hostile = fs.readFileSync(path.join(import.meta.dirname, '../../features/mimic/hostile.svg'), 'utf8');

/** The site and its mimics as a window is given them; with a broken one and a hostile one beside. */
async function given(site: string): Promise<{ readonly site: unknown; readonly mimics: readonly Mimic[] }> {
  const read = await readSite(site);
  if (!read.ok) throw new Error(JSON.stringify(read.faults[0]));
  const { mimics } = await readMimics(site);
  const head = (id: string, name: { readonly zh: string; readonly en: string }, points: number): Mimic['head'] => ({ id, name, revision: 1, origin: 'folder', at: Date.now(), by: 'engine', points, fault: null });
  const broken: Mimic = { head: { ...head('broken', { zh: 'broken', en: 'broken' }, 0), revision: 0, fault: { code: 'mimic-malformed', params: { at: 'symbols.3.width' } } }, svg: null, drawing: null };
  const bad: Mimic = { head: head('hostile', { zh: '外来图纸', en: 'Foreign drawing' }, 2), svg: hostile, drawing: { formatVersion: 1, name: { zh: '外来图纸', en: 'Foreign drawing' }, size: { width: 800, height: 450 }, symbols: [{ id: 'lost', kind: 'tank', x: 520, y: 120, width: 120, height: 150, turn: 0 }, { id: 'good', kind: 'value', x: 300, y: 300, width: 140, height: 36, turn: 0 }], bindings: [{ element: 'lost', show: 'level', point: 'NO.SUCH' }, { element: 'good', show: 'text', point: 'T-01.LEVEL' }, { element: 'ghost', show: 'colour', point: 'T-01.TEMP' }, { element: 'safe', show: 'colour', point: 'NOT.HERE' }] } };
  const plain = (id: string, svg: string): Mimic => ({ head: head(id, { zh: id, en: id }, 1), svg, drawing: { formatVersion: 1, name: { zh: id, en: id }, size: { width: 800, height: 450 }, symbols: [{ id: 'good', kind: 'value', x: 300, y: 300, width: 140, height: 36, turn: 0 }], bindings: [{ element: 'good', show: 'text', point: 'T-01.LEVEL' }] } });
  const torn = plain('torn', '<svg xmlns="http://www.w3.org/2000/svg"><rect></svg>');
  const foreign = plain('foreign', '<html xmlns="http://www.w3.org/1999/xhtml"><svg xmlns="http://www.w3.org/2000/svg"/></html>');
  const huge = plain('huge', `<svg xmlns="http://www.w3.org/2000/svg">${'<g/>'.repeat(20_001)}</svg>`);
  return { site: siteView(read.value.site), mimics: [...mimics.map((m): Mimic => ({ head: head(m.id, m.drawing.name, new Set(m.drawing.bindings.flatMap((b) => ('point' in b ? [b.point] : []))).size), svg: m.svg, drawing: m.drawing })), broken, bad, torn, foreign, huge] };
}

const here = import.meta.dirname;
const root = path.resolve(here, '../../../..');
const flags = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing', '--force-device-scale-factor=1'];

/** One window of the gallery in an Electron of its own. */
export interface Shown { readonly app: ElectronApplication; readonly page: Page }
export interface Gallery { show(query: string, size?: string): Promise<Shown>; close(): Promise<void> }

/** Builds the gallery of the alarm screen and the mimics into `dir` and serves it on the loopback. */
export async function gallery(dir: string): Promise<Gallery> {
  const [dist, shared] = [path.join(dir, 'page'), path.join(dir, 'given')];
  fs.mkdirSync(shared, { recursive: true });
  fs.writeFileSync(path.join(shared, 'given.json'), JSON.stringify(await given(path.join(root, 'resources/sites/whole'))));
  await build({ root: here, base: './', configFile: false, logLevel: 'error', publicDir: shared, plugins: [react()], resolve: { alias: engineInPage }, build: { outDir: dist, emptyOutDir: true, target: 'chrome148', chunkSizeWarningLimit: 3000, modulePreload: { polyfill: false } } });
  const server = await preview({ root: here, configFile: false, logLevel: 'warn', build: { outDir: dist }, preview: { port: 0, host: '127.0.0.1' } });
  const address = server.httpServer.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    async show(query, size = '1920x1080') {
      const app = await _electron.launch({ cwd: root, args: [...flags, path.join(here, '../electron.cjs')], env: { ...process.env, GALLERY_URL: `http://127.0.0.1:${port}/?${query}`, GALLERY_SIZE: size } as Record<string, string> });
      const page = await app.firstWindow();
      await page.waitForSelector('.mimic-window, .alarm-screen, .trend-window', { timeout: 15_000 });
      return { app, page };
    },
    close: () => server.close(),
  };
}
