import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { type Application, ROOT } from '../end-to-end/application.ts';
import { type Demo, demo } from '../end-to-end/demo.ts';

// What a page, a hand and another programme may try while there are accounts: in every window there is, the administrator's included.
const password = 'Quay-side-7x';
const html = '<img src=x onerror="crept=1"><b>sun</b>';
const keys: Readonly<Record<string, string>> = { alarms: 'Control+2', scene: 'Control+3', mimic: 'Control+4', admin: 'Control+5' };
let park: Demo;
let it: Application;

/** The window of a kind; opened by its key. */
async function windowOf(kind: string): Promise<Page> {
  const found = (): Page | undefined => it.app.windows().find((w) => w.url().includes(`/windows/${kind}/`));
  if (found() === undefined) await it.desk.keyboard.press(keys[kind] ?? '');
  await expect.poll(() => found() !== undefined, { timeout: 30_000 }).toBe(true);
  return found()!;
}
const everyWindow = async (): Promise<readonly Page[]> => {
  const out: Page[] = [it.desk];
  for (const kind of Object.keys(keys)) out.push(await windowOf(kind));
  return out;
};
/** What crept in: a script that ran, an element out of somebody's name, another page. */
const crept = (page: Page) => page.evaluate(() => ({ ran: Reflect.get(globalThis, 'crept') as unknown, image: document.querySelector('img[src="x"]') !== null, at: location.pathname }));

test.beforeAll(async () => {
  test.setTimeout(180_000);
  park = await demo('calm', 4);
  it = await park.open('--lang', 'en', 'watchroom://admin?login=sun', 'https://example.org/', 'file:///etc/hosts');   // whoever starts it hands it addresses
  await expect(it.desk.locator('.alarm-row')).toHaveCount(3, { timeout: 90_000 });
});
test.afterAll(async () => { await it.close(); await park.end(); });

test('an address in the command line opens nothing but the desk', async () => {
  expect(it.app.windows().map((w) => new URL(w.url()).pathname)).toEqual(['/windows/desk/index.html']);
  expect(await it.app.evaluate(({ app }) => ['watchroom', 'http', 'https', 'file', 'app'].map((scheme) => app.isDefaultProtocolClient(scheme)))).toEqual([false, false, false, false, false]);
});

test('an address handed over by a second start does nothing: it ends, and the first stays as it was', async () => {
  const executable = await it.app.evaluate(({ app }) => app.getPath('exe'));
  const before = it.app.windows().map((w) => w.url());
  const second = spawn(executable, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT, '--data', park.data, 'watchroom://seat/override?reason=now', 'https://example.org/'], { cwd: ROOT, stdio: 'ignore' });
  expect(await new Promise((done) => second.on('close', done))).toBe(4);
  const pretended = await it.app.evaluate(({ app }) => {
    app.emit('second-instance', { preventDefault: () => {} }, ['electron', '.', 'watchroom://x', '--site', '/elsewhere'], '/', {});
    app.emit('open-url', { preventDefault: () => {} }, 'watchroom://admin');
    app.emit('open-file', { preventDefault: () => {} }, '/etc/hosts');
    return app.listenerCount('open-url') + app.listenerCount('open-file');
  });
  expect(pretended).toBe(0);
  expect(it.app.windows().map((w) => w.url())).toEqual(before);
  await expect(it.desk.locator('.alarm-row')).toHaveCount(3);
});

