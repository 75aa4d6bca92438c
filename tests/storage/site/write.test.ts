import fs from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { diffSites, type Site } from '#app/park';
import { readSite, writeSite } from '../../../storage/site/index.ts';
import { anySite } from '../../app/park/sites.ts';
import { put, sample, scratch } from './sample.ts';

async function bytes(dir: string): Promise<Record<string, string>> {
  const names = (await fs.readdir(dir, { recursive: true, withFileTypes: true })).filter((e) => e.isFile()).map((e) => path.relative(dir, path.join(e.parentPath, e.name)));
  return Object.fromEntries(await Promise.all(names.toSorted().map(async (n) => [n, await fs.readFile(path.join(dir, n), 'utf8')] as const)));
}
const codes = (r: { ok: boolean; faults?: readonly { fault: { code: string } }[] }): string[] => r.faults?.map((f) => f.fault.code) ?? [];
async function sampleSite(dir: string): Promise<Site> {
  await put(dir, sample());
  const r = await readSite(dir);
  if (!r.ok) throw new Error('the sample is a site');
  return r.value.site;
}

it('PRK-23 of any site: what is exported reads back the same, and exported again is the same bytes', async () => {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  let n = 0;
  await fc.assert(fc.asyncProperty(anySite, async (site) => {
    const [one, two] = [path.join(s.dir, `a${++n}`), path.join(s.dir, `b${n}`)];
    expect(await writeSite(one, site)).toMatchObject({ ok: true });
    const again = await readSite(one);
    if (!again.ok) throw new Error(JSON.stringify(again.faults));
    expect(again.value.site).toEqual(site);
    expect(diffSites(site, again.value.site).same).toBe(true);
    await writeSite(two, again.value.site);
    expect(await bytes(two)).toEqual(await bytes(one));
  }), { seed: 42, numRuns: 30 });
});

it('PRK-23 the sample survives, and leaves nothing beside the target', async () => {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  const site = await sampleSite(path.join(s.dir, 'in'));
  expect(await writeSite(path.join(s.dir, 'deep/out'), site)).toEqual({ ok: true, value: { files: ['site.json', 'assets/assets.json', 'sources.json', 'points.csv', 'levels.json'] } });
  expect(await fs.readdir(path.join(s.dir, 'deep'))).toEqual(['out']);
  const [a, b] = [await readSite(path.join(s.dir, 'in')), await readSite(path.join(s.dir, 'deep/out'))];
  expect(a.ok && b.ok && a.value.digest === b.value.digest).toBe(true);
  expect((await bytes(path.join(s.dir, 'deep/out')))['points.csv']).toMatch(/^\uFEFFpoint,name_zh.*\r\n/);
});

it('PRK-23 takes the place of a site only when told so, keeps what it does not write, and never takes the place of anything else', async () => {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  const target = path.join(s.dir, 'site');
  const site = await sampleSite(target);
  await put(target, { 'plans/one.md': 'plan', 'cameras.json': '[]', 'assets/notes.txt': 'n', 'assets/old.json': '[]' });
  expect(codes(await writeSite(target, site))).toEqual(['target-not-empty']);
  expect(await writeSite(target, { ...site, zone: 'Asia/Urumqi' }, { replace: true })).toMatchObject({ ok: true });
  const after = await bytes(target);
  expect(Object.keys(after)).toEqual(['assets/assets.json', 'assets/notes.txt', 'cameras.json', 'levels.json', 'plans/one.md', 'points.csv', 'site.json', 'sources.json']);
  expect(after['site.json']).toContain('Asia/Urumqi');
  expect(await fs.readdir(s.dir)).toEqual(['site']);
  await put(s.dir, { 'home/letter.txt': 'dear' });
  expect(codes(await writeSite(path.join(s.dir, 'home'), site, { replace: true }))).toEqual(['target-not-a-site']);
  expect(codes(await writeSite(path.join(s.dir, 'home/letter.txt'), site))).toEqual(['cannot-write']);
  expect(await bytes(path.join(s.dir, 'home'))).toEqual({ 'letter.txt': 'dear' });
  await fs.mkdir(path.join(s.dir, 'empty'));
  expect(await writeSite(path.join(s.dir, 'empty'), site)).toMatchObject({ ok: true });
});

it('PRK-23 a site that could not be read again is not written', async () => {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  const site = await sampleSite(path.join(s.dir, 'in'));
  const out = path.join(s.dir, 'out');
  const [point] = site.points;
  if (point === undefined) throw new Error('the sample has points');
  expect(codes(await writeSite(out, { ...site, points: [point, point] }))).toEqual(['duplicate-id']);
  expect(codes(await writeSite(out, { ...site, points: [{ ...point, name: { zh: ' 空白 ', en: 'x' } }] }))).toEqual(['not-the-same']);
  expect(await fs.readdir(s.dir)).toEqual(['in']);
});
