import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { demo } from './demo.ts';
import { picture } from './application.ts';

const wanted = (kind: string, mode: string) => ({ kind, show: null, display: null, bounds: null, mode, zoom: 1, text: 1 });

test('WIN-16 a kiosk stays: no key of its window and no close of the system ends it; a profile does, and so does the end of the application', async () => {
  const park = await demo('calm');
  fs.mkdirSync(path.join(park.data, 'workstation'), { recursive: true });
  fs.writeFileSync(path.join(park.data, 'workstation/profiles.json'), JSON.stringify({ format: 'watchroom-profiles', version: 1, start: 'Wall', profiles: [{ name: 'Wall', key: 4, windows: [wanted('desk', 'kiosk')] }, { name: 'Hand', key: 5, windows: [wanted('desk', 'normal')] }] }));
  const it = await park.open('--lang', 'en');
  const standing = () => it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => ({ full: w.isFullScreen(), menu: w.isMenuBarVisible() })));
  const kiosk = [{ full: true, menu: false }];
  try {
    await expect.poll(standing).toEqual(kiosk);
    await expect(it.desk.locator('.desk, [data-realm]').first()).toBeVisible();
    await picture(it.desk, 'kiosk');
    for (const [keyCode, ...modifiers] of [['F11'], ['Q', 'control'], ['W', 'control'], ['Escape']] as const) {   // as the system says them: what a page is told comes too late to hold a key back
      await it.app.evaluate(({ BrowserWindow }, input) => BrowserWindow.getAllWindows()[0]?.webContents.sendInputEvent(input as Electron.KeyboardInputEvent), { type: 'keyDown', keyCode, modifiers });
    }
    await it.app.evaluate(({ BrowserWindow }) => { for (const w of BrowserWindow.getAllWindows()) w.close(); });   // what Alt+F4 does
    await it.desk.keyboard.press('?');   // heard after all of them
    await expect(it.desk.getByRole('dialog')).toBeVisible();
    expect(await standing()).toEqual(kiosk);
    await it.desk.keyboard.press('Escape');
    await it.desk.keyboard.press('Control+Shift+5');
    await expect.poll(async () => (await standing()).map((w) => w.full)).toEqual([false]);
    await it.desk.keyboard.press('Control+Shift+4');
    await expect.poll(standing).toEqual(kiosk);
  } finally {
    await it.close();   // in a kiosk: it must end all the same
    await park.end();
  }
});
