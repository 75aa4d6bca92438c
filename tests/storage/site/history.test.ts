import path from 'node:path';
import fs from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { historyPlan } from '#app/history';
import { defaultHistory, diffSites, readSiteImported, siteImport, type Site } from '#app/park';
import { readSite, writeSite } from '../../../storage/site/index.ts';
import { put, sample, scratch } from './sample.ts';

const history = `{
  "budgetGB": 400,
  "classes": [
    { "id": "short", "rawDays": 30, "minuteDays": 90, "hourDays": 365, "dayDays": 3650 },
    { "id": "long", "rawDays": 400, "minuteDays": 1100, "hourDays": 3650, "dayDays": 3650 }
  ],
  "categories": {
    "*": { "deviationPercent": 0.2 },
    "hazard": { "class": "long" }
  }
}
`;
async function folder(): Promise<string> {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  return s.dir;
}
/** The sample with `history.json`, and the columns `deviation,history,bits` filled for its first point. */
async function read(text: string | null, cells?: readonly [deviation: string, history: string, bits: string], row = 1) {
  const dir = await folder();
  const files: Record<string, string> = { ...sample(), ...(text !== null && { 'history.json': text }) };
  const lines = (files['points.csv'] ?? '').trimEnd().split('\n');
  const wide = cells === undefined ? lines : lines.map((line, i) => `${line.trimEnd()},${(i === 0 ? ['deviation', 'history', 'bits'] : i === row ? cells : ['', '', '']).join(',')}`);
  await put(dir, { ...files, 'points.csv': `${wide.join('\n')}\n` });
  return readSite(dir);
}
const faultsOf = (r: Awaited<ReturnType<typeof read>>): readonly string[] => (r.ok ? [] : r.faults.map((f) => `${f.file}:${f.line} ${f.field} ${f.fault.code}`));
async function mistakes(from: string, to: string): Promise<readonly string[]> {
  expect(history).toContain(from);
  return faultsOf(await read(history.replace(from, () => to)));
}
async function siteWith(...of: Parameters<typeof read>): Promise<Site> {
  const r = await read(...of);
  if (!r.ok) throw new Error(JSON.stringify(r.faults));
  expect(r.value.warnings).toEqual([]);
  return r.value.site;
}
const all = (site: Site) => historyPlan(site, (id) => site.points.findIndex((p) => p.id === id));

it('PRK-50 what a site says of history is part of it: read, kept, exported, and seen in the diff', async () => {
  const site = await siteWith(history);
  expect(site.history).toMatchObject({ budgetGB: 400, categories: { '*': { class: 'short', deviationPercent: 0.2 }, hazard: { class: 'long' } } });
  const again = readSiteImported(JSON.parse(JSON.stringify(siteImport(site, diffSites(null, site).summary, 'x', 'k')[0])) as never);
  expect(again).toMatchObject({ ok: true, value: { site: { history: site.history } } });
  const out = path.join(await folder(), 'out');
  expect((await writeSite(out, site)).ok).toBe(true);
  expect(JSON.parse(await fs.readFile(path.join(out, 'history.json'), 'utf8'))).toEqual(site.history);
  const back = await readSite(out);
  expect(back.ok && back.value.site).toEqual(site);
  const { history: _gone, ...without } = site;
  expect(diffSites(without, site).changes.map((c) => c.part)).toEqual(['site']);
});

it('PRK-50 a folder that says nothing of history is what it was, and the defaults hold', async () => {
  const site = await siteWith(null);
  expect(site).not.toHaveProperty('history');
  expect(all(site).budgetBytes).toBe(null);
  expect(all(site).classes.find((c) => c.name === 'standard')).toEqual({ name: 'standard', rawDays: 90, minuteDays: 400, hourDays: 3650, dayDays: 3650 });
  expect((await siteWith('{}')).history).toEqual(defaultHistory);
});

