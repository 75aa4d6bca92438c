import { expect, it } from 'vitest';
import { problemsOf } from '#app/mimic';
import { readMimics, readSite } from '#storage';

it.each([['demo', ['tank-farm']], ['whole', ['sewage-line', 'tank-farm']]] as const)('MIM-03 nothing in the mimics of the site %s leads nowhere', async (site, ids) => {
  const dir = `resources/sites/${site}`;
  const read = await readSite(dir);
  if (!read.ok) throw new Error(JSON.stringify(read.faults[0]));
  const { mimics, broken } = await readMimics(dir);
  expect(broken).toEqual([]);
  expect(mimics.map((m) => m.id)).toEqual(ids);
  for (const m of mimics) {
    const elements = new Set([...(m.svg ?? '').matchAll(/ id="([^"]+)"/g)].map((found) => found[1] ?? ''));
    expect(problemsOf(m.drawing, { elements, points: new Set(read.value.site.points.map((p) => p.id)), assets: new Set(read.value.site.assets.map((a) => a.id)), mimics: new Set(ids) })).toEqual([]);
  }
});
