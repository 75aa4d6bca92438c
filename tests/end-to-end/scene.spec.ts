import fs from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { folder, ROOT } from './application.ts';
import { openScene, type Opened } from './open-scene.ts';

/** The scene as it ships, over the real site, its tiles and its policy, with an engine double; in a real Electron that draws in software. */
const site = path.join(ROOT, 'resources/sites/whole');
const keep = folder();
test.afterAll(() => keep.end());
const first = `performance.getEntriesByName('scene-first-picture').length`;

const open = (query = '', broken: ReadonlySet<string> = new Set(), webgl: 'on' | 'off' = 'on'): Promise<Opened> => openScene(site, keep.path, { query, broken, webgl });
const say = (page: Page, code: string): Promise<unknown> => page.evaluate(code);
const drawnIn = (page: Page, ms: number): Promise<unknown> => page.evaluate(`new Promise((done) => { let n = 0; const host = document.querySelector('.scene-host'); const heard = () => n++; host.addEventListener('scene-drawn', heard); setTimeout(() => { host.removeEventListener('scene-drawn', heard); done(n); }, ${ms}); })`);

test.describe('the scene', () => {
  let it: Opened;
  test.beforeAll(async () => { it = await open(); await expect.poll(() => say(it.page, first), { timeout: 40_000 }).toBe(1); });
  test.afterAll(async () => { await it.close(); });

  test('draws the park from its own files: nothing is asked of the outside, and nothing is complained of', async () => {
    await expect.poll(() => say(it.page, first)).toBe(1);
    expect(await say(it.page, 'scene.view().kind()')).toBe('globe');
    await expect.poll(() => it.asked.filter((a) => /coarse_.*\.glb$/.test(a)).length).toBeGreaterThan(5);
    expect(await it.outside()).toEqual([]);
    expect(it.said.filter((s) => !s.includes('404'))).toEqual([]);
  });
  test('costs nothing while values change and states stand, and draws at once when the camera moves', async () => {
    await say(it.page, `engine.choose({ kind: 'asset', id: 'T-01' })`);
    await expect.poll(async () => say(it.page, `scene.values.get('T-01.LEVEL') !== null`)).toBe(true);
    await expect.poll(() => drawnIn(it.page, 1500), { timeout: 40_000 }).toBe(0);
    const before = await say(it.page, `scene.values.get('T-01.LEVEL').value`);
    expect(await drawnIn(it.page, 3000)).toBe(0);
    expect(await say(it.page, `scene.values.get('T-01.LEVEL').value`)).not.toBe(before);
    const drawn = drawnIn(it.page, 3000);
    await it.page.keyboard.press('q');
    expect(await drawn).toBeGreaterThan(0);
  });
  test('shows a second of the clock, of the card and of the wind in frames of their own', async () => {
    await say(it.page, `engine.choose({ kind: 'asset', id: 'T-01' })`);
    await expect(it.page.locator('.card h2')).toBeVisible();
    const changed = (): Promise<{ readonly part: string; readonly at: number }[]> => say(it.page, `new Promise((done) => {
      const heard = [];
      const ear = new MutationObserver((changes) => { for (const { target } of changes) { const part = target.parentElement?.closest('.scene-clock, .card, .wind'); if (part) heard.push({ part: ['scene-clock', 'card', 'wind'].find((name) => part.classList.contains(name)), at: performance.now() }); } });
      ear.observe(document.body, { subtree: true, characterData: true });
      setTimeout(() => { ear.disconnect(); done(heard); }, 4000);
    })`) as Promise<{ part: string; at: number }[]>;
    await expect.poll(async () => {
      const heard = await changed();
      const clock = heard.filter((h) => h.part === 'scene-clock');
      const card = heard.filter((h) => h.part === 'card' && h.at > (clock[0]?.at ?? Infinity));
      return card.length > 0 && card.every((h) => h.at - (clock.findLast((c) => c.at <= h.at)?.at ?? h.at) > 150);
    }, { timeout: 20_000 }).toBe(true);
  });
  test('draws what moves where it is, and more or fewer things the next time', async () => {
    const middle = (): Promise<unknown> => say(it.page, `(() => { const [globe] = scene.view().picture(); const pen = new OffscreenCanvas(globe.width, globe.height).getContext('2d'); pen.drawImage(globe, 0, 0); return pen.getImageData(globe.width >> 1, globe.height >> 1, 1, 1).data.join(); })()`);
    const put = (things: string): Promise<unknown> => say(it.page, `(() => { const { east, north } = scene.view().camera().target; scene.view().moving(${things}); })()`);
    await say(it.page, `scene.view().look({ lon: 122.9379, lat: 31.2242, height: 5, range: 420, heading: 0, pitch: 90, plan: true })`);
    await expect.poll(() => drawnIn(it.page, 1000), { timeout: 40_000 }).toBe(0);
    const ground = await middle();
    await put('new Float64Array([east, north, 60])');
    expect(await middle()).not.toBe(ground);
    await put('Float64Array.from({ length: 30_000 }, (_, i) => i % 3 === 0 ? east + 150 : i % 3 === 1 ? north : 60)');
    expect(await middle()).toBe(ground);
    await put('new Float64Array([east + 150, north, 60, east, north, 60])');
    expect(await middle()).not.toBe(ground);
    await put('null');
    expect(await middle()).toBe(ground);
  });
  test('goes where another window looks, and tells the others what was chosen here', async () => {
    await say(it.page, `engine.choose({ kind: 'asset', id: 'T-05' })`);
    await expect.poll(() => say(it.page, 'Math.round(scene.view().camera().range)')).toBe(420);
    const mark = await say(it.page, `(() => { const t = scene.view().inView().find((x) => x.of === 'mark' && x.mark.level !== null); return t === undefined ? null : t.mark.alarm; })()`);
    await it.page.keyboard.press('i');
    await it.page.locator('.in-view li button').first().click();
    await expect.poll(() => say(it.page, 'scene.selected.state.getState().selection.by')).toBe('scene');
    if (mark !== null) expect(await say(it.page, 'scene.selected.state.getState().selection.what.kind')).toBe('alarm');
    await it.page.keyboard.press('i');
  });
  test('goes back to what is chosen already: by Z here, and by Z at the desk; another moment moves nothing', async () => {
    const away = async (): Promise<void> => { await say(it.page, `scene.view().look({ lon: 122.9, lat: 31.2, height: 5, range: 5000, heading: 0, pitch: 60, plan: false })`); };
    const range = (): Promise<unknown> => say(it.page, 'Math.round(scene.view().camera().range)');
    await say(it.page, `engine.choose({ kind: 'asset', id: 'T-06' })`);
    await expect.poll(range).toBe(420);
    await away();
    await it.page.locator('.scene-over').focus();
    await it.page.keyboard.press('z');
    await expect.poll(range).toBe(420);
    await away();
    await say(it.page, `engine.choose({ kind: 'asset', id: 'T-06' }, true)`);
    await expect.poll(range).toBe(420);
    await away();
    await say(it.page, `scene.selected.lookAt(Date.now() - 60000)`);
    await expect.poll(() => say(it.page, 'scene.selected.state.getState().selection.cursor !== null')).toBe(true);
    await say(it.page, `scene.selected.lookAt(null)`);
    await expect.poll(() => say(it.page, 'scene.selected.state.getState().selection.cursor')).toBe(null);
    expect(await range()).toBe(5000);
  });
  test('measures by hand and cuts a section', async () => {
    await say(it.page, `scene.view().look({ lon: 122.9379, lat: 31.2242, height: 5, range: 420, heading: 0, pitch: 70, plan: false })`);
    const box = (await it.page.locator('.scene-over').boundingBox())!;
    await it.page.keyboard.press('x');
    await it.page.mouse.click(box.x + box.width / 2 - 150, box.y + box.height / 2);
    await it.page.mouse.click(box.x + box.width / 2 + 150, box.y + box.height / 2);
    await expect(it.page.locator('.section-panel')).toBeVisible();
    await it.page.keyboard.press('Escape');
    await expect(it.page.locator('.section-panel')).toHaveCount(0);
  });
  test('keeps a picture of what it shows, with a caption', async () => {
    await it.page.locator('.scene-over').focus();
    await it.page.keyboard.press('s');
    const kept = (): Promise<readonly string[]> => it.app.evaluate(() => (globalThis as unknown as { kept: string[] }).kept);
    await expect.poll(async () => (await kept()).length).toBe(1);
    const bytes = fs.readFileSync((await kept())[0] ?? '');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    const box = (await it.page.locator('.scene-host').boundingBox())!;
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([Math.round(box.width), Math.round(box.height) + 64]);
  });
  test('is the plan while the graphics context is lost, keeps what is chosen, and comes back by itself', async () => {
    await say(it.page, `document.querySelector('.scene-globe canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()`);
    await expect.poll(() => say(it.page, 'scene.view().kind()')).toBe('plan');
    await expect(it.page.locator('.scene-notices')).toContainText(/平面图/);
    expect(await say(it.page, 'scene.selected.state.getState().shown !== null')).toBe(true);
    await expect.poll(() => say(it.page, 'scene.view().kind()'), { timeout: 20_000 }).toBe('globe');
    await expect(it.page.locator('.scene-notices p')).toHaveCount(0);
  });
  test('can be used without a pointer and read by a screen reader', async () => {
    for (const key of ['v', 'i', '?']) {
      await it.page.keyboard.press(key);
      const { violations } = await new AxeBuilder({ page: it.page }).setLegacyMode(true).analyze();
      expect(violations.map((v) => `${v.id} ${v.nodes[0]?.target.join(' ')}`), key).toEqual([]);
      if (key === '?') await it.page.keyboard.press('Escape');
    }
  });
});

test('a broken tile and a missing set are named, and the rest is drawn', async () => {
  const it = await open('', new Set(['/site/tiles/solids/coarse_2_2.glb']));
  try {
    await expect.poll(() => say(it.page, first)).toBe(1);
    await expect(it.page.locator('.scene-notices')).toContainText('coarse_2_2.glb');
    expect(await say(it.page, 'scene.view().kind()')).toBe('globe');
  } finally { await it.close(); }
});

test('without WebGL it is the plan from the start, with the same marks and the same selection', async () => {
  const it = await open('', new Set(), 'off');
  try {
    await expect.poll(() => say(it.page, `scene.state.getState().kind`)).toBe('plan');
    await expect(it.page.locator('.scene-notices')).toContainText(/平面图/);
    await say(it.page, `engine.choose({ kind: 'asset', id: 'E05' })`);
    await expect(it.page.locator('.card h2')).toBeVisible();
    await expect.poll(() => say(it.page, 'scene.view().inView().length')).toBeGreaterThan(0);
  } finally { await it.close(); }
});
