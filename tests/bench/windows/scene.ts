import type { ElectronApplication, Page } from '@playwright/test';
import { readSite } from '#storage';
import { launch } from '../../end-to-end/application.ts';
import { load, percentile, row, type Row } from '../report.ts';
import { moved } from './scene-moving.ts';
import { usedBeside, windowOf } from './processes.ts';
import { wholePark } from './whole-park.ts';

const bench = 'windows';
const [settleMs, quietMs] = [15_000, 3000];
const wait = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));
/** How a machine without a graphics card draws by itself: Chromium's compositor in software, WebGL by SwiftShader. With `all`, the compositor goes through SwiftShader as well: the same as a card would, and far dearer. */
const drawn = [
  { name: 'compositor in software, WebGL by SwiftShader', flags: ['--disable-gpu-compositing'], all: false },
  { name: 'compositor and WebGL by SwiftShader', flags: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'], all: true },
] as const;

/** Milliseconds from the window's navigation to its first picture, and to the last frame of what came after it (everything loaded: a second without a frame). */
const pictures = (page: Page): Promise<{ first: number; last: number }> => page.evaluate(() => new Promise((done) => {
  let last = performance.now();
  const look = (): void => {
    const first = performance.getEntriesByName('scene-first-picture')[0]?.startTime;
    if (first !== undefined && performance.now() - last > 1000) done({ first, last });
    else if (performance.now() > 60_000) done({ first: first ?? Number.NaN, last: Number.NaN });
    else setTimeout(look, 100);
  };
  const hear = (): void => {
    const host = document.querySelector('.scene-host');
    if (host === null) { setTimeout(hear, 20); return; }
    host.addEventListener('scene-drawn', () => { last = performance.now(); });
    look();
  };
  hear();
}));

/** Resolves when the globe has drawn nothing for three seconds: all is there that is to be seen. */
const quiet = (page: Page): Promise<void> => page.evaluate((ms) => new Promise<void>((done) => {
  const host = document.querySelector('.scene-host');
  let timer = setTimeout(done, ms);
  const heard = (): void => { clearTimeout(timer); timer = setTimeout(() => { host?.removeEventListener('scene-drawn', heard); done(); }, ms); };
  host?.addEventListener('scene-drawn', heard);
}), quietMs);

/** Drags over the map for `ms`, four pixels a frame, back and forth: left pans, right turns. Returns when each frame was drawn. */
const dragged = (page: Page, button: 0 | 2, ms: number): Promise<number[]> => page.evaluate(([pressed, length]) => new Promise((done) => {
  const canvas = document.querySelector<HTMLCanvasElement>('.scene-over')!;
  canvas.setPointerCapture = () => undefined;   // a made pointer cannot be captured
  const host = document.querySelector('.scene-host')!;
  const at: number[] = [];
  const heard = (): void => void at.push(performance.now());
  host.addEventListener('scene-drawn', heard);
  const box = canvas.getBoundingClientRect();
  let [x, step] = [box.left + box.width / 2, 0];
  const say = (type: string): boolean => canvas.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: pressed, clientX: x, clientY: box.top + box.height / 2, bubbles: true }));
  say('pointerdown');
  const began = performance.now();
  requestAnimationFrame(function next() {
    if (performance.now() - began > length) { say('pointerup'); host.removeEventListener('scene-drawn', heard); done(at); return; }
    x += Math.floor(step++ / 120) % 2 === 0 ? 4 : -4;
    say('pointermove');
    requestAnimationFrame(next);
  });
}), [button, ms] as const);

