import { expect, it, onTestFinished } from 'vitest';
import { diffSites, readSiteImported, siteImport, type Treatment } from '#app/park';
import { readSite, writeSite } from '../../../storage/site/index.ts';
import { unitScale } from '../../../storage/site/units.ts';
import { put, sample, scratch } from './sample.ts';

const columns = 'raw_low,raw_high,raw_unit,clamp,max_rate,show_deadband,frozen_after_s,drift_limit';
/** The sample with `cells` behind the row of one point, in the order of `columns`. */
function table(cells: Readonly<Record<string, string>>): Record<string, string> {
  const files = sample();
  const [heading, ...rows] = files['points.csv']!.trimEnd().split('\n');
  files['points.csv'] = [`${heading},${columns}`, ...rows.map((r) => `${r},${cells[r.split(',')[0]!] ?? ',,,,,,,'}`)].join('\n');
  return files;
}
async function read(files: Record<string, string>) {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  await put(`${s.dir}/in`, files);
  return { dir: s.dir, r: await readSite(`${s.dir}/in`) };
}
const treated = async (cells: string): Promise<Treatment | undefined> => {
  const { r } = await read(table({ 'LT-7': cells }));
  if (!r.ok) throw new Error(JSON.stringify(r.faults));
  return r.value.site.points[0]!.treatment;
};
const wrong = async (id: string, cells: string): Promise<string[]> => {
  const { r } = await read(table({ [id]: cells }));
  return r.ok ? [] : r.faults.map((f) => `${f.line} ${f.field} ${f.fault.code}`);
};

it('PRK-25 what is written is what is done, and what is empty is not', async () => {
  expect(await treated('4,20,,yes,0.5,0.02,300,0.4')).toEqual({ raw: { low: 4, high: 20 }, clamp: true, maxRate: 0.5, showDeadband: 0.02, frozenAfterMs: 300_000, driftLimit: 0.4 });
  expect(await treated('27648,0,,no,,,,')).toEqual({ raw: { low: 27_648, high: 0 } });
  expect(await treated(',,mm,,,,,')).toEqual({ unit: { from: 'mm', scale: 0.001, offset: 0 } });
  expect(await treated(',,,,,,,')).toBeUndefined();
});

it('PRK-25 every mistake is named in its line and column', async () => {
  expect(await wrong('LT-7', '4,,,,,,,')).toEqual(['2 raw_high missing-field']);
  expect(await wrong('LT-7', '4,4,,,,,,')).toEqual(['2 raw_high raw-range-empty']);
  expect(await wrong('LT-7', '4,20,mA,,,,,')).toEqual(['2 raw_unit raw-range-and-unit']);
  expect(await wrong('LT-7', ',,kPa,,,,,')).toEqual(['2 raw_unit unit-not-convertible']);
  expect(await wrong('LT-7', ',,furlongz,,,,,')).toEqual(['2 raw_unit unknown-unit']);
  expect(await wrong('GD-1', ',,ppm,,,,,')).toEqual(['4 unit unknown-unit']);           // %LEL of which gas?
  expect(await wrong('LT-7', ',,,ja,,,,')).toEqual(['2 clamp not-one-of']);
  expect(await wrong('LT-7', ',,,,0,-1,5,12')).toEqual(['2 drift_limit number-out-of-range', '2 frozen_after_s number-out-of-range', '2 max_rate number-out-of-range', '2 show_deadband number-out-of-range']);
  expect(await wrong('XS-7', ',,,yes,,,,')).toEqual(['5 clamp not-for-this-type']);
  expect(await wrong('MD-7', ',,,,,,60,')).toEqual(['6 frozen_after_s not-for-this-type']);
});

it('PRK-21, 23, 24, 29 it is diffed field by field, exported, read back, and kept by the journal', async () => {
  const before = await read(sample());
  const after = await read(table({ 'LT-7': '4,20,,yes,0.5,,,', 'PT-7': ',,mbar,,,,60,' }));
  if (!before.r.ok || !after.r.ok) throw new Error('both are sites');
  const [old, site] = [before.r.value.site, after.r.value.site];
  expect(diffSites(old, site).changes.map((c) => [c.id, c.fields.map((f) => f.field)])).toEqual([
    ['LT-7', ['treatment.clamp', 'treatment.maxRate', 'treatment.raw.high', 'treatment.raw.low']], ['PT-7', ['treatment.frozenAfterMs', 'treatment.unit.from', 'treatment.unit.offset', 'treatment.unit.scale']],
  ]);
  expect(await writeSite(`${after.dir}/out`, site)).toMatchObject({ ok: true });
  const again = await readSite(`${after.dir}/out`);
  expect(again.ok && again.value.site).toEqual(site);
  expect(readSiteImported(siteImport(site, diffSites(old, site).summary, 'x', 'k')[0]!)).toMatchObject({ ok: true, value: { site } });
  expect(await writeSite(`${before.dir}/out`, old)).toMatchObject({ ok: true });
  const plain = await readSite(`${before.dir}/out`);
  expect(plain.ok && plain.value.site).toEqual(old);
});

it('PRK-25 the tolerance of a clock is a whole number of milliseconds, at least a second', async () => {
  const files = sample();
  const set = (v: string): Record<string, string> => ({ ...files, 'sources.json': files['sources.json']!.replace('"owner": "*"', `"clockToleranceMs": ${v}`) });
  const { r } = await read(set('5000'));
  expect(r.ok && r.value.site.sources[1]!.clockToleranceMs).toBe(5000);
  for (const v of ['1', '2.5', '"5000"']) expect((await read(set(v))).r.ok).toBe(false);
});

it('PRK-26 units as they are written in tables, by the library; what is no unit is named', () => {
  const said = (from: string, to: string): string => { const s = unitScale(from, to); return typeof s === 'string' ? s : 'unknown' in s ? `unknown ${s.unknown}` : `${s.scale} ${s.offset}`; };
  expect([['mbar', 'kPa'], ['bar', 'MPa'], ['L/min', 'm³/h'], ['t/h', 'kg/h'], ['µg/m³', 'mg/m3'], ['°F', '℃'], ['K', '°C'], ['ppm', '%'], ['Nm3/h', 'Nm³/h'], ['%LEL', '%LEL']].map(([a, b]) => said(a!, b!)))
    .toEqual(['0.1 0', '0.1 0', '0.06 0', '1000 0', '0.001 0', '0.555555555556 -17.7777777778', '1 -273.15', '0.0001 0', '1 0', '1 0']);
  expect([['m', 'kPa'], ['Nm3/h', 'm3/h'], ['℃', 'm'], ['Mpa', 'kPa'], ['5 m', 'm'], ['0', 'm'], ['__proto__', 'm'], ['m', '%LEL'], ['m', '']].map(([a, b]) => said(a!, b!)))
    .toEqual(['unit-not-convertible', 'unit-not-convertible', 'unit-not-convertible', 'unknown Mpa', 'unknown 5 m', 'unknown 0', 'unknown __proto__', 'unknown %LEL', 'unknown ']);
});
