import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { type Application, picture } from './application.ts';
import { demo } from './demo.ts';

async function pageOf({ app }: Application, kind: string): Promise<Page> {
  const found = (): Page | undefined => app.windows().find((w) => w.url().includes(`/windows/${kind}/`));
  await expect.poll(() => found() !== undefined, { timeout: 20_000 }).toBe(true);
  return found()!;
}
/** How many px of the picture have the ink of a line. */
const inked = (page: Page, slot: number): Promise<number> => page.evaluate((n) => {
  const canvas = document.querySelector<HTMLCanvasElement>('.trend-canvas canvas');
  const hex = getComputedStyle(document.querySelector('.trend-canvas')!).getPropertyValue(`--series-${n}`).trim();
  const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
  const { data } = canvas!.getContext('2d')!.getImageData(0, 0, canvas!.width, canvas!.height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i]! - r!) + Math.abs(data[i + 1]! - g!) + Math.abs(data[i + 2]! - b!) < 24) count++;
  return count;
}, slot);
/** What stands in the fourth column of the table: the value now. */
const values = (page: Page) => page.locator('.trend-legend tbody tr td:nth-child(4) strong');

test('a tank leaks: one key shows the trend of its alarm, going on; more points beside it, a note that is kept, an export, and all of it again after a restart', async () => {
  test.setTimeout(150_000);
  const park = await demo('leak-at-tank-7');
  let it = await park.open();
  try {
    await expect(it.desk.locator('.alarm-panel[aria-label]').first()).toBeVisible({ timeout: 30_000 });
    await expect(it.desk.locator('.trend-opening .button').first()).toBeVisible();
    await it.desk.keyboard.press('F7');
    const trend = await pageOf(it, 'trend');
    await expect(values(trend).first()).toHaveText(/\d/, { timeout: 20_000 });
    await expect.poll(() => inked(trend, 1)).toBeGreaterThan(150);
    await trend.locator('.trend-tabs button', { hasText: '报警' }).click();
    await expect(trend.locator('.trend-alarm').first()).toBeVisible();

    await trend.keyboard.press('Control+k');
    await trend.keyboard.type('T-07.LEVEL');
    await trend.locator('.found').first().waitFor();
    await trend.keyboard.press('Enter');
    await expect(values(trend)).toHaveCount(2);
    await expect(values(trend).nth(1)).toHaveText(/\d/);
    await trend.keyboard.press('1');
    await expect(trend.locator('.trend-set .button[aria-pressed="true"]').first()).toHaveText('10 分');

    await trend.keyboard.press('n');
    await trend.keyboard.type('开始排查泄漏');
    await trend.keyboard.press('Control+Enter');
    await expect(trend.locator('.trend-list')).toContainText('开始排查泄漏');
    await trend.keyboard.press('e');
    await trend.locator('.trend-side .button[data-primary="true"]').click();
    await expect(trend.locator('.trend-done')).toContainText(/\.csv/, { timeout: 30_000 });
    await expect(trend.locator('.trend-done')).toContainText(/[0-9a-f]{64}/);
    const { violations } = await new AxeBuilder({ page: trend }).setLegacyMode(true).analyze();
    expect(violations.map((v) => `${v.id} ${v.nodes[0]?.target.join(' ')}`)).toEqual([]);
    await picture(trend, 'trend');

    const pdf = await it.app.evaluate(async ({ BrowserWindow, webContents }) => {
      const contents = webContents.getAllWebContents().find((w) => w.getURL().includes('/windows/trend/') && BrowserWindow.fromWebContents(w) !== null);
      return contents === undefined ? '' : (await contents.printToPDF({ landscape: true })).subarray(0, 5).toString();
    });
    expect(pdf).toBe('%PDF-');

    await it.close();
    it = await park.open();
    const again = await pageOf(it, 'trend');
    await expect(values(again).first()).toHaveText(/\d/, { timeout: 20_000 });
    await again.keyboard.press('j');
    await expect(again.locator('.trend-list')).toContainText('开始排查泄漏');
    await expect.poll(() => inked(again, 1)).toBeGreaterThan(150);
  } finally {
    await it.close();
    await park.end();
  }
});
