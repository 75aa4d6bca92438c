import { expect, test } from '@playwright/test';
import { folder, launch, picture } from './application.ts';

test('an engine without a site: the window says what is wrong and what to do, in both languages', async () => {
  const data = folder();
  const it = await launch(['--data', data.path]);
  try {
    await expect(it.desk.locator('main[data-fault]')).toBeVisible();
    await expect(it.desk.getByText('--site').first()).toBeVisible();
    await expect(it.desk.locator('section[lang=zh-CN]')).toBeVisible();
    await expect(it.desk.locator('section[lang=en]')).toBeVisible();
    await picture(it.desk, 'refusal');
  } finally { await it.close(); data.end(); }
});
