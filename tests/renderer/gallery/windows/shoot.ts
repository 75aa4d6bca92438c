import fs from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { gallery } from './gallery.ts';

/** Shows the alarm screen and the mimics of a whole park in a real Electron and keeps a picture of each scene: `node shoot.ts OUT [NAME...]`. Prints what axe and the console say; needs a display. */
interface Shot { readonly name: string; readonly query: string; readonly size?: string; readonly act?: (page: Page) => Promise<void> }
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const lose = async (page: Page): Promise<void> => { await page.evaluate('gallery.close()'); await page.waitForTimeout(2300); };
const overriding = async (page: Page): Promise<void> => { await page.locator('.seat-line .button', { hasText: '紧急接管' }).click(); await page.waitForTimeout(300); await page.keyboard.type('罐区泄漏，值班员不在岗'); await page.keyboard.press('Enter'); await page.waitForTimeout(600); };
const wide = '5760x1080';
const shots: readonly Shot[] = [
  { name: 'farm', query: 'kind=mimic&show=tank-farm&alarms=6' },
  { name: 'farm-calm', query: 'kind=mimic&show=tank-farm&calm' },
  { name: 'farm-light-en', query: 'kind=mimic&show=tank-farm&alarms=6&theme=light&language=en' },
  { name: 'sewage', query: 'kind=mimic&show=sewage-line&alarms=6', act: async (page) => { await page.locator('.mimic-symbol[data-kind=value]').first().click(); await page.waitForTimeout(700); } },
  { name: 'sewage-light-en', query: 'kind=mimic&show=sewage-line&alarms=6&theme=light&language=en' },
  { name: 'mimic-lost', query: 'kind=mimic&show=tank-farm&alarms=3', act: lose },
  { name: 'mimic-drill', query: 'kind=mimic&show=tank-farm&alarms=3&realm=drill' },
  { name: 'mimic-broken', query: 'kind=mimic&show=broken', act: async (page) => { await page.waitForTimeout(300); } },
  { name: 'mimic-hostile', query: 'kind=mimic&show=hostile' },
  { name: 'editor', query: 'kind=mimic&show=sewage-line&calm', act: async (page) => { await page.keyboard.press('e'); await page.waitForTimeout(300); await page.locator('.mimic-palette button').nth(0).click(); await page.keyboard.press('ArrowDown'); await page.locator('.point-picker input').fill('T-05 level'); await page.waitForTimeout(300); } },
  { name: 'editor-light-en', query: 'kind=mimic&show=tank-farm&calm&theme=light&language=en', act: async (page) => { await page.keyboard.press('e'); await page.waitForTimeout(300); await page.evaluate("gallery.overtake('tank-farm')"); await page.locator('.mimic-palette button').nth(3).click(); await page.keyboard.press('s'); await page.waitForTimeout(400); } },
  { name: 'screen', query: 'kind=alarms&alarms=26' },
  { name: 'screen-wide', query: 'kind=alarms&alarms=26', size: wide },
  { name: 'screen-flood', query: 'kind=alarms&alarms=140' },
  { name: 'screen-flood-wide', query: 'kind=alarms&alarms=140', size: wide },
  { name: 'screen-few', query: 'kind=alarms&alarms=4&language=en' },
  { name: 'screen-calm', query: 'kind=alarms&alarms=0' },
  { name: 'screen-calm-wide', query: 'kind=alarms&alarms=0', size: wide },
  { name: 'screen-lost', query: 'kind=alarms&alarms=12', act: lose },
  { name: 'screen-drill-light', query: 'kind=alarms&alarms=12&realm=drill&theme=light' },
  { name: 'screen-large', query: 'kind=alarms&alarms=26&text=1.5' },
  { name: 'screen-empty', query: 'kind=alarms&alarms=12&seat=' },
  { name: 'screen-locked-wide', query: 'kind=alarms&alarms=26&seat=wang', size: wide, act: async (page) => { await page.keyboard.press('Alt+l'); await page.waitForTimeout(600); } },
  { name: 'screen-locked-light-en', query: 'kind=alarms&alarms=12&seat=wang&theme=light&language=en', act: async (page) => { await page.keyboard.press('Alt+l'); await page.waitForTimeout(600); } },
  { name: 'screen-watched', query: 'kind=alarms&alarms=12&seat=wang' },
  { name: 'screen-overridden-wide', query: 'kind=alarms&alarms=26&seat=', size: wide, act: overriding },
  { name: 'screen-overridden', query: 'kind=alarms&alarms=12&seat=', act: overriding },
  { name: 'mimic-locked', query: 'kind=mimic&show=tank-farm&alarms=3&seat=wang', act: async (page) => { await page.keyboard.press('Alt+l'); await page.waitForTimeout(600); } },
  { name: 'screen-double-wide', query: 'kind=alarms&alarms=26&text=2&language=en', size: wide },
];

