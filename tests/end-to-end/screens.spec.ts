import { expect, test, type Page } from '@playwright/test';
import { type Application, picture } from './application.ts';
import { demo } from './demo.ts';

/** The page of the first window of a kind, once it is there. */
async function pageOf({ app }: Application, kind: string): Promise<Page> {
  const found = (): Page | undefined => app.windows().find((w) => w.url().includes(`/windows/${kind}/`));
  await expect.poll(() => found() !== undefined, { timeout: 20_000 }).toBe(true);
  return found()!;
}

test('a tank leaks: the alarm screen and the mimic show it by themselves; choosing it in one window chooses it in all; what a hand draws is journalled', async () => {
  const park = await demo('leak-at-tank-7');
  const it = await park.open();
  try {
    await expect(it.desk.locator('.alarm-row').first()).toBeVisible({ timeout: 30_000 });
    await it.desk.keyboard.press('Control+2');
    const screen = await pageOf(it, 'alarms');
    await it.desk.keyboard.press('Control+4');
    const mimic = await pageOf(it, 'mimic');

    await expect(screen.locator('.screen-zone[data-zone="onScreen"] .screen-row').first()).toBeVisible({ timeout: 20_000 });
    await expect(mimic.locator('.mimic-name')).toHaveText('罐区 A、B');
    await expect(mimic.locator('.mimic-front .level-mark').first()).toBeVisible({ timeout: 30_000 });
    await expect(mimic.locator('.mimic-symbol[data-point="T-07.LEVEL"] .mimic-figure').first()).toContainText(/\d/);
    await expect(mimic.locator('.mimic-problems')).toHaveCount(0);

    await mimic.locator('.mimic-symbol[data-kind="value"][data-point="T-07.PRESS"]').click();
    await expect(mimic.locator('.mimic-side h2')).toContainText('T-07');
    const row = screen.locator('.screen-row').first();
    await row.click();
    await expect(row).toHaveAttribute('aria-pressed', 'true');
    await expect(mimic.locator('.mimic-symbol[data-chosen="true"], .mimic-chosen').first()).toBeVisible();   // both ways
    await picture(mimic, 'mimic');
    await picture(screen, 'alarm-screen');

    await mimic.keyboard.press('e');
    await mimic.getByRole('button', { name: '泵', exact: true }).click();
    await mimic.keyboard.press('s');
    await expect(mimic.getByText('已全部保存')).toBeVisible();
    await mimic.keyboard.press('Escape');
    await mimic.keyboard.press('Escape');
    await expect(mimic.locator('.mimic-list')).toContainText('第 2 版');
  } finally {
    await it.close();
    await park.end();
  }
});
