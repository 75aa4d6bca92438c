import fs from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { _electron, type Page } from 'playwright';
import { servedScene } from './serve.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Builds the scene with an engine double and a real site, opens it in a real Electron and keeps a picture of each: `node shoot.ts OUT [NAME...]`. Prints what axe and the console say; needs a display. */
interface Shot { readonly name: string; readonly query?: string; readonly size?: string; readonly act?: (page: Page) => Promise<void> }
const look = (view: string) => async (page: Page): Promise<void> => { await page.evaluate(`scene.view().look(${view})`); await page.waitForTimeout(5000); };
const shots: readonly Shot[] = [
  { name: 'whole' },
  { name: 'light-en', query: 'theme=light&language=en' },
  { name: 'small', size: '1280x720' },
  { name: 'near', act: async (page) => { await page.evaluate(`engine.choose({ kind: 'alarm', id: [...scene.alarms.all()][0].id })`); await page.waitForTimeout(8000); } },
  { name: 'farm', act: look('{ lon: 122.9385, lat: 31.2236, height: 5, range: 330, heading: 320, pitch: 28, plan: false }') },
  { name: 'plan', act: async (page) => { await page.keyboard.press('p'); await page.waitForTimeout(4000); } },
  { name: 'section', act: async (page) => {
    await look('{ lon: 122.9379, lat: 31.2242, height: 5, range: 420, heading: 0, pitch: 60, plan: false }')(page);
    await page.keyboard.press('x');
    await page.mouse.click(560, 420);
    await page.mouse.click(1480, 560);
    await page.waitForTimeout(800);
  } },
  { name: 'panels', act: async (page) => { await page.keyboard.press('v'); await page.keyboard.press('i'); await page.waitForTimeout(800); } },
  { name: 'topic', act: async (page) => { await page.locator('.topic-select button').nth(2).click(); await page.waitForTimeout(3000); } },
  { name: 'hill', act: async (page) => { await page.evaluate(`engine.choose({ kind: 'asset', id: scene.map.state.getState().map.items.find((i) => i.kind === 'tank').id })`); await page.waitForTimeout(9000); } },
  { name: 'slope', act: async (page) => { await page.evaluate(`(() => { const t = scene.map.state.getState().map.items.find((i) => i.kind === 'tank'); scene.view().look({ ...t.at, height: 40, range: 1500, heading: 20, pitch: 14, plan: false }); })()`); await page.waitForTimeout(9000); } },
  { name: 'yard', act: async (page) => { await page.evaluate(`(() => { const t = scene.map.state.getState().map.items.find((i) => i.kind === 'building' && i.shape !== null); scene.view().look({ ...t.at, range: 700, heading: 320, pitch: 35, plan: false }); })()`); await page.waitForTimeout(9000); } },
  { name: 'lost', act: async (page) => { await page.evaluate(`document.querySelector('.scene-globe canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()`); await page.waitForTimeout(1200); } },
];
const [out = 'shots', ...only] = process.argv.slice(2);
fs.mkdirSync(out, { recursive: true });
const root = path.resolve(import.meta.dirname, '../../..');
const served = await servedScene(path.join(path.resolve(out), 'page'), process.env['SCENE_SITE'] ?? path.join(root, 'resources/sites/whole'));
for (const { name, query = '', size = '1920x1080', act } of shots.filter((s) => only.length === 0 || only.includes(s.name))) {
  const app = await _electron.launch({
    cwd: root, args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--force-device-scale-factor=1', path.join(import.meta.dirname, 'electron.cjs')],
    env: { ...process.env, SCENE_URL: `${served.url}?${query}`, SCENE_SIZE: size } as Record<string, string>,
  });
  const page = await app.firstWindow();
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') say(`${name}: ${m.type()} ${m.text()}`); });
  page.on('pageerror', (e) => say(`${name}: ${e.message}`));
  await page.waitForSelector('.scene', { timeout: 30_000 });
  await page.waitForTimeout(7000);
  await act?.(page);
  await page.screenshot({ path: path.join(out, `${name}.png`) });
  if (process.env['SCENE_AXE'] !== '0') {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    say(`${name}: ${violations.length} violations`);
    for (const v of violations) say(`  ${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${n.failureSummary?.split('\n').slice(1, 2).join('')}`).join(' | ')}`);
  }
  await app.close();
}
await served.close();
