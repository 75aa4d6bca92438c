import fs from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import react from '@vitejs/plugin-react';
import { _electron, type Page } from 'playwright';
import { build, preview } from 'vite';
import { engineInPage } from './engine-in-page.ts';
import { seatShots, type Shot } from './seat-shots.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Builds the gallery, opens it in a real Electron and keeps a picture of each scene: `node shoot.ts OUT [NAME...]`. Prints what axe and the console say; needs a display. */
const lose = async (page: Page): Promise<void> => { await page.evaluate('gallery.close()'); await page.waitForTimeout(2300); };
/** Scrolls the list by itself for five seconds while alarms go on changing: frames a second, and the longest frame in ms. */
const scrolling = (perSecond: number): string => `new Promise((done) => {
  const box = document.querySelector('.virtual-box');
  const times = [];
  let i = 0;
  const more = setInterval(() => { for (let n = 0; n < ${perSecond} / 50; n++) gallery.raise((i += 37) % 5000); }, 20);
  const start = performance.now();
  requestAnimationFrame(function step(t) {
    times.push(t);
    box.scrollTop += 40;
    if (t - start < 5000) requestAnimationFrame(step);
    else { clearInterval(more); const d = times.slice(1).map((x, k) => x - times[k]); done({ fps: Math.round(10 * 1000 * d.length / (times.at(-1) - times[0])) / 10, longest: Math.round(Math.max(...d)), p95: Math.round(d.toSorted((a, b) => a - b)[Math.floor(d.length * 0.95)]) }); }
  });
})`;
const shots: readonly Shot[] = [
  { name: 'alarms-dark', query: 'alarms=60' },
  { name: 'alarms-light', query: 'alarms=60&theme=light' },
  { name: 'alarms-en', query: 'alarms=60&language=en' },
  { name: 'alarms-small', query: 'alarms=60', size: '1366x768' },
  { name: 'alarms-small-en', query: 'alarms=60&language=en&theme=light', size: '1366x768' },
  { name: 'calm', query: 'alarms=0' },
  { name: 'flood', query: 'alarms=300&denied', act: async (page) => { await page.mouse.move(300, 500); await page.mouse.wheel(0, 900); await page.waitForTimeout(300); await page.evaluate('for (let i = 300; i < 304; i++) gallery.raise(i * 10)'); await page.waitForTimeout(500); } },
  { name: 'lost', query: 'alarms=20', act: lose },
  { name: 'lost-calm', query: 'alarms=0', act: lose },
  { name: 'not-recording', query: 'alarms=12&recording=not-recording' },
  { name: 'reserve-restarted', query: 'alarms=12&recording=reserve&restarted' },
  { name: 'drill', query: 'alarms=12&realm=drill' },
  { name: 'drill-light-small', query: 'alarms=12&realm=drill&theme=light', size: '1366x768' },
  { name: 'acknowledged', query: 'alarms=12', act: async (page) => { for (let i = 0; i < 12; i++) { await page.keyboard.press('a'); await page.waitForTimeout(120); } } },
  { name: 'chosen', query: 'alarms=60', act: async (page) => { await page.keyboard.press('ArrowDown'); await page.keyboard.press('ArrowDown'); await page.keyboard.press('ArrowDown'); await page.waitForTimeout(600); } },
  { name: 'scroll', query: 'alarms=5000', act: async (page) => { await page.keyboard.press('g'); say(`scroll: ${JSON.stringify(await page.evaluate(scrolling(500)))}`); } },
  { name: 'scroll-grouped', query: 'alarms=5000', act: async (page) => { await page.keyboard.press('e'); say(`scroll grouped: ${JSON.stringify(await page.evaluate(scrolling(500)))}`); } },
  { name: 'quality', query: 'alarms=12', act: async (page) => { await page.keyboard.press('q'); await page.waitForTimeout(500); } },
  { name: 'quality-light-en-small', query: 'alarms=12&theme=light&language=en', size: '1366x768', act: async (page) => { await page.locator('.source-name').nth(1).click(); await page.waitForTimeout(500); } },
  { name: 'grey', query: 'alarms=60', act: async (page) => { await page.keyboard.press('g'); await page.locator('.alarm-row [data-flaw]').first().click(); await page.waitForTimeout(700); await page.locator('.alarm-row [data-flaw]').nth(1).hover(); await page.waitForTimeout(500); } },
  { name: 'grouped', query: 'alarms=300', act: async (page) => { await page.keyboard.press('ArrowRight'); await page.waitForTimeout(600); } },
  { name: 'grouped-light-small', query: 'alarms=300&theme=light', size: '1366x768', act: async (page) => { await page.keyboard.press('ArrowDown'); await page.keyboard.press('ArrowDown'); await page.keyboard.press('Enter'); await page.waitForTimeout(600); } },
  { name: 'filters', query: 'alarms=300', act: async (page) => { await page.keyboard.press('f'); await page.locator('.filter-panel .button', { hasText: '气体' }).click(); await page.fill('#filter-text', '探测器'); await page.waitForTimeout(400); } },
  { name: 'filters-light-small', query: 'alarms=60&theme=light', size: '1366x768', act: async (page) => { await page.keyboard.press('f'); await page.locator('.filter-panel .button[aria-label="C 级"]').click(); await page.waitForTimeout(400); } },
  { name: 'filter-none', query: 'alarms=12', act: async (page) => { await page.keyboard.press('/'); await page.fill('#filter-text', '没有这个'); await page.keyboard.press('Escape'); await page.waitForTimeout(400); } },
  { name: 'picked', query: 'alarms=12', act: async (page) => { for (let i = 0; i < 5; i++) { await page.keyboard.press('x'); await page.keyboard.press('ArrowDown'); } await page.waitForTimeout(500); } },
  { name: 'batch', query: 'alarms=12', act: async (page) => { for (let i = 0; i < 5; i++) { await page.keyboard.press('x'); await page.keyboard.press('ArrowDown'); } await page.keyboard.press('b'); await page.waitForTimeout(500); } },
  { name: 'batch-light-small', query: 'alarms=12&theme=light&language=en', size: '1366x768', act: async (page) => { for (let i = 0; i < 5; i++) { await page.keyboard.press('x'); await page.keyboard.press('ArrowDown'); } await page.keyboard.press('b'); await page.waitForTimeout(500); } },
  { name: 'palette', query: 'alarms=60', act: async (page) => { await page.keyboard.press('Control+k'); await page.waitForTimeout(500); await page.keyboard.type('jc'); await page.waitForTimeout(500); } },
  { name: 'palette-light-small', query: 'alarms=60&theme=light', size: '1366x768', act: async (page) => { await page.keyboard.press('Control+k'); await page.waitForTimeout(900); } },
  { name: 'sounds', query: 'alarms=12', act: async (page) => { await page.keyboard.press('v'); await page.waitForTimeout(400); } },
  { name: 'sounds-light', query: 'alarms=12&theme=light', act: async (page) => { await page.keyboard.press('v'); await page.waitForTimeout(400); } },
  { name: 'point', query: 'alarms=12', act: async (page) => { await page.keyboard.press('Control+k'); await page.waitForTimeout(500); await page.keyboard.type('FI-1007'); await page.waitForTimeout(300); await page.keyboard.press('Enter'); await page.waitForTimeout(900); } },
  { name: 'enterprise-light', query: 'alarms=60&theme=light', act: async (page) => { await page.keyboard.press('Control+k'); await page.waitForTimeout(500); await page.keyboard.type('hysh'); await page.waitForTimeout(300); await page.keyboard.press('Enter'); await page.waitForTimeout(900); } },
  { name: 'guidance', query: 'alarms=12', act: async (page) => { await page.keyboard.press('3'); await page.waitForTimeout(400); } },
  { name: 'neighbours-small', query: 'alarms=60', size: '1366x768', act: async (page) => { await page.keyboard.press('2'); await page.waitForTimeout(400); } },
  { name: 'keys', query: 'alarms=3', act: async (page) => { await page.keyboard.press('?'); await page.waitForTimeout(300); } },
  ...seatShots,
];

