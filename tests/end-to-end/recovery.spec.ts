import { expect, test } from '@playwright/test';
import { type Application, picture } from './application.ts';
import { demo } from './demo.ts';

/** The process of the engine, as Electron knows it. */
const enginePid = async ({ app }: Application): Promise<number> => {
  const pid = await app.evaluate(({ app: electron }) => electron.getAppMetrics().find((p) => p.serviceName === 'node.mojom.NodeService' || p.name === 'Watchroom engine')?.pid);
  if (pid === undefined) throw new Error('no engine runs');
  return pid;
};
/** What an officer can tell an alarm by: its name and whether somebody acknowledged it. Values and ages go on. */
const rows = async ({ desk }: Application): Promise<string[]> => (await desk.getByRole('option').allInnerTexts()).map((text) => `${text.split('\n')[1]} ${text.includes('Unack.') ? 'unacknowledged' : 'acknowledged'}`).toSorted();

test('the engine is killed: the window says so, it comes back, and alarms and acknowledgements are the same', async () => {
  const park = await demo('calm', 4);
  const it = await park.open('--lang', 'en');
  const { desk } = it;
  try {
    await expect(desk.getByRole('option')).toHaveCount(3);   // the three old alarms of the calm park
    const waiting = (await rows(it)).filter((r) => r.endsWith(' unacknowledged')).length;
    await desk.getByRole('option').first().click();                // the most urgent stands first
    await desk.keyboard.press('a');
    await expect(desk.locator('.log li').filter({ hasText: /cknowledged/ }).first()).toBeVisible();
    const before = await rows(it);
    expect(before.filter((r) => r.endsWith(' unacknowledged'))).toHaveLength(waiting - 1);

    const pid = await enginePid(it);
    process.kill(pid, 'SIGKILL');
    await expect(desk.locator('.banners')).toContainText('The engine was restarted');
    await picture(desk, 'engine-restarted');
    await expect.poll(() => rows(it)).toEqual(before);
    expect(await enginePid(it)).not.toBe(pid);
    await expect(desk.locator('.log li').filter({ hasText: 'Engine started' })).toHaveCount(2);
    expect(it.said()).toContain('SUP-04');

    park.park.scenario('leak-at-tank-7');               // and it hears us again
    const leak = desk.getByRole('option').filter({ hasText: 'GD-A09' }).filter({ hasText: 'High-high' });
    await expect(leak).toContainText('Unack.', { timeout: 45_000 });
    await leak.click();
    await desk.keyboard.press('a');
    await expect(leak).not.toContainText('Unack.');
  } finally { await it.close(); await park.end(); }
});

test('an engine that hangs is found by its silence, killed, and comes back', async () => {
  test.skip(process.platform === 'win32', 'Windows has no SIGSTOP');
  const park = await demo('calm');
  const it = await park.open('--lang', 'en');
  try {
    await expect(it.desk.getByRole('option')).toHaveCount(3);
    process.kill(await enginePid(it), 'SIGSTOP');
    await expect(it.desk.locator('.banners')).toContainText('it had stopped answering', { timeout: 30_000 });
    await expect(it.desk.getByRole('option')).toHaveCount(3);
    expect(it.said()).toContain('SUP-08');
  } finally { await it.close(); await park.end(); }
});

test('the window is killed: it comes back with its alarms, and the journal says so', async () => {
  const park = await demo('calm');
  const it = await park.open('--lang', 'en');
  try {
    await expect(it.desk.getByRole('option')).toHaveCount(3);
    await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await expect.poll(() => it.said()).toMatch(/window desk (crashed|killed) attempt 1/);
    const seen = () => it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      '({ rows: document.querySelectorAll("[role=option]").length, log: document.querySelector(".log")?.innerText ?? "" })') as Promise<{ rows: number; log: string }>);
    await expect.poll(async () => (await seen()).rows, { timeout: 20_000 }).toBe(3);
    await expect.poll(async () => (await seen()).log).toContain('A window had crashed');
  } finally { await it.close(); await park.end(); }
});
