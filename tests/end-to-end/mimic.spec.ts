import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { gallery, type Gallery, type Shown } from '../renderer/gallery/windows/gallery.ts';
import { folder } from './application.ts';

// The mimics and the alarm screen of the whole demo park in a real Electron, over an engine that is none (tests/renderer/gallery/windows).
let built: Gallery;
const scratch = folder();
test.beforeAll(async () => { built = await gallery(scratch.path); });
test.afterAll(async () => { await built.close(); scratch.end(); });
async function shown(query: string, run: (page: Page) => Promise<void>): Promise<void> {
  const { app, page }: Shown = await built.show(query);
  try { await run(page); } finally { await app.close(); }
}

test('MIM-02 a hostile SVG: nothing of it runs, nothing leaves, what is plain is drawn', async () => {
  await shown('kind=mimic&show=hostile&calm', async (page) => {
    const asked: string[] = [];
    page.on('request', (r) => { if (!r.url().startsWith('http://127.0.0.1:')) asked.push(r.url()); });
    await page.locator('.mimic-backdrop #safe').waitFor();
    for (const at of ['#safe', '#leak', 'text >> nth=0']) await page.locator(`.mimic-backdrop ${at}`).click({ force: true, timeout: 3000 });
    const left = await page.evaluate(`(() => {
      const svg = document.querySelector('.mimic-backdrop').shadowRoot.querySelector('svg');
      const all = [svg, ...svg.querySelectorAll('*')];
      return {
        harmed: window.harmed ?? null, tags: [...new Set(all.map((e) => e.localName))].sort(),
        attributes: all.flatMap((e) => [...e.attributes]).filter((a) => !a.name.startsWith('xmlns')).filter((a) => /^on|^style$|^class$/.test(a.name) || /https?:|javascript|file:|\\\\|u72/i.test(a.value)).map((a) => a.name + '=' + a.value),
        safe: svg.querySelector('#safe').getAttribute('fill'), words: svg.textContent.replace(/\\s+/g, ' ').trim(),
      };
    })()`);
    expect(left).toEqual({ harmed: null, tags: ['defs', 'linearGradient', 'pattern', 'rect', 'stop', 'svg', 'text', 'tspan'], attributes: [], safe: 'url(#grey)', words: 'press me plain words more' });
    expect(asked).toEqual([]);
    await expect(page.locator('.mimic-front .mimic-problem')).toHaveCount(2);      // MIM-03: two places marked
    await expect(page.locator('.mimic-problems summary')).toContainText('3');
    await expect(page.locator('.mimic-symbol[data-point="T-01.LEVEL"]')).toBeVisible();   // the rest is drawn
  });
});

test('MIM-03 a broken mimic stands in its place with its name and its reason, and one goes on to the others', async () => {
  await shown('kind=mimic&show=broken', async (page) => {
    await expect(page.locator('.mimic-broken')).toContainText('broken');
    await expect(page.locator('.mimic-broken')).toContainText('symbols.3.width');
    await page.keyboard.press('PageDown');
    await expect(page.locator('.mimic-stage')).toBeVisible();
  });
});

for (const [id, reason] of [['torn', 'SVG 语法有误'], ['foreign', 'SVG 语法有误'], ['huge', '20000']] as const) {
  test(`MIM-03 an SVG that is ${id}: said in its place, and our own symbols are drawn`, async () => {
    await shown(`kind=mimic&show=${id}&calm`, async (page) => {
      await expect(page.locator('.mimic-notice')).toContainText(reason);
      await expect(page.locator('.mimic-symbol .mimic-figure')).toContainText('%');
    });
  });
}

test('values come for the points of the open mimic only; a press chooses for all windows; a way leads on, and back', async () => {
  await shown('kind=mimic&show=tank-farm&alarms=4', async (page) => {
    await expect(page.locator('.mimic-symbol[data-point="T-03.LEVEL"]').first()).toBeVisible();
    await expect.poll(async () => await page.evaluate('gallery.watched()')).toBe(86);
    await expect(page.locator('.mimic-front .level-mark').first()).toBeVisible();
    await page.locator('.mimic-symbol[data-kind="value"][data-point="T-05.PRESS"]').click();
    await expect(page.locator('.mimic-side h2')).toContainText('T-05');
    await expect(page.locator('.mimic-symbol[data-chosen="true"]').first()).toBeVisible();
    await page.getByRole('button', { name: /污水处理线 →/ }).click();
    await expect(page.locator('.mimic-name')).toHaveText('污水处理线');
    await expect.poll(async () => await page.evaluate('gallery.watched()')).toBeLessThanOrEqual(43);
    await page.keyboard.press('Backspace');
    await expect(page.locator('.mimic-name')).toHaveText('沅珩化工罐区');
  });
});