const [out = 'shots', ...only] = process.argv.slice(2);
const here = import.meta.dirname;
const root = path.resolve(here, '../../..');
fs.mkdirSync(out, { recursive: true });
const dist = path.join(path.resolve(out), 'page');
await build({ root: here, base: './', configFile: false, logLevel: 'warn', plugins: [react()], resolve: { alias: engineInPage }, build: { outDir: dist, emptyOutDir: true, target: 'chrome148', modulePreload: { polyfill: false } } });
const server = await preview({ root: here, configFile: false, logLevel: 'warn', build: { outDir: dist }, preview: { port: 0, host: 'localhost' } });
const address = server.httpServer.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;

for (const { name, query, size = '1920x1080', act } of shots.filter((s) => only.length === 0 || only.includes(s.name))) {
  const app = await _electron.launch({
    cwd: root, args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing', '--force-device-scale-factor=1', path.join(here, 'electron.cjs')],
    env: { ...process.env, GALLERY_URL: `http://localhost:${port}/?${query}`, GALLERY_SIZE: size } as Record<string, string>,
  });
  const page = await app.firstWindow();
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') say(`${name}: ${m.type()} ${m.text()}`); });
  page.on('pageerror', (e) => say(`${name}: ${e.message}`));
  await page.waitForSelector('.desk', { timeout: 10_000 });
  await page.waitForTimeout(1400);
  await act?.(page);
  await page.screenshot({ path: path.join(out, `${name}.png`) });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  say(`${name}: ${violations.length} violations`);
  for (const v of violations) say(`  ${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${n.failureSummary?.split('\n').slice(1, 2).join('')}`).join(' | ')}`);
  const cut = await page.evaluate(`[...document.querySelectorAll('.desk *, .seat-bar *, .seat-sheet *')].filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'hidden' && !e.closest('[title], .unseen')).map((e) => e.className || e.tagName)`);
  if (Array.isArray(cut) && cut.length > 0) say(`  cut without title: ${[...new Set(cut)].join(', ')}`);
  await app.close();
}
await server.close();
