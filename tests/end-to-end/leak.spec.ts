import { expect, test } from '@playwright/test';
import { picture } from './application.ts';
import { demo } from './demo.ts';

test('an officer sees a leak: row, panel, one key, journal', async () => {
  const park = await demo('leak-at-tank-7', 4);
  const it = await park.open('--lang', 'en');
  const { desk } = it;
  try {
    const row = desk.getByRole('option').filter({ hasText: 'GD-A09' }).filter({ hasText: 'High-high' });
    await expect(row).toBeVisible({ timeout: 30_000 });
    await expect(row).toContainText('Unack.');

    await row.click();
    const panel = desk.locator('.alarm-panel');
    await expect(panel).toContainText('GD-A09');                      // what
    await expect(panel).toContainText('Tank farm A gas detectors');  // where
    await expect(desk.locator('main')).toContainText('50 %LEL');     // its limit
    await expect(desk.locator('.uplot canvas').first()).toBeVisible();     // its trend
    await expect(panel.locator('.alarm-facts')).toContainText('ago'); // since when
    await picture(desk, 'leak');

    await desk.keyboard.press('a');
    await expect(row).not.toContainText('Unack.');
    await expect(panel).not.toContainText('Unacknowledged');
    const line = desk.locator('.log li').filter({ hasText: 'GD-A09' }).filter({ hasText: /cknowledged/ });
    await expect(line.first()).toBeVisible();
    await expect(line.first()).toContainText('not signed in');
    await expect(desk.locator('.banners p')).toHaveCount(0);
    await picture(desk, 'leak-acknowledged');
  } finally { await it.close(); await park.end(); }
});

for (const theme of ['dark', 'light'] as const) for (const language of ['zh-CN', 'en'] as const) {
  test(`the desk, ${theme}, ${language}, at 1920 x 1080`, async () => {
    const park = await demo('alarm-flood', 8);
    const it = await park.open('--lang', language);
    try {
      await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setMenuBarVisibility(false));
      await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1920, 1080));
      await expect(it.desk.locator('.virtual-row').first()).toBeVisible({ timeout: 30_000 });
      await it.desk.keyboard.press('g');                          // one by one: by itself the list is grouped in a flood
      if (theme === 'light') await it.desk.keyboard.press('t');
      await expect(it.desk.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
      await expect(it.desk.locator('html')).toHaveAttribute('lang', language);
      await expect(it.desk.getByRole('option').nth(8)).toBeVisible({ timeout: 30_000 });
      await expect(it.desk.getByText(language === 'en' ? 'Live alarms' : '实时报警').first()).toBeVisible();
      await picture(it.desk, `desk-${theme}-${language}`);
    } finally { await it.close(); await park.end(); }
  });
}
