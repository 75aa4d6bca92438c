import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type Application, ROOT } from '../end-to-end/application.ts';
import { type Demo, demo } from '../end-to-end/demo.ts';

// One test per item of Electron's security checklist (docs/tutorial/security.md), in its order, against the real application.
let park: Demo;
let it: Application;
test.beforeAll(async () => {
  park = await demo('calm');
  it = await park.open('--lang', 'en');
  await expect(it.desk.locator('.alarm-row')).toHaveCount(3, { timeout: 30_000 });
});
test.afterAll(async () => { await it.close(); await park.end(); });

/** What Chromium was really told about our window. */
const preferences = () => it.app.evaluate(({ BrowserWindow }) => (BrowserWindow.getAllWindows()[0]!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences());
const address = () => it.desk.evaluate(() => location.href);
const sources = (room: string): string => fs.globSync(`${room}/**/*.{ts,tsx,html}`, { cwd: ROOT }).map((f) => fs.readFileSync(path.join(ROOT, f), 'utf8')).join('\n');

test('1: only secure content: nothing is loaded but our own files', async () => {
  expect(new URL(await address()).protocol).toBe('app:');
  const loaded = await it.desk.evaluate(() => [...document.querySelectorAll('script[src], link[href], img[src]')].map((e) => (e as HTMLScriptElement).src || (e as HTMLLinkElement).href));
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.filter((name) => !name.startsWith('app://watchroom/'))).toEqual([]);
  expect(await it.desk.evaluate(() => isSecureContext)).toBe(true);
  const outside = await it.app.evaluate(({ net }) => net.fetch('http://127.0.0.1:1/').then(() => 'answered', (e: Error) => e.message));
  expect(outside).toContain('ERR_BLOCKED_BY_CLIENT');
});

