import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type Application, folder } from './application.ts';
import { demo } from './demo.ts';

const dummy = '/usr/lib/xorg/modules/drivers/dummy_drv.so';
const found = (program: string): boolean => (process.env['PATH'] ?? '').split(':').some((dir) => fs.existsSync(path.join(dir, program)));
const config = `Section "Device"\nIdentifier "d"\nDriver "dummy"\nVideoRam 256000\nEndSection
Section "Monitor"\nIdentifier "m"\nHorizSync 5.0-1000.0\nVertRefresh 5.0-200.0\nModeline "1920x1080" 148.50 1920 2448 2492 2640 1080 1084 1089 1125 +Hsync +Vsync\nEndSection
Section "Screen"\nIdentifier "s"\nDevice "d"\nMonitor "m"\nDefaultDepth 24\nSubSection "Display"\nDepth 24\nVirtual 3840 1080\nModes "1920x1080"\nEndSubSection\nEndSection\n`;

/** An X server of its own with two monitors whose cables the test can pull. */
async function twoMonitors() {
  const at = folder();
  fs.writeFileSync(path.join(at.path, 'xorg.conf'), config);
  const server = spawn('Xorg', ['-config', path.join(at.path, 'xorg.conf'), '-logfile', path.join(at.path, 'log'), '-noreset', '-displayfd', '3'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((told, failed) => { server.stdio[3]?.once('data', (bytes: Buffer) => told(bytes.toString().trim())); server.once('exit', () => failed(new Error('Xorg ended'))); });
  const display = `:${number}`;
  const xrandr = (...args: string[]): void => void execFileSync('xrandr', args, { env: { ...process.env, DISPLAY: display } });
  xrandr('--addmode', 'DUMMY1', '1920x1080');
  const second = (on: boolean): void => xrandr('--output', 'DUMMY1', ...(on ? ['--mode', '1920x1080', '--right-of', 'DUMMY0'] : ['--off']));
  second(true);
  xrandr();   // asks the outputs anew: before that, clients see one monitor
  return { display, second, end: () => { server.kill(); at.end(); } };
}
const standing = ({ app }: Application) => app.evaluate(({ BrowserWindow, screen }) => ({
  displays: screen.getAllDisplays().length,
  windows: BrowserWindow.getAllWindows().map((w) => ({ kind: /windows\/(\w+)/.exec(w.webContents.getURL())?.[1] ?? '?', seen: w.isVisible() && !w.isMinimized(), full: w.isFullScreen(), ...w.getBounds() })).toSorted((a, b) => a.kind.localeCompare(b.kind)),
}));

test('a cable is pulled: the alarm screen comes over, seen and beside the list, and goes back full when the monitor is there again', async () => {
  test.skip(!found('Xorg') || !found('xrandr') || !fs.existsSync(dummy), 'needs Xorg with its dummy driver, and xrandr (Debian: xserver-xorg-core, xserver-xorg-video-dummy, x11-xserver-utils); windows.spec.ts tells the same story with Electron\'s own events');
  const monitors = await twoMonitors();
  const before = process.env['DISPLAY'];
  process.env['DISPLAY'] = monitors.display;
  const park = await demo('calm');
  const it = await park.open('--lang', 'en', '--profile', 'desk-alarms');
  const alarms = async () => (await standing(it)).windows.find((w) => w.kind === 'alarms');
  try {
    await expect.poll(async () => { const w = await alarms(); return w !== undefined && w.seen && w.full && w.x === 1920; }, { timeout: 30_000 }).toBe(true);
    const pulledAt = Date.now();
    monitors.second(false);
    await expect.poll(async () => { const { displays, windows } = await standing(it); return displays === 1 && windows.every((w) => w.seen && w.x >= 0 && w.x + w.width <= 1920); }, { intervals: [50] }).toBe(true);
    test.info().annotations.push({ type: 'moved after', description: `${Date.now() - pulledAt} ms` });
    expect(await alarms()).toMatchObject({ full: false });
    expect((await alarms())!.x).toBeGreaterThanOrEqual(640);
    monitors.second(true);
    await expect.poll(async () => { const w = await alarms(); return w !== undefined && w.seen && w.full && w.x === 1920; }).toBe(true);
  } finally {
    await it.close();
    await park.end();
    if (before === undefined) delete process.env['DISPLAY']; else process.env['DISPLAY'] = before;
    monitors.end();
  }
});