test('HTML in a name is text, wherever the name is shown', async () => {
  test.setTimeout(120_000);
  const { desk } = it;
  await everyWindow();                                                      // an empty desk opens none
  await desk.getByRole('button', { name: 'Set up the first administrators' }).click();
  await desk.getByLabel('Setup token').fill(fs.readFileSync(path.join(park.data, 'secrets', 'setup-token'), 'utf8').trim());
  await desk.keyboard.press('Enter');
  for (const login of ['sun', 'zhao', 'qian']) {
    for (const text of [login, html, '', password]) { await desk.keyboard.insertText(text); await desk.keyboard.press('Tab'); }
    await desk.keyboard.insertText(password);
    await desk.keyboard.press('Enter');
  }
  await desk.keyboard.press('Enter');
  await expect(desk.locator('.seat-sheet')).toContainText('The accounts are there');
  await desk.locator('.seat-sheet').getByRole('button', { name: 'Log in' }).click();
  await desk.keyboard.insertText(html);                                     // where a login is typed as well
  await desk.keyboard.press('Tab');
  await desk.keyboard.insertText(html);
  await desk.keyboard.press('Enter');
  await expect(desk.locator('.seat-bar')).toContainText('Login, password or second factor is wrong');
  await desk.getByLabel('Login', { exact: true }).first().fill('sun');
  await desk.locator('input[type=password]').first().fill(password);
  await desk.keyboard.press('Enter');
  await expect(desk.locator('body')).toContainText('<img src=x onerror=');
  for (const page of await everyWindow()) expect((await crept(page)).ran, page.url()).toBeUndefined();
  for (const page of await everyWindow()) expect((await crept(page)).image, page.url()).toBe(false);
});

test('a file that is dragged into a window is not opened, in none of them, and nothing is changed by it', async () => {
  test.setTimeout(120_000);
  const file = path.join(park.data, '..', 'dropped.html');
  fs.writeFileSync(file, '<!doctype html><script>crept = 1</script>dropped');
  for (const page of await everyWindow()) {
    const before = await page.evaluate(() => ({ url: location.href, born: performance.timeOrigin }));
    const cdp = await page.context().newCDPSession(page);
    const { x, y } = await page.evaluate(() => ({ x: Math.round(innerWidth / 2), y: Math.round(innerHeight / 2) }));
    const data = { items: [{ mimeType: 'text/uri-list', data: 'https://example.org/' }, { mimeType: 'text/html', data: html }], files: [file], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await cdp.send('Input.dispatchDragEvent', { type, x, y, data });
    await page.waitForTimeout(300);                                          // a navigation would be under way
    expect(await page.evaluate(() => ({ url: location.href, born: performance.timeOrigin })), page.url()).toEqual(before);
    expect(await crept(page)).toMatchObject({ ran: undefined, image: false });
    expect(await page.locator('body').textContent()).not.toContain('dropped');
    await cdp.detach();
  }
  expect(it.app.windows().every((w) => w.url().startsWith('app://watchroom/windows/'))).toBe(true);
});

test('no window, and not the administrator\'s either, is given what it asks the system for', async () => {
  for (const page of await everyWindow()) {
    const answers = await page.evaluate(async () => {
      const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => 'granted', (e: Error) => e.name);
      const place = await new Promise((done) => { navigator.geolocation.getCurrentPosition(() => done('granted'), (e) => done(e.code)); });
      const read = await navigator.clipboard.readText().then(() => 'read', (e: Error) => e.name);
      return { media, place, note: await Notification.requestPermission(), read, keeps: [localStorage.length, sessionStorage.length, document.cookie] };
    });
    expect(answers, page.url()).toMatchObject({ place: 1, note: 'denied', read: 'NotAllowedError', keeps: [0, 0, ''] });
    expect(answers.media).not.toBe('granted');
  }
});

test('WIN-17 where nobody watches, no hand makes alarms dark: neither the system\'s close of a window nor the menu\'s Quit does anything, but administration closes', async () => {
  const kinds = (): Promise<readonly string[]> => it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => new URL(w.webContents.getURL()).pathname.split('/')[2] ?? '').toSorted());
  await expect(it.desk.locator('.seat-bar')).toContainText(/enrol a second factor first|Nobody on watch/);   // accounts there are, and nobody who may close anything
  await it.app.evaluate(({ BrowserWindow, Menu }) => {
    for (const w of BrowserWindow.getAllWindows()) w.close();
    const quit = Menu.getApplicationMenu()?.items[0]?.submenu?.items.at(-1);
    for (const w of BrowserWindow.getAllWindows()) quit?.click(undefined, w, w.webContents);
  });
  await expect.poll(kinds).toEqual(['alarms', 'desk', 'mimic', 'scene']);
  await expect(it.desk.locator('.alarm-row').first()).toBeVisible();
});
