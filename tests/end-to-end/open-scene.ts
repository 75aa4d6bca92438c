import path from 'node:path';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { servedScene } from '../renderer/scene/serve.ts';
import { ROOT } from './application.ts';

/** Two suites at a time build it, each its own. */
const dist = path.join(ROOT, 'artefacts', `scene-page-${process.env['TEST_PARALLEL_INDEX'] ?? '0'}`);
const named = process.env['WATCHROOM_ELECTRON'];

/** The scene as it ships, over a real site folder and its policy, with an engine double; in a real Electron that draws in software. `asked`: what it asked of its server; `said`: warnings of its console; `outside`: what it asked of anybody else. */
export interface Opened { readonly app: ElectronApplication; readonly page: Page; readonly asked: readonly string[]; readonly said: readonly string[]; readonly outside: () => Promise<readonly string[]>; close(): Promise<void> }
export interface Wish { readonly query?: string; readonly broken?: ReadonlySet<string>; readonly webgl?: 'on' | 'off' }

/** Opens it; resolves when the map is read. `keep`: where it puts the files that it keeps. */
export async function openScene(site: string, keep: string, { query = '', broken = new Set(), webgl = 'on' }: Wish = {}): Promise<Opened> {
  const served = await servedScene(dist, site, broken);
  const app = await _electron.launch({
    cwd: ROOT, args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--force-device-scale-factor=1', path.join(ROOT, 'tests/renderer/scene/electron.cjs')],
    env: { ...process.env, SCENE_URL: `${served.url}?${query}`, SCENE_WEBGL: webgl, SCENE_KEEP: keep } as Record<string, string>, ...(named === undefined ? {} : { executablePath: named }),
  });
  const page = await app.firstWindow();
  const said: string[] = [];
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') said.push(m.text()); });
  page.on('pageerror', (e) => said.push(e.message));
  const outside = async (): Promise<readonly string[]> => (await app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)).filter((url) => !url.startsWith(served.url) && !url.startsWith(`blob:${served.url}`) && !url.startsWith('data:') && !url.startsWith('devtools:'));
  await expect.poll(() => page.evaluate(`typeof scene !== 'undefined' && scene.state.getState().kind !== null && scene.map.state.getState().map !== null`).catch(() => false), { timeout: 60_000 }).toBe(true);
  return { app, page, asked: served.asked, said, outside, async close() { await app.close(); await served.close(); } };
}