/** Frames a second and processor time a frame while the camera moves. `limit`: of the frames; null: printed only. */
async function moving(app: ElectronApplication, page: Page, what: 'turning' | 'panning', ms: number, limit: string | null): Promise<readonly Row[]> {
  const before = await usedBeside(app, 'scene');
  const at = await dragged(page, what === 'turning' ? 2 : 0, ms);
  const after = await usedBeside(app, 'scene');
  const times = at.slice(1).map((t, i) => t - (at[i] ?? t));
  const perFrame = (of: keyof typeof after): number => ((after[of] - before[of]) * 1000) / Math.max(1, at.length);
  const own = ['page', 'GPU process', 'browser process'] as const;
  return [
    row(bench, `scene ${what}: frames a second at 1280x720 (${load()})`, (1000 * times.length) / ((at.at(-1) ?? 1) - (at[0] ?? 0)), 'fps', limit),
    row(bench, `scene ${what}: frame time p95`, percentile(times, 95), 'ms'),
    ...own.map((of) => row(bench, `scene ${what}: processor time a frame, ${of}`, perFrame(of), 'ms')),
    row(bench, `scene ${what}: processor time a frame, together (20 frames a second on two cores: below 100 ms)`, own.reduce((sum, of) => sum + perFrame(of), 0), 'ms'),
  ];
}
/** What standing still costs while values change, the scene's page and what draws it together. */
async function standing(app: ElectronApplication, page: Page, what: string, ms: number): Promise<readonly Row[]> {
  const drawnMeanwhile = page.evaluate((length) => new Promise<number>((done) => { let n = 0; const host = document.querySelector('.scene-host'); const heard = (): void => { n++; }; host?.addEventListener('scene-drawn', heard); setTimeout(() => { host?.removeEventListener('scene-drawn', heard); done(n); }, length); }), ms);
  const [before, began] = [await usedBeside(app, 'scene'), performance.now()];
  const frames = await drawnMeanwhile;
  const [after, passed] = [await usedBeside(app, 'scene'), (performance.now() - began) / 1000];
  const share = (of: keyof typeof after): number => ((after[of] - before[of]) * 100) / passed;
  const own = ['page', 'GPU process', 'browser process'] as const;
  return [
    row(bench, `scene ${what}: page, GPU and browser process together (${load()})`, own.reduce((sum, of) => sum + share(of), 0), '% of a core', '<= 5'),
    ...own.map((of) => row(bench, `scene ${what}: ${of}`, share(of), '% of a core')),
    row(bench, `scene ${what}: frames of the globe meanwhile (0: no state changed)`, frames, 'frames'),
  ];
}
/** Chooses a point with the keyboard, as an officer would: its card opens. */
async function choose(page: Page, point: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(point);
  await page.locator('[role=dialog] [role=option]', { hasText: point }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.card h2').waitFor();
}

/** The scene in the real application on the whole park, in 1280x720, with nothing else to be seen: first picture, turning and panning, standing still; and 10,000 things that move. `long`: once more with everything drawn by SwiftShader. */
export async function scene(seconds: number, long: boolean): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, flags, all } of long ? drawn : drawn.slice(0, 1)) {
    const park = await wholePark();
    const site = await readSite(park.site);
    const application = await launch(['--site', park.site, '--data', park.data, '--profile', 'desk-alarms-scene'], flags);
    process.stdout.write(`scene: ${name} (${flags.join(' ')}); ${load()}\n`);
    const said = (r: Row): Row => (all ? { ...r, metric: `${r.metric}, all by SwiftShader`, limit: null, ok: null } : r);
    try {
      const page = await windowOf(application.app, 'scene');
      await wait(settleMs);   // a window that is hidden before it was first shown is shown all the same
      const seen = await application.app.evaluate(({ BrowserWindow }) => {
        for (const w of BrowserWindow.getAllWindows()) if (w.webContents.getURL().includes('/windows/scene/')) { w.setFullScreen(false); w.setMenuBarVisibility(false); w.setContentSize(1280, 720); } else { w.webContents.setBackgroundThrottling(true); w.hide(); }   // what is hidden and not throttled is drawn all the same
        return BrowserWindow.getAllWindows().filter((w) => w.isVisible()).length;
      });
      rows.push(said(row(bench, 'scene: windows that are seen', seen, 'windows', '= 1')));
      await wait(2000);
      const [width, height] = await page.evaluate(() => [innerWidth, innerHeight] as const);
      if (site.ok && !all) rows.push(row(bench, 'scene: live points', site.value.site.points.length, 'points', '>= 2000'), row(bench, 'scene: assets', site.value.site.assets.length, 'assets', '>= 500'));
      rows.push(said(row(bench, 'scene: width of the window', width, 'px', '= 1280')), said(row(bench, 'scene: height of the window', height, 'px', '= 720')));
      for (const again of ['first', 'second']) {
        await page.reload();
        const { first, last } = await pictures(page);
        rows.push(said(row(bench, `scene: navigation to first picture, ${again} load (${load()})`, first / 1000, 's', '<= 3')), said(row(bench, `scene: navigation to the last frame of loading, ${again} load`, last / 1000, 's')));
      }
      await quiet(page);
      for (const what of ['turning', 'panning'] as const) { rows.push(...(await moving(application.app, page, what, seconds * 1000, '>= 20')).map(said)); await wait(2000); }
      await quiet(page);
      rows.push(...(await standing(application.app, page, 'standing', 2 * seconds * 1000)).map(said));
      await choose(page, 'T-01.LEVEL');
      await quiet(page);
      rows.push(...(await standing(application.app, page, 'standing, card open', 2 * seconds * 1000)).map(said));
    } finally { await application.close(); await park.end(); }
  }
  return [...rows, ...await moved(seconds)];
}
