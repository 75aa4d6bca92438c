import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { Sample } from '../../scripts/slots-sample/sample.ts';
import { siteWithSlots } from '../renderer/scene/slots-site.ts';
import { folder, picture, ROOT } from './application.ts';
import { openScene, type Opened } from './open-scene.ts';

/** A customer's own ground: imagery, terrain and tilted photography in the slots of a site's folder, whole and broken. */
const whole = path.join(ROOT, 'resources/sites/whole');
const keep = folder();
test.afterAll(() => keep.end());
const say = (page: Page, code: string): Promise<unknown> => page.evaluate(code);
test.setTimeout(240_000);
const patient = { timeout: 90_000 } as const;
/** The colour of what is drawn of the ground, without marks and names, `dx` and `dy` pixels from the middle. */
const pixel = (page: Page, dx = 0, dy = 0): Promise<readonly [number, number, number]> => say(page, `(() => { const [globe] = scene.view().picture(); const pen = new OffscreenCanvas(globe.width, globe.height).getContext('2d'); pen.drawImage(globe, 0, 0); return [...pen.getImageData((globe.width >> 1) + ${dx}, (globe.height >> 1) + ${dy}, 1, 1).data].slice(0, 3); })()`) as Promise<[number, number, number]>;
const faults = (page: Page): Promise<readonly string[]> => say(page, `scene.state.getState().faults.map((f) => f.what + ' ' + f.name + ' ' + f.code)`) as Promise<readonly string[]>;
const slots = (page: Page): Promise<unknown> => say(page, `[...scene.state.getState().slots].sort().join()`);
const look = (page: Page, at: { readonly lon: number; readonly lat: number; readonly height: number }, range: number): Promise<unknown> => say(page, `scene.view().look({ lon: ${at.lon}, lat: ${at.lat}, height: ${at.height}, range: ${range}, heading: 0, pitch: 90, plan: true })`);
/** Green or brown as the sample's fields are, which nothing of the map's own ground is: red and blue far apart. */
const isField = ([r, g, b]: readonly [number, number, number]): boolean => g - b > 20 || r - b > 40;
const isRed = ([r, g, b]: readonly [number, number, number]): boolean => r - g > 60 && r - b > 60;

test.describe("a site's own ground", () => {
  let it: Opened;
  let sample: Sample;
  test.beforeAll(async () => {
    sample = await siteWithSlots(whole, path.join(keep.path, 'site'), ['imagery', 'terrain', 'photography']);
    it = await openScene(path.join(keep.path, 'site'), keep.path);
    await expect.poll(() => slots(it.page), patient).toBe('imagery,photography,terrain');
  });
  test.afterAll(async () => { await it.close(); });

  test('is drawn under the park, from its own folder and nowhere else; its layer switches', async () => {
    const field = { lon: sample.middle.lon + 0.0003, lat: sample.extent.south + 0.004, height: 5 };
    await look(it.page, field, 900);
    await expect.poll(async () => isField(await pixel(it.page)), patient).toBe(true);
    await say(it.page, `scene.layer('imagery', false)`);
    await expect.poll(async () => isField(await pixel(it.page)), patient).toBe(false);
    await say(it.page, `scene.layer('imagery', true)`);
    await expect.poll(async () => isField(await pixel(it.page)), patient).toBe(true);
    expect(await it.outside()).toEqual([]);
    expect(await faults(it.page)).toEqual([]);
    expect(it.said.filter((s) => !s.includes('404'))).toEqual([]);
  });
  test('raises what stands on it: outlines, marks and solids, and a click on a hill means the place that is seen', async () => {
    const { lon, lat } = sample.top;
    const tank = `scene.map.state.getState().map.items.find((i) => i.kind === 'tank' && i.at?.lon === ${lon} && i.at?.lat === ${lat})`;
    await say(it.page, `engine.choose({ kind: 'asset', id: ${tank}.id })`);
    await expect.poll(async () => Math.round(Number(await say(it.page, 'scene.view().camera().target.up'))), patient).toBeGreaterThan(50);   // on a hill of 60 m on a plain of 5
    await say(it.page, `scene.view().look({ lon: ${lon}, lat: ${lat}, height: 65, range: 260, heading: 0, pitch: 30, plan: false })`);
    const over = (await it.page.locator('.scene-over').boundingBox())!;
    const seen = (): Promise<unknown> => say(it.page, `scene.view().place(${over.width / 2}, ${over.height / 2 + 60})?.height ?? 0`);
    await expect.poll(seen, patient).toBeGreaterThan(45);
    const fields = async (): Promise<number> => { let n = 0; for (const [dx, dy] of [[-300, 200], [300, 200], [0, 150], [-200, 60], [200, 60], [-400, 120]] as const) if (isField(await pixel(it.page, dx, dy))) n++; return n; };
    await expect.poll(fields, patient).toBeGreaterThan(1);   // seen from near and aslant too, between what stands there
    await picture(it.page, 'scene-on-a-hill');
  });
  test('gives way to the assets: a click where their solids stand chooses them', async () => {
    const { lon, lat } = sample.top;
    const id = await say(it.page, `scene.map.state.getState().map.items.find((i) => i.kind === 'tank' && i.at?.lon === ${lon} && i.at?.lat === ${lat}).id`);
    await say(it.page, `scene.selected.choose(null)`);
    for (const layer of ['points', 'names', 'hazards', 'cameras']) await say(it.page, `scene.layer('${layer}', false)`);
    await look(it.page, { lon, lat, height: 65 }, 200);
    const over = (await it.page.locator('.scene-over').boundingBox())!;
    await expect.poll(async () => { await it.page.mouse.click(over.x + over.width / 2, over.y + over.height / 2); return say(it.page, `scene.selected.state.getState().shown?.id ?? null`); }, patient).toBe(id);
    for (const layer of ['points', 'names', 'hazards', 'cameras']) await say(it.page, `scene.layer('${layer}', true)`);
  });
  test('photographs of the plant are drawn, switch off, and never stand between a click and an asset', async () => {
    const { lon, lat, height } = sample.yard;
    const id = await say(it.page, `scene.map.state.getState().map.items.find((i) => i.kind === 'building' && i.at?.lon === ${lon} && i.at?.lat === ${lat}).id`);
    await look(it.page, { lon, lat, height: height + 20 }, 160);
    const red = async (): Promise<boolean> => { for (const [dx, dy] of [[0, 0], [60, 0], [0, 60], [60, 60], [-60, 60], [90, 30]] as const) if (isRed(await pixel(it.page, dx, dy))) return true; return false; };
    await expect.poll(red, patient).toBe(true);
    await picture(it.page, 'scene-tilted-photography');
    for (const layer of ['points', 'names', 'hazards', 'cameras']) await say(it.page, `scene.layer('${layer}', false)`);
    const over = (await it.page.locator('.scene-over').boundingBox())!;
    await expect.poll(async () => { await it.page.mouse.click(over.x + over.width / 2, over.y + over.height / 2); return say(it.page, `scene.selected.state.getState().shown?.id ?? null`); }, patient).toBe(id);
    await say(it.page, `scene.layer('photography', false)`);
    await expect.poll(red, patient).toBe(false);
    await say(it.page, `scene.layer('photography', true)`);
    await expect.poll(red, patient).toBe(true);
    expect(await it.outside()).toEqual([]);
  });
});