test('MIM-06, MIM-07, MIM-10 by keyboard alone: add, move, bind, undo, save; who is overtaken keeps his work and saves it beside', async () => {
  await shown('kind=mimic&show=sewage-line&calm', async (page) => {
    await expect(page.locator('.mimic-stage')).toBeVisible();
    await page.keyboard.press('e');
    await page.getByRole('button', { name: '储罐', exact: true }).focus();
    await page.keyboard.press('Enter');
    const left = page.getByLabel('左', { exact: true });
    const before = Number(await left.inputValue());
    await page.locator('.mimic-palette').focus().catch(() => {});
    await page.keyboard.press('ArrowRight');
    await expect(left).toHaveValue(String(before + 10));
    await page.getByLabel('查找测点').fill('T-05 液位');
    await page.keyboard.press('Enter');
    await expect(page.locator('.binding')).toContainText('T-05.LEVEL');
    await page.getByRole('button', { name: /撤销/ }).click();
    await expect(page.locator('.binding')).toHaveCount(0);
    await page.getByRole('button', { name: /重做/ }).click();
    await page.getByRole('button', { name: /保存/ }).click();
    await expect(page.getByText('已全部保存')).toBeVisible();
    await page.evaluate("gallery.overtake('sewage-line')");
    await page.keyboard.press('r');
    await page.keyboard.press('s');
    await expect(page.locator('.edit-fault')).toContainText('值守-02');
    await page.getByRole('button', { name: '另存一幅' }).click();
    await expect(page.getByText('已全部保存')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(page.locator('.mimic-list')).toContainText('第 1 版');
    await expect(page.locator('.edit-bar')).toHaveCount(0);
    await page.getByRole('button', { name: /新建组态图/ }).click();
    await page.getByLabel('中文名').fill('新图');
    await page.getByRole('button', { name: '数值', exact: true }).click();
    await expect(page.locator('.mimic-problems summary')).toContainText('1');       // bound to nothing yet: named, and drawn
    await page.keyboard.press('s');
    await expect(page.getByText('已全部保存')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(page.locator('.mimic-list')).toContainText('新图');
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`)).toEqual([]);
  });
});

for (const query of ['kind=mimic&show=tank-farm&alarms=6', 'kind=mimic&show=sewage-line&theme=light&language=en', 'kind=alarms&alarms=60', 'kind=alarms&alarms=12&realm=drill&theme=light&language=en', 'kind=alarms&alarms=0']) {
  test(`axe finds nothing: ${query}`, async () => {
    await shown(query, async (page) => {
      await page.locator('.mimic-stage, .screen-main').waitFor();
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`)).toEqual([]);
    });
  });
}

test('the alarm screen: no text below 28 px, no motion but the markers, keys and clicks choose for all windows', async () => {
  await shown('kind=alarms&alarms=26', async (page) => {
    await expect(page.locator('.screen-row').first()).toBeVisible();
    const seen = await page.evaluate(`(() => {
      const texts = [...document.querySelectorAll('.alarm-screen *')].filter((e) => !(e instanceof SVGElement) && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== ''));
      return { small: texts.filter((e) => parseFloat(getComputedStyle(e).fontSize) < 28).map((e) => e.className), moving: document.getAnimations().map((a) => a.animationName ?? a.transitionProperty ?? '?').filter((n) => n !== 'unacknowledged') };
    })()`);
    expect(seen).toEqual({ small: [], moving: [] });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('.screen-row').nth(1)).toHaveAttribute('aria-pressed', 'true');
    await page.locator('.screen-row').nth(3).click();
    await expect(page.locator('.screen-row[aria-pressed="true"]')).toHaveCount(1);
    const waiting = async (): Promise<string | null> => page.locator('.screen-zone[data-zone="onScreen"] header strong').textContent();
    const before = Number(await waiting());
    await page.keyboard.press('a');
    await expect.poll(async () => Number(await waiting())).toBe(before - 1);       // ZON-02: from 上屏 to 留观
  });
});
