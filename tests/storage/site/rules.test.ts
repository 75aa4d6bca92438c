import path from 'node:path';
import fs from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { diffSites, readSiteImported, siteImport, siteText, siteView, type Site, type SiteFault } from '#app/park';
import { readSite, writeSite } from '../../../storage/site/index.ts';
import { put, sample, scratch, withRules } from './sample.ts';

const line = (f: SiteFault): string => `${f.line} ${f.field} ${f.fault.code}`;
async function folder(): Promise<string> {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  return s.dir;
}
async function read(files: Record<string, string>) {
  const dir = await folder();
  await put(dir, files);
  const r = await readSite(dir);
  return { site: r.ok ? r.value.site : null, errors: r.ok ? [] : r.faults, warnings: r.ok ? r.value.warnings : r.warnings, digest: r.ok ? r.value.digest : '' };
}
/** The rules with one text replaced by another. */
const spoilt = (from: string, to: string, file = 'rules/alarms.json'): Record<string, string> => {
  const files = withRules();
  expect(files[file]).toContain(from);
  return { ...files, [file]: (files[file] ?? '').replace(from, () => to) };
};
async function whole(): Promise<Site> {
  const { site, errors, warnings } = await read(withRules());
  expect([errors, warnings]).toEqual([[], []]);
  return site!;
}

it('PRK-30 a rule of each kind is read, in milliseconds and with its defaults', async () => {
  const { rules } = await whole();
  expect(rules).toEqual([
    { id: 'LT-7-fast', name: { zh: '7号罐液位上升过快', en: 'Tank 7 rises fast' }, level: 'A', point: 'LT-7', deadband: 0.1, offDelayMs: 0, kind: 'rate', direction: 'rising', limit: 0.5, per: 'min', windowMs: 60_000, onDelayMs: 2000 },
    { id: 'PT-apart', name: { zh: '两罐压差', en: '两罐压差' }, level: null, point: 'PT-7', deadband: 0, offDelayMs: 0, kind: 'deviation', other: 'PT-8', setPoint: null, limit: 10, in: 'percent', onDelayMs: 0 },
    { id: 'PT-set', name: { zh: '压力偏离设定', en: '压力偏离设定' }, level: null, point: 'PT-7', deadband: 1, offDelayMs: 3000, kind: 'deviation', other: null, setPoint: 20, limit: 5, in: 'unit', onDelayMs: 0 },
    { id: 'XS-often', name: { zh: '泵频繁启动', en: '泵频繁启动' }, level: null, point: 'XS-7', deadband: 0, offDelayMs: 0, kind: 'count', when: { is: 'state', limit: 1 }, times: 6, windowMs: 3_600_000, onDelayMs: 0 },
    { id: 'GD-long', name: { zh: '气体长时间偏高', en: '气体长时间偏高' }, level: null, point: 'GD-1', deadband: 1, offDelayMs: 0, kind: 'duration', when: { is: 'above', limit: 10 }, longerMs: 300_000 },
    { id: 'east-silent', name: { zh: '东罐区数据离线', en: 'East is silent' }, level: null, kind: 'offline', enterprise: 'east', longerMs: 1_800_000 },
  ]);
});

it('a folder without rules, or with an empty list, is what it was before there were any', async () => {
  const [none, empty] = [await read(sample()), await read({ ...sample(), 'rules/alarms.json': '[]' })];
  expect(none.site).not.toHaveProperty('rules');
  expect(empty.digest).toBe(none.digest);
  expect((await read({ ...sample(), 'rules/readme.txt': '', 'rules/old.json': '[]' })).warnings.map((w) => `${w.file} ${line(w)}`)).toEqual(['rules/old.json 1  unknown-file']);
});

