import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { Application } from './application.ts';
import { demo } from './demo.ts';

const kinds = ['desk', 'alarms', 'scene', 'mimic', 'trend'] as const;
type Kind = (typeof kinds)[number];
/** What axe finds in a page, each with the first element that it is about; what blinks is the same in both of its looks for axe. */
async function found(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')} ${v.nodes[0]?.failureSummary?.split('\n')[1] ?? ''}`);
}
async function pageOf({ app }: Application, kind: Kind): Promise<Page> {
  const there = (): Page | undefined => app.windows().find((w) => w.url().includes(`/windows/${kind}/`));
  await expect.poll(() => there() !== undefined, { timeout: 30_000 }).toBe(true);
  return there()!;
}

test('axe finds nothing in any window of the real application while alarms pour in, in both themes and both languages, with the panel of windows and the key help', async () => {
  test.setTimeout(240_000);
  const park = await demo('alarm-flood', 4);
  const it = await park.open();
  try {
    await expect(it.desk.locator('.alarm-row').nth(3)).toBeVisible({ timeout: 30_000 });
    for (const n of [2, 3, 4, 6]) await it.desk.keyboard.press(`Control+${n}`);
    const pages = new Map<Kind, Page>();
    for (const kind of kinds) pages.set(kind, await pageOf(it, kind));
    await pages.get('mimic')!.locator('.mimic-stage').waitFor();
    await pages.get('scene')!.locator('.scene-panel').first().waitFor();
    const seen: Record<string, readonly string[]> = {};
    for (const theme of ['dark', 'light'] as const) {
      for (const [kind, page] of pages) {
        await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe(theme);
        seen[`${kind} ${theme}`] = await found(page);
      }
      for (const key of ['F8', '?', 'v', 'f']) {
        await it.desk.keyboard.press(key);
        seen[`desk ${key} ${theme}`] = await found(it.desk);
        await it.desk.keyboard.press('Escape');
      }
      await it.desk.keyboard.press('t');
      await it.desk.keyboard.press('l');
    }
    expect(Object.entries(seen).filter(([, violations]) => violations.length > 0)).toEqual([]);
    expect(Object.keys(seen)).toHaveLength(18);
  } finally {
    await it.close();
    await park.end();
  }
});
