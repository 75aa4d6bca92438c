import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { expect, test } from '@playwright/test';
import { picture, ROOT } from './application.ts';
import { plainBrowser } from './browser.ts';
import { demo } from './demo.ts';

/** The engine without Electron, with its web door open at `port`; resolves with the port once it is there. */
async function engine(site: string, data: string, port: number): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = spawn(process.execPath, ['main/engine/cli.ts', '--site', site, '--data', data, '--web', String(port)], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  const at = Promise.withResolvers<number>();
  const said: string[] = [];
  readline.createInterface({ input: child.stderr }).on('line', (line) => { said.push(line); const found = /^web http:\/\/127\.0\.0\.1:(\d+)\//.exec(line); if (found !== null) at.resolve(Number(found[1])); });
  child.on('exit', (code) => at.reject(new Error(`engine ended with ${code}: ${said.join('\n')}`)));
  at.promise.catch(() => undefined);
  return { child, port: await at.promise };
}
const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => { if (child.exitCode !== null || child.signalCode !== null) resolve(); else child.once('exit', () => resolve()); });

test('the desk in a browser: token, leak, one key, and back after the engine was killed', async () => {
  const park = await demo('leak-at-tank-7', 4);
  let running = await engine(park.site, park.data, 0);
  const browser = await plainBrowser(2);
  const [desk, scene] = browser.pages;
  if (desk === undefined || scene === undefined) throw new Error('no page');
  const complaints: string[] = [];
  desk.on('console', (m) => { if (m.type() === 'error' && !/WebSocket/.test(m.text())) complaints.push(m.text()); });
  desk.on('pageerror', (e) => complaints.push(e.message));
  try {
    test.info().annotations.push({ type: 'browser', description: browser.name });
    scene.on('pageerror', (e) => complaints.push(`scene: ${e.message}`));
    await desk.goto(`http://127.0.0.1:${running.port}/`);
    const token = fs.readFileSync(path.join(park.data, 'secrets', 'web-token'), 'utf8').trim();
    const field = desk.locator('#token');
    await field.fill('0'.repeat(64));
    await field.press('Enter');
    await expect(desk.locator('#token-said')).not.toBeEmpty();
    await picture(desk, 'web-token');
    complaints.length = 0;                                  // the browser's own word about the 401
    await field.fill(token);
    await field.press('Enter');

    const row = desk.getByRole('option').filter({ hasText: 'GD-A09' }).first();
    await expect(row).toBeVisible({ timeout: 30_000 });
    await row.click();
    await desk.keyboard.press('a');
    await expect(desk.locator('.log li').filter({ hasText: 'GD-A09' }).first()).toBeVisible();
    await picture(desk, 'web-desk');

    // the scene, beside it: the same park, and one selection
    await scene.goto(`http://127.0.0.1:${running.port}/windows/scene/index.html#token=${token}`);
    await expect(scene.locator('canvas').first()).toBeVisible({ timeout: 30_000 });
    await row.click();
    await expect(scene.getByText('GD-A09').first()).toBeVisible();
    expect(scene.url()).not.toContain(token);
    await picture(scene, 'web-scene');

    running.child.kill('SIGKILL');
    await ended(running.child);
    await expect(desk.locator('.banners p').first()).toBeVisible();
    running = await engine(park.site, park.data, running.port);
    await expect(desk.locator('.banners p')).toHaveCount(0, { timeout: 20_000 });
    await expect(row).toBeVisible();
    expect(complaints).toEqual([]);
  } finally { await browser.close(); running.child.kill('SIGTERM'); await ended(running.child); await park.end(); }
});

/** Runs in the page: every look of the driver counts as a touch for Chromium, so the rule for sound is kept here as Chromium has it: none before a pointer or a key. */
function untouched(): void {
  let touched = false;
  for (const gesture of ['pointerdown', 'keydown']) window.addEventListener(gesture, () => { touched = true; }, true);
  Object.defineProperty(navigator, 'userActivation', { get: () => ({ hasBeenActive: touched }) });
  Object.assign(window, {
    AudioContext: class extends AudioContext {
      override get state() { return touched ? super.state : 'suspended'; }
      override resume(): Promise<void> { return touched ? super.resume() : new Promise(() => {}); }
    },
  });
}

test('a browser that lets nothing sound yet: the desk says so until the first touch; another window opens in a tab of its own', async () => {
  const park = await demo('calm');
  const running = await engine(park.site, park.data, 0);
  const browser = await plainBrowser(1);
  const [desk] = browser.pages;
  if (desk === undefined) throw new Error('no page');
  try {
    const token = fs.readFileSync(path.join(park.data, 'secrets', 'web-token'), 'utf8').trim();
    await desk.addInitScript(untouched);
    await desk.goto(`http://127.0.0.1:${running.port}/windows/desk/index.html#token=${token}`);
    const muted = desk.getByRole('button', { name: '点击任意处启用声音' });
    await expect(muted).toBeVisible({ timeout: 30_000 });
    await picture(desk, 'web-muted');
    await desk.locator('h1').click();
    await expect(muted).toHaveCount(0);
    const [tab] = await Promise.all([desk.waitForEvent('popup'), desk.keyboard.press('Control+2')]);
    await expect(tab.locator('.screen-counters')).toBeVisible({ timeout: 30_000 });
    expect(new URL(tab.url()).pathname).toBe('/windows/alarms/index.html');
  } finally { await browser.close(); running.child.kill('SIGTERM'); await ended(running.child); await park.end(); }
});