const wrong: readonly (readonly [rule: string, from: string, to: string, told: string])[] = [
  ['PRK-30', '"kind": "rate"', '"kind": "rat"', '2 [0].kind not-one-of'],
  ['PRK-30', '"kind": "rate", ', '', '2 [0].kind missing-field'],
  ['PRK-30', '"window_s": 60,', '"window": 60, "window_s": 60,', '2 [0].window unknown-field'],
  ['PRK-30', '"window_s": 60,', '', '2 [0].window_s missing-field'],
  ['PRK-30', '"limit": 0.5', '"limit": "0.5"', '2 [0].limit expected-number'],
  ['PRK-30', '"limit": 0.5', '"limit": 0', '2 [0].limit number-out-of-range'],
  ['PRK-30', '"on_delay_s": 2', '"on_delay_s": 0.0001', '2 [0].on_delay_s finer-than-ms'],
  ['PRK-30', '"level": "A"', '"level": "E"', '2 [0].level not-one-of'],
  ['PRK-30', '"setpoint": 20', '"setpoint": 20, "other": "PT-8"', '4 [2] exactly-one-of'],
  ['PRK-30', '"state": 1, ', '', '5 [3] exactly-one-of'],
  ['PRK-30', '"times": 6', '"times": 101', '5 [3].times number-out-of-range'],
  ['PRK-30', '"times": 6', '"times": 6, "on_delay": 1', '5 [3].on_delay unknown-field'],
  ['PRK-30', '"longer_than_s": 300,', '"longer_than_s": 300, "on_delay_s": 3,', '6 [4].on_delay_s unknown-field'],
  ['PRK-30', '[\n', '{ "rules": [\n', ' bad-json'],
  ['PRK-09', '"id": "PT-set"', '"id": "PT-apart"', '4 [2].id duplicate-id'],
  ['PRK-10', '"point": "LT-7"', '"point": "LT-77"', '2 [0].point unknown-point'],
  ['PRK-10', '"other": "PT-8"', '"other": "PT-88"', '3 [1].other unknown-point'],
  ['PRK-10', '"enterprise": "east"', '"enterprise": "T7"', '7 [5].enterprise unknown-enterprise'],
  ['PRK-31', '"other": "PT-8"', '"other": "PT-7"', '3 [1].other compares-with-itself'],
  ['PRK-31', '"other": "PT-8"', '"other": "XS-7"', '3 [1].other rule-not-for-type'],
  ['PRK-31', '"point": "LT-7"', '"point": "MD-7"', '2 [0].point rule-not-for-type'],
  ['PRK-31', '"state": 1', '"above": 1', '5 [3].above not-for-this-type'],
  ['PRK-31', '"state": 1', '"state": 1, "deadband": 1', '5 [3].deadband not-for-this-type'],
  ['PRK-31', '"above": 10', '"above": 101', '6 [4].above limit-outside-range'],
  ['PRK-31', '"deadband": 1 },\n  { "id": "east', '"deadband": 10 },\n  { "id": "east', '6 [4].deadband deadband-never-clears'],
  ['PRK-31', '"limit": 0.5', '"limit": 24.1', '2 [0].limit limit-never-met'],
  ['PRK-31', '"limit": 10', '"limit": 101', '3 [1].limit limit-never-met'],
  ['PRK-31', '"deadband": 0.1', '"deadband": 0.5', '2 [0].deadband deadband-too-large'],
  ['PRK-31', '"window_s": 60', '"window_s": 1.5', '2 [0].window_s window-too-short'],
];
for (const [rule, from, to, told] of wrong) {
  it(`${rule} ${told}: ${to.trim()}`, async () => {
    const { site, errors } = await read(spoilt(from, to));
    expect(errors.some((e) => e.file === 'rules/alarms.json' && line(e).endsWith(told)), errors.map(line).join('; ')).toBe(true);
    expect(site).toBeNull();
  });
}