test('2: no Node integration', async () => {
  const given = await preferences();
  expect(['nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames'].map((key) => given[key] ?? false)).toEqual([false, false, false]);
  expect(await it.desk.evaluate(() => [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process'), typeof Reflect.get(globalThis, 'Buffer'), typeof Reflect.get(globalThis, 'module')])).toEqual(['undefined', 'undefined', 'undefined', 'undefined']);
});

test('3: context isolation', async () => {
  expect(await preferences()).toMatchObject({ contextIsolation: true });
});

test('4: process sandboxing', async () => {
  expect(await preferences()).toMatchObject({ sandbox: true });
  const given = await it.app.evaluate(({ app }) => app.commandLine.hasSwitch('no-sandbox'));
  expect(given).toBe(process.getuid?.() === 0);   // only what root's command line says; the application itself never asks for it
  expect(sources('main')).not.toMatch(/appendSwitch\(\s*['"]no-sandbox/);
});

test('5: permission requests are refused', async () => {
  const answers = await it.desk.evaluate(async () => {
    const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => 'granted', (e: Error) => e.name);
    const place = await new Promise((done) => { navigator.geolocation.getCurrentPosition(() => done('granted'), (e) => done(e.code)); });
    const asked = await Promise.all((['camera', 'geolocation', 'notifications', 'midi'] as PermissionName[]).map(async (name) => (await navigator.permissions.query({ name })).state));
    return { media, place, note: await Notification.requestPermission(), asked };
  });
  expect(answers).toMatchObject({ place: 1, note: 'denied', asked: ['denied', 'denied', 'denied', 'denied'] });
  expect(answers.media).not.toBe('granted');
});

test('6: webSecurity stays on', async () => {
  expect(await preferences()).toMatchObject({ webSecurity: true });
});

test('7: a strict Content-Security-Policy, in force', async () => {
  const policy = await it.desk.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  const tried = await it.desk.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.crept = true';
    document.body.append(inline);
    const code = await new Promise((done) => setTimeout(() => { try { done((Reflect.get(globalThis, 'eval') as (text: string) => unknown)('1')); } catch (e) { done((e as Error).name); } }));   // later, since the debugger's own calls may eval
    const wire = await fetch('https://example.org/').then(() => 'reached', () => 'refused');
    const frame = document.createElement('iframe');
    frame.src = 'app://watchroom/windows/desk/index.html';
    document.body.append(frame);
    await new Promise((go) => { frame.onload = go; setTimeout(go, 1500); });
    const framed = (() => { try { return frame.contentDocument?.querySelector('#root') !== null && frame.contentDocument !== null; } catch { return false; } })();
    frame.remove();
    inline.remove();
    return { crept: Reflect.get(globalThis, 'crept') as unknown, code, wire, framed };
  });
  expect(tried).toEqual({ crept: undefined, code: 'EvalError', wire: 'refused', framed: false });
});

test('8: no insecure content beside it', async () => {
  expect(await preferences()).toMatchObject({ allowRunningInsecureContent: false });
});

test('9, 10: no experimental features, no Blink features by hand', async () => {
  const given = await preferences();
  expect(given['experimentalFeatures'] ?? false).toBe(false);
  expect(given['enableBlinkFeatures'] ?? '').toBe('');
});

test('11, 12: no webview: none can be made, and one that were attached would be refused', async () => {
  expect(await preferences()).toMatchObject({ webviewTag: false });
  expect(await it.desk.evaluate(() => { const v = document.createElement('webview'); document.body.append(v); const made = 'loadURL' in v; v.remove(); return made; })).toBe(false);
  const stopped = await it.app.evaluate(({ BrowserWindow }) => {
    const event = { prevented: false, preventDefault() { this.prevented = true; } };
    BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, {});
    return event.prevented;
  });
  expect(stopped).toBe(true);
});

test('13: navigation is refused', async () => {
  const before = await address();
  for (const to of ['https://example.org/', 'file:///etc/hosts', 'app://elsewhere/', 'app://watchroom/-/failure', 'data:text/html,hello'])
    await it.desk.evaluate((url) => { const a = document.createElement('a'); a.href = url; document.body.append(a); a.click(); a.remove(); }, to);
  await it.desk.waitForFunction(() => document.querySelectorAll('.alarm-row').length === 3);
  expect(await address()).toBe(before);
  expect(it.said()).toContain('refused navigation https://example.org/');
});

test('13b: nothing is downloaded', async () => {
  await it.desk.evaluate(() => { const a = document.createElement('a'); a.href = 'data:application/octet-stream,abc'; a.download = 'abc.bin'; document.body.append(a); a.click(); a.remove(); });
  await expect.poll(() => it.said()).toContain('refused download data:');
  const panel = (): Promise<boolean> => it.desk.evaluate(() => document.querySelector('.windows-head') !== null);   // and the page that tried has its ports still
  await it.desk.keyboard.press('F8');
  await expect.poll(panel).toBe(true);
  await it.desk.keyboard.press('F8');
  await expect.poll(panel).toBe(false);
  expect(await it.desk.evaluate(() => document.querySelector('.health')?.textContent)).toContain('Connected');
});

test('14: new windows are refused', async () => {
  expect(await it.desk.evaluate(() => [window.open('https://example.org/'), window.open('app://watchroom/windows/desk/index.html'), window.open('about:blank')])).toEqual([null, null, null]);
  expect(await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('15: nothing is opened outside', () => {
  expect(sources('main') + sources('preload')).not.toMatch(/shell\.openExternal|shell\.openPath|openExternal\(/);
});

test('16: the Electron that runs is the one that is pinned, of a supported line', async () => {
  const pinned = (JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> }).devDependencies['electron'];
  expect(await it.app.evaluate(() => process.versions['electron'])).toBe(pinned);
  expect(Number(pinned?.split('.')[0])).toBeGreaterThanOrEqual(42);
});

test('17: the sender of every IPC message is checked', async () => {
  const channels = await it.app.evaluate(({ ipcMain }) => ({ heard: ipcMain.eventNames().map(String).filter((n) => !n.startsWith('ELECTRON') && !n.startsWith('-') && n !== 'error'), own: ipcMain.listenerCount('ready') }));
  expect(channels).toEqual({ heard: ['ready'], own: 1 });
  const preload = path.join(ROOT, 'out', 'preload', 'index.cjs');
  const ports = await it.app.evaluate(async ({ BrowserWindow }, file) => {   // a window that is none of ours, with our preload and our very page
    const rogue = new BrowserWindow({ show: false, webPreferences: { preload: file, sandbox: true, contextIsolation: true } });
    const given: string[] = [];
    const post = rogue.webContents.postMessage.bind(rogue.webContents);
    rogue.webContents.postMessage = (name: string, ...rest: unknown[]) => { given.push(name); Reflect.apply(post, null, [name, ...rest]); };
    await rogue.loadURL('app://watchroom/windows/desk/index.html');
    await new Promise((go) => setTimeout(go, 500));
    rogue.destroy();
    return given;
  }, preload);
  expect(ports).toEqual([]);
  expect(it.said()).toContain('refused message app://watchroom/windows/desk/index.html');
  const again = await it.app.evaluate(({ BrowserWindow, ipcMain }) => {   // our own page, from a frame that is not its main frame
    const contents = BrowserWindow.getAllWindows()[0]!.webContents;
    const given: string[] = [];
    const post = contents.postMessage.bind(contents);
    contents.postMessage = (name: string, ...rest: unknown[]) => { given.push(name); Reflect.apply(post, null, [name, ...rest]); };
    ipcMain.emit('ready', { sender: contents, senderFrame: { origin: 'app://watchroom', url: 'app://watchroom/frame' } });
    ipcMain.emit('ready', { sender: contents, senderFrame: null });
    contents.postMessage = post;
    return given;
  });
  expect(again).toEqual([]);
});

test('18: no file://, but a scheme of our own that stays in its folder', async () => {
  expect(sources('main/shell')).not.toMatch(/loadFile\(|['"`]file:\/\//);
  const statuses = await it.desk.evaluate(() => Promise.all(
    ['/windows/desk/index.html', '/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/windows', '/main/index.js', '/nothing.js'].map(async (p) => (await fetch(p).catch(() => null))?.status ?? 0)));
  expect(statuses[0]).toBe(200);
  expect(statuses.slice(1).every((s) => s === 404 || s === 0)).toBe(true);
  expect(await it.desk.evaluate(() => fetch('/windows/desk/index.html', { method: 'POST', body: 'x' }).then((r) => r.status))).toBe(405);
});

test('20: no Electron API is exposed to the page', async () => {
  const added = await it.desk.evaluate(() => Object.getOwnPropertyNames(globalThis).filter((n) => /electron|ipcRenderer|bridge|^require$|^process$|^api$/i.test(n)));
  expect(added).toEqual([]);
  expect(sources('preload')).not.toMatch(/contextBridge|exposeInMainWorld/);
});

test('every kind of window is as closed as the desk, and only the scene may compile WebAssembly', async () => {
  const built = fs.readdirSync(path.join(ROOT, 'out', 'renderer', 'windows'));
  const keys: Readonly<Record<string, string>> = { alarms: 'Control+2', scene: 'Control+3', mimic: 'Control+4', admin: 'Control+5', trend: 'Control+6' };
  for (const kind of built.filter((k) => k in keys)) {
    await it.desk.keyboard.press(keys[kind]!);
    await expect.poll(() => it.app.windows().some((w) => w.url().includes(`/windows/${kind}/`)), { timeout: 20_000 }).toBe(true);
  }
  const all = await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => (w.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()));
  expect(all).toHaveLength(built.length);
  for (const given of all) {
    expect(given).toMatchObject({ sandbox: true, contextIsolation: true, webSecurity: true, allowRunningInsecureContent: false, webviewTag: false });
    expect(['nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'experimentalFeatures'].map((key) => given[key] ?? false)).toEqual([false, false, false, false]);
  }
  for (const page of it.app.windows()) {
    const scene = page.url().includes('/windows/scene/');
    const policy = await page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("'unsafe-eval'");
    expect([policy?.includes('wasm-unsafe-eval'), policy?.includes('blob:')]).toEqual([scene, scene]);
    expect(await page.evaluate(() => [window.open('https://example.org/'), typeof Reflect.get(globalThis, 'require'), isSecureContext])).toEqual([null, 'undefined', true]);
    const before = page.url();
    await page.evaluate(() => { const a = document.createElement('a'); a.href = 'https://example.org/'; document.body.append(a); a.click(); a.remove(); });
    expect(await page.evaluate(() => location.href)).toBe(before);
  }
});