it('PRK-50 names every mistake with its line and field', async () => {
  expect(await mistakes('"rawDays": 30', '"rawDays": 0')).toEqual(['history.json:4 classes[0].rawDays number-out-of-range']);
  expect(await mistakes('"rawDays": 30', '"rawDay": 30')).toEqual(expect.arrayContaining(['history.json:4 classes[0].rawDay unknown-field']));
  expect(await mistakes('"hourDays": 365,', '"hourDays": "365",')).toEqual(['history.json:4 classes[0].hourDays expected-number']);
  expect(await mistakes('"class": "long"', '"class": "lang"')).toEqual(['history.json:9 categories.hazard.class unknown-class']);
  expect(await mistakes('"hazard"', '"hasard"')).toEqual(['history.json:9 categories.hasard unknown-field']);
  expect(await mistakes('0.2', '11')).toEqual(['history.json:8 categories.*.deviationPercent number-out-of-range']);
  expect(await mistakes('400,', '0,')).toEqual(['history.json:2 budgetGB number-out-of-range']);
  expect(await mistakes('"id": "long"', '"id": "short"')).toEqual(expect.arrayContaining(['history.json:5 classes[1].id duplicate-id']));
  expect(await mistakes('"budgetGB": 400,', '"budgetGB": 400')).toEqual(['history.json:3 classes bad-json']);
});

it('PRK-51 a point may say its own deviation, class and bits; an export writes the columns only where they are used', async () => {
  const site = await siteWith(history, ['0.5', 'long', '12']);
  expect(site.points[0]?.keeping).toEqual({ deviation: 0.5, class: 'long', bits: 12 });
  const out = path.join(await folder(), 'out');
  expect((await writeSite(out, site)).ok).toBe(true);
  const back = await readSite(out);
  expect(back.ok && back.value.site.points).toEqual(site.points);
  const again = readSiteImported(JSON.parse(JSON.stringify(siteImport(site, diffSites(null, site).summary, 'x', 'k')[0])) as never);
  expect(again).toMatchObject({ ok: true, value: { site: { points: site.points } } });
  const plain = path.join(await folder(), 'plain');
  expect((await writeSite(plain, await siteWith(history))).ok).toBe(true);
  expect(await fs.readFile(path.join(plain, 'points.csv'), 'utf8')).not.toMatch(/deviation|history|bits/);
});

it('PRK-51 names what a point cannot mean: a class that is not, a deviation as wide as its range, bits of no converter, a deviation of a state', async () => {
  expect(faultsOf(await read(history, ['', 'lang', '']))).toEqual(['points.csv:2 history unknown-class']);
  expect(faultsOf(await read(null, ['', 'watched', '']))).toEqual([]);
  expect(faultsOf(await read(history, ['-1', '', '']))).toEqual(['points.csv:2 deviation number-out-of-range']);
  expect(faultsOf(await read(history, ['1000000', '', '']))).toEqual(['points.csv:2 deviation number-out-of-range']);
  expect(faultsOf(await read(history, ['', '', '7']))).toEqual(['points.csv:2 bits number-out-of-range']);
  expect(faultsOf(await read(history, ['', '', '12.5']))).toEqual(['points.csv:2 bits number-out-of-range']);
  const site = await siteWith(history);
  const digital = site.points.findIndex((p) => p.type === 'digital') + 1;
  expect(faultsOf(await read(history, ['0.1', '', '12'], digital)).map((f) => f.split(' ').slice(1).join(' '))).toEqual(['bits not-for-this-type', 'deviation not-for-this-type']);
});

it('HIS-60 the plan takes what the row of a point says, else its category, else all; states and words are kept as they came for as long as their class keeps days', async () => {
  const site = await siteWith(history, ['0.5', '', '12']);
  const plan = all(site);
  expect(plan.points).toHaveLength(site.points.length);
  expect(plan.budgetBytes).toBe(400e9);
  for (const p of plan.points) {
    const written = site.points[p.handle];
    if (written === undefined) throw new Error(p.id);
    const name = written.category === 'hazard' ? 'long' : 'short';
    expect(p.retention).toBe(p.type === 'analog' ? name : `${name}:states`);
    expect(p.deviation).toBeCloseTo(p.type !== 'analog' ? 0 : p.handle === 0 ? 0.5 : (p.range.high - p.range.low) * 0.002, 12);
    expect(p.bits).toBe(p.handle === 0 ? 12 : null);
    expect(plan.classes.some((c) => c.name === p.retention)).toBe(true);
  }
  expect(plan.classes.find((c) => c.name === 'short:states')?.rawDays).toBe(3650);
  expect(historyPlan(site, () => undefined).points).toEqual([]);
});