/** What a trend is opened with. */
const trend = (points: string, more = ''): string => `kind=trend&show=${encodeURIComponent(points.split(' ').map((p) => `p=${p}`).join('&') + more)}`;
const some = 'T-01.LEVEL T-01.TEMP T-01.PRESS T-02.LEVEL T-05.LEVEL';
const many = `${some} T-02.TEMP T-02.PRESS T-03.LEVEL T-03.TEMP T-04.LEVEL T-04.TEMP T-05.PRESS`;
const key = (...keys: readonly string[]) => async (page: Page): Promise<void> => { for (const k of keys) { await page.keyboard.press(k); await page.waitForTimeout(500); } };
const point = async (page: Page): Promise<void> => { const box = await page.locator('.trend-canvas').boundingBox(); if (box === null) return; await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.5); await page.keyboard.down('Control'); await page.mouse.click(box.x + box.width * 0.7, box.y + box.height * 0.5); await page.keyboard.up('Control'); await page.mouse.move(box.x + box.width * 0.55, box.y + box.height * 0.4); await page.waitForTimeout(500); };
const trends: readonly Shot[] = [
  { name: 'trend', query: `${trend(some)}&alarms=20`, act: point },
  { name: 'trend-light-en', query: `${trend(some)}&alarms=20&theme=light&language=en`, act: point },
  { name: 'trend-many', query: `${trend(many, '&span=86400000')}&alarms=40`, act: key('m') },
  { name: 'trend-one', query: `${trend('T-01.LEVEL', '&span=604800000')}&alarms=40`, act: key('c') },
  { name: 'trend-compare', query: trend('T-01.LEVEL T-01.TEMP', '&span=28800000'), act: async (page) => { await page.keyboard.press('c'); await page.getByRole('button', { name: '昨天同一时刻' }).click(); await page.waitForTimeout(900); } },
  { name: 'trend-own', query: `${trend(some)}&theme=light`, act: key('y', 'r') },
  { name: 'trend-find', query: trend(some, '&span=86400000'), act: async (page) => { await page.keyboard.press('f'); await page.getByRole('button', { name: '查找', exact: true }).last().click(); await page.waitForTimeout(500); } },
  { name: 'trend-note', query: trend(some), act: async (page) => { await point(page); await page.keyboard.press('n'); await page.waitForTimeout(300); } },
  { name: 'trend-export', query: trend(some), act: async (page) => { await page.keyboard.press('e'); await page.locator('.trend-side .button[data-primary=true]').click(); await page.waitForTimeout(400); } },
  { name: 'trend-month', query: trend(some, '&span=2592000000'), act: key('j') },
  { name: 'trend-empty', query: 'kind=trend' },
  { name: 'trend-unknown', query: trend('NO.SUCH T-01.LEVEL') },
  { name: 'trend-older', query: trend(some, '&at=1500000000000'), act: key() },
  { name: 'trend-lost', query: trend(some), act: lose },
  { name: 'trend-drill', query: `${trend(some)}&realm=drill` },
  { name: 'trend-locked', query: `${trend(some)}&seat=wang`, act: async (page) => { await page.keyboard.press('Alt+l'); await page.waitForTimeout(600); } },
];

const [out = 'shots', ...only] = process.argv.slice(2);
fs.mkdirSync(out, { recursive: true });
const shown = await gallery(path.resolve(out));
for (const { name, query, size = '1920x1080', act } of [...shots, ...trends].filter((s) => only.length === 0 || only.includes(s.name))) {
  const { app, page } = await shown.show(query, size);
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') say(`${name}: ${m.type()} ${m.text()}`); });
  page.on('pageerror', (e) => say(`${name}: ${e.message}`));
  await page.waitForTimeout(1600);
  await act?.(page);
  await page.screenshot({ path: path.join(out, `${name}.png`) });
  if (name === 'trend') fs.writeFileSync(path.join(out, 'trend.pdf'), Buffer.from(await app.evaluate(async ({ BrowserWindow }) => (await BrowserWindow.getAllWindows()[0]!.webContents.printToPDF({ preferCSSPageSize: true })).toString('base64')), 'base64'));
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  say(`${name}: ${violations.length} violations`);
  for (const v of violations) say(`  ${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${n.failureSummary?.split('\n').slice(1, 3).join('')}`).join(' | ')}`);
  const cut = await page.evaluate(`[...document.querySelectorAll('.mimic-window *, .alarm-screen *, .trend-window *, .seat-bar *')].filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'hidden' && !e.closest('[title]') && !(e instanceof SVGElement)).map((e) => e.className || e.tagName)`);
  if (Array.isArray(cut) && cut.length > 0) say(`  cut without title: ${[...new Set(cut)].join(', ')}`);
  const small = await page.evaluate(`kindOf() === 'alarms' ? [...document.querySelectorAll('.alarm-screen *, .seat-bar *')].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== '') && parseFloat(getComputedStyle(e).fontSize) < 28 && !(e instanceof SVGElement)).map((e) => e.className || e.tagName) : []; function kindOf() { return document.querySelector('.alarm-screen') === null ? 'mimic' : 'alarms'; }`);
  if (Array.isArray(small) && small.length > 0) say(`  below 28 px: ${[...new Set(small)].join(', ')}`);
  await app.close();
}
await shown.close();