test('what is broken of it is told by name and place, and everything else is drawn', async () => {
  const site = path.join(keep.path, 'broken');
  const sample = await siteWithSlots(whole, site, ['imagery', 'terrain', 'photography']);
  const at = (z: number, { lon, lat }: { readonly lon: number; readonly lat: number }): string => `${z}/${Math.floor((lon + 180) * 2 ** z / 180)}/${Math.floor((lat + 90) * 2 ** z / 180)}`;
  fs.rmSync(path.join(site, 'imagery', `${at(14, sample.top)}.png`));
  const terrain = path.join(site, 'terrain', `${at(13, sample.top)}.terrain`);
  fs.writeFileSync(terrain, fs.readFileSync(terrain).subarray(0, 900));
  fs.writeFileSync(path.join(site, 'tiles/photo-sample/yard.glb'), 'no model');
  const it = await openScene(site, keep.path);
  await expect.poll(() => slots(it.page), patient).toBe('imagery,photography,terrain');
  await look(it.page, { ...sample.top, height: 60 }, 400);
  await expect.poll(() => faults(it.page), patient).toEqual(expect.arrayContaining([`imagery imagery/${at(14, sample.top)}.png imagery-tile`, `terrain terrain/${at(13, sample.top)}.terrain terrain-tile`]));
  await look(it.page, sample.yard, 400);
  await expect.poll(() => faults(it.page), patient).toContain('photography photo-sample/yard.glb photography-tile');
  await expect(it.page.locator('.scene-notices')).toContainText('yard.glb');
  await look(it.page, { lon: sample.middle.lon + 0.0003, lat: sample.extent.south + 0.004, height: 5 }, 900);
  await expect.poll(async () => isField(await pixel(it.page)), patient).toBe(true);
  expect(await say(it.page, 'scene.view().kind()')).toBe('globe');
  await it.close();
});

for (const { name, spoil, told } of [
  { name: 'words for JSON and for XML', spoil: { 'terrain/layer.json': () => '{ no', 'imagery/tilemapresource.xml': () => '<TileMap><oops>', 'tiles/photo-sample/tileset.json': () => '[]' }, told: ['imagery imagery/tilemapresource.xml imagery-broken', 'photography photo-sample photography-missing', 'terrain terrain/layer.json terrain-broken'] },
  { name: 'a grid of another projection', spoil: { 'terrain/layer.json': (s: string) => s.replace('EPSG:4490', 'EPSG:4549'), 'imagery/tilemapresource.xml': (s: string) => s.replace('profile="geodetic"', 'profile="raster"') }, told: ['imagery imagery/tilemapresource.xml imagery-projection', 'terrain terrain/layer.json terrain-projection'] },
  { name: 'an address outside', spoil: { 'terrain/layer.json': (s: string) => s.replace('{z}/{x}', 'https://terrain.example/{z}/{x}'), 'tiles/photo-sample/tileset.json': (s: string) => s.replace('yard.glb', 'https://tiles.example/yard.glb') }, told: ['photography photo-sample/yard.glb photography-tile', 'terrain terrain/layer.json terrain-outside'] },
] as const) {
  test(`a site whose own ground is ${name} is told, asks nobody else, and its park is drawn`, async () => {
    const site = path.join(keep.path, told[0].replaceAll(/\W/g, '-'));
    const sample = await siteWithSlots(whole, site, ['imagery', 'terrain', 'photography']);
    for (const [file, change] of Object.entries(spoil)) fs.writeFileSync(path.join(site, file), change(fs.readFileSync(path.join(site, file), 'utf8')));
    const it = await openScene(site, keep.path);
    await look(it.page, sample.yard, 400);
    await expect.poll(async () => (await faults(it.page)).toSorted(), patient).toEqual(told);
    await expect.poll(() => it.asked.filter((a) => /leaf_.*\.glb$/.test(a)).length, patient).toBeGreaterThan(0);
    expect(await say(it.page, 'scene.view().kind()')).toBe('globe');
    expect((await it.outside()).filter((url) => /example/.test(url))).toEqual([]);
    await it.close();
  });
}
