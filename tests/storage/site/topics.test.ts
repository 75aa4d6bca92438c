import path from 'node:path';
import fs from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { diffSites, readSiteImported, siteImport, siteView } from '#app/park';
import { readSite, writeSite } from '../../../storage/site/index.ts';
import { put, sample, scratch } from './sample.ts';

const topics = `[
  { "id": "tanks", "name": { "zh": "储罐" }, "layers": ["solids", "points"], "panels": [
    { "name": { "zh": "概况", "en": "Overview" }, "figures": [
      { "kind": "count", "name": { "zh": "储罐", "en": "Tanks" }, "assets": { "kinds": ["tank"] } },
      { "kind": "reading", "name": { "zh": "最高液位", "en": "Highest level" }, "points": { "unit": "m" }, "show": "highest" },
      { "kind": "awaits", "name": { "zh": "作业", "en": "Work" }, "what": "work" } ] } ] }
]
`;
async function folder(): Promise<string> {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  return s.dir;
}
async function read(text: string | null) {
  const dir = await folder();
  await put(dir, { ...sample(), ...(text !== null && { 'topics.json': text }) });
  return readSite(dir);
}
async function mistakes(from: string, to: string): Promise<readonly string[]> {
  expect(topics).toContain(from);
  const r = await read(topics.replace(from, () => to));
  return r.ok ? [] : r.faults.map((f) => `${f.file}:${f.line} ${f.field} ${f.fault.code}`);
}

it('PRK-40 the topics of the one map are part of the site: read, kept, shown, exported, and seen in the diff', async () => {
  const r = await read(topics);
  if (!r.ok) throw new Error(JSON.stringify(r.faults));
  const { site } = r.value;
  expect(r.value.warnings).toEqual([]);
  expect(site.topics?.[0]).toMatchObject({ id: 'tanks', name: { zh: '储罐', en: '储罐' }, layers: ['solids', 'points'] });
  expect(siteView(site).topics).toEqual(site.topics);
  const again = readSiteImported(JSON.parse(JSON.stringify(siteImport(site, diffSites(null, site).summary, 'x', 'k')[0])) as never);
  expect(again).toMatchObject({ ok: true, value: { site: { topics: site.topics } } });
  const out = path.join(await folder(), 'out');
  expect((await writeSite(out, site)).ok).toBe(true);
  expect(JSON.parse(await fs.readFile(path.join(out, 'topics.json'), 'utf8'))).toEqual(site.topics);
  const { topics: _gone, ...without } = site;
  expect(diffSites(without, site).summary).toMatchObject({ topic: { added: 1, removed: 0, changed: 0 } });
});
it('PRK-40 a folder without topics is what it was before there were any', async () => {
  const [none, empty] = [await read(null), await read('[]')];
  expect(none.ok && empty.ok && !('topics' in none.value.site) && none.value.digest === empty.value.digest).toBe(true);
});
it('PRK-40 names every mistake with its line and field, in the words of the kind of its figure', async () => {
  expect(await mistakes('"kinds": ["tank"]', '"kinds": ["tonk"]')).toEqual(['topics.json:4 [0].panels[0].figures[0].assets.kinds[0] not-one-of']);
  expect(await mistakes('"show": "highest"', '"shown": "highest"')).toEqual(expect.arrayContaining(['topics.json:5 [0].panels[0].figures[1].shown unknown-field', 'topics.json:5 [0].panels[0].figures[1].show missing-field']));
  expect(await mistakes('"kind": "awaits"', '"kind": "waits"')).toEqual(['topics.json:6 [0].panels[0].figures[2].kind not-one-of']);
  expect(await mistakes('"what": "work"', '"what": 3')).toEqual(['topics.json:6 [0].panels[0].figures[2].what not-one-of']);
  expect(await mistakes('"layers": ["solids", "points"]', '"layers": "solids"')).toEqual(['topics.json:2 [0].layers expected-list']);
  expect(await mistakes('"points"]', '"pionts"]')).toEqual(['topics.json:2 [0].layers[1] not-one-of']);
});
it('PRK-40 an asset or a point that a figure names and the park does not have is named with its line and field', async () => {
  expect(await mistakes('"kinds": ["tank"]', '"kinds": ["tank"], "under": "nowhere"')).toEqual(['topics.json:4 [0].panels[0].figures[0].assets.under unknown-asset']);
  expect(await mistakes('{ "unit": "m" }', '{ "ids": ["LT-7", "LT-x"] }')).toEqual(['topics.json:5 [0].panels[0].figures[1].points.ids[1] unknown-point']);
  expect(await mistakes('{ "unit": "m" }', '{ "of": { "kinds": ["tank"], "under": "nowhere" } }')).toEqual(['topics.json:5 [0].panels[0].figures[1].points.of.under unknown-asset']);
});