it('PRK-17 a kind that no row classifies is a warning, and a rule with a level of its own asks none', async () => {
  const files = withRules();
  const { warnings } = await read({ ...files, 'levels.json': (files['levels.json'] ?? '').replaceAll(/\{ "category": "\*", "limit": "(rate|count|offline)".*\n/g, '') });
  expect(warnings.map((w) => `${w.fault.code} ${Object.values(w.fault.params).join(' ')}`)).toEqual(['unclassified fire count 1 XS-often', 'unclassified * offline 1 east-silent']);
});

it('PRK-31 what is odd about a rule is said: units that differ, an enterprise without points, a category that an enterprise has not', async () => {
  const units = await read(spoilt('analog,kPa,plc,hr:8', 'analog,MPa,plc,hr:8', 'points.csv'));
  expect(units.warnings.map(line)).toEqual(['3 [1].other units-differ']);
  const empty = await read(spoilt('"kind": "park"', '"kind": "enterprise"', 'assets/a-park.json'));
  expect(empty.warnings).toEqual([]);                                                  // whatever stands below it is its own
  const files = spoilt('"enterprise": "east"', '"enterprise": "nothing"');
  const bare = await read({ ...files, 'assets/z.json': '[{ "id": "nothing", "kind": "enterprise", "name": { "zh": "空" } }]' });
  expect(bare.warnings.map(line)).toEqual(['7 [5].enterprise enterprise-without-points']);
  expect((await read(spoilt('"category": "*", "limit": "offline"', '"category": "gas", "limit": "offline"', 'levels.json'))).warnings.map((w) => w.fault.code).toSorted()).toEqual(['source-has-no-category', 'unclassified']);
});

it('PRK-23 rules are written back, read the same, and what else lies in their folder stays', async () => {
  const site = await whole();
  const dir = path.join(await folder(), 'out');
  expect(await writeSite(dir, site)).toMatchObject({ ok: true });
  const again = await readSite(dir);
  expect(again.ok && siteText(again.value.site)).toBe(siteText(site));
  await put(dir, { 'rules/notes.md': 'mine' });
  expect(await writeSite(dir, { ...site, rules: site.rules!.slice(1) }, { replace: true })).toMatchObject({ ok: true });
  expect((await fs.readdir(path.join(dir, 'rules'))).toSorted()).toEqual(['alarms.json', 'notes.md']);
  const { rules: _, ...bare } = site;
  expect(await writeSite(dir, bare, { replace: true })).toMatchObject({ ok: true });
  expect(await fs.readdir(path.join(dir, 'rules'))).toEqual(['notes.md']);
});

it('PRK-21 a diff tells which rule changed, and in what', async () => {
  const site = await whole();
  const [fast, apart, ...rest] = site.rules!;
  const after: Site = { ...site, rules: [{ ...fast!, level: 'B' }, ...rest] };
  const { changes, summary } = diffSites(site, after);
  expect(changes).toEqual([
    { op: 'changed', part: 'rule', id: 'LT-7-fast', fields: [{ field: 'level', before: 'A', after: 'B' }] }, expect.objectContaining({ op: 'removed', part: 'rule', id: apart!.id }),
  ]);
  expect(summary.rule).toEqual({ added: 0, removed: 1, changed: 1 });
});

it('PRK-24 an import holds the rules; one from before there were rules is read for ever', async () => {
  const site = await whole();
  const imported = (s: Site): unknown => JSON.parse(JSON.stringify(siteImport(s, diffSites(null, s).summary, 'x', 'k')[0]!.body));
  expect(readSiteImported({ v: 1, body: imported(site) })).toMatchObject({ ok: true, value: { site } });
  const { rules: _, ...bare } = site;
  const old = imported(bare) as { site: object; summary: Record<string, unknown> };
  delete old.summary['rule'];
  const kept = readSiteImported({ v: 1, body: old });
  expect(kept.ok && kept.value.site).toEqual(bare);
});

it('PRK-22 a window learns what a rule is called and of what it speaks', async () => {
  expect(siteView(await whole()).rules?.map((r) => [r.id, r.kind, r.point, r.asset])).toEqual([
    ['LT-7-fast', 'rate', 'LT-7', null], ['PT-apart', 'deviation', 'PT-7', null], ['PT-set', 'deviation', 'PT-7', null], ['XS-often', 'count', 'XS-7', null], ['GD-long', 'duration', 'GD-1', null], ['east-silent', 'offline', null, 'east'],
  ]);
});
