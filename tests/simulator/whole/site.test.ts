import { readFile, readdir, stat } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { sourceFaults } from '../../../native-adapters/index.ts';
import { pointId } from '../../../app/park/index.ts';
import { parkOf, wholeFiles } from '../../../scripts/whole-park/files.ts';
import { parkNamed } from '../../../simulator/park.ts';
import type { ParkDescription } from '../../../simulator/plant/description.ts';
import { readSite } from '../../../storage/site/index.ts';
import { readPoints, wholeSite, type Cells } from '../site-alarms.ts';

const root = new URL('../../../', import.meta.url);
interface Source { readonly id: string; readonly kind: string; readonly options: Readonly<Record<string, unknown>> }
let park: ParkDescription;
let points: readonly Cells[];
let sources: readonly Source[];
beforeAll(async () => {
  park = await parkNamed('whole');
  points = await readPoints(wholeSite);
  sources = JSON.parse(await readFile(new URL('sources.json', wholeSite), 'utf8')) as Source[];
});

describe('the whole park and its site', () => {
  it('are what the generator writes: running it again changes nothing', async () => {
    const files = wholeFiles();
    for (const [name, text] of files) expect(await readFile(new URL(name, root), 'utf8'), name).toBe(text);
    const assets = [...files.keys()].flatMap((name) => /whole\/assets\/(.+)$/.exec(name)?.[1] ?? []);
    expect(await readdir(new URL('assets/', wholeSite))).toEqual(assets.toSorted());
  });
  it('stay below 3 MB together', async () => {
    const sizes = await Promise.all([...wholeFiles().keys()].map(async (name) => (await stat(new URL(name, root))).size));
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(3e6);
  });
  it('name the same points at the same places with the same scales', () => {
    const told = points.map((p) => [p['point'], p['source'], p['address'], p['type'] === 'analog' ? Number(p['low']) : 0, p['type'] === 'analog' ? Number(p['high']) : 1]);
    expect(park.points.map((p) => [p.id, p.device, p.address, p.low, p.high])).toEqual(told);
  });
  it('name the same devices at the same ports', () => {
    const portOf = (s: Source): number => Number(s.options['port'] ?? new URL(String(s.options['url'] ?? s.options['endpoint']).replace(/^[a-z.]+:/, 'http:')).port);
    expect(sources.map((s) => [s.id, s.kind.replace('-poll', ''), portOf(s)])).toEqual(park.devices.map((d) => [d.id, d.kind, d.port]));
    expect(new Set(park.devices.map((d) => d.kind))).toEqual(new Set(['opcua', 'modbus', 'mqtt', 'hj212', 'http']));
  });
  it('take no port of the small demo', async () => {
    const small = (await parkNamed('demo')).devices.map((d) => d.port);
    expect(park.devices.filter((d) => small.includes(d.port))).toEqual([]);
  });
  it('are read by the product without an error and with nothing odd in what was written', async () => {
    const site = await readSite(wholeSite.pathname);
    expect(site.ok ? site.value.warnings.filter((w) => w.fault.code !== 'passed-over').map((w) => [w.fault.code, w.file]) : site).toEqual([]);
  });
  it('are understood by the adapters: every option and every address', () => {
    for (const s of sources) expect(sourceFaults(s.kind, s.options, points.filter((p) => p['source'] === s.id).map((p) => ({ id: pointId(p['point']!), address: p['address']! }))), s.id).toEqual([]);
  });
  it('bear no name of the real park', async () => {
    const text = [...wholeFiles().values()].join('');
    expect(/淮安|洪泽|富强|实联|安道麦|晨化|利宏|联力|双阳|盐北|宁连|台玻|范集|黄集|苏北灌溉/.exec(text)).toBeNull();
  });
});

describe('the generator', () => {
  it('gives exactly as many points as are asked for', () => {
    for (const count of [1800, 2500, 20_000]) expect(parkOf({ points: count }).rows.length).toBe(count);
  });
  it('goes up to 100,000 points, none of which shares a name or an address, and gives all of them a value to show', () => {
    const files = wholeFiles({ points: 100_000 }, 'site', 'park.json');
    const large = JSON.parse(files.get('park.json')!) as ParkDescription;
    expect(large.points.length).toBe(100_000);
    expect(new Set(large.points.map((p) => p.id)).size).toBe(100_000);
    expect(new Set(large.points.map((p) => `${p.device} ${p.address}`)).size).toBe(100_000);
    const made = new Set(large.signals.map((s) => s.id));
    expect(large.points.filter((p) => p.device.startsWith('bulk') && !made.has(p.id))).toEqual([]);
    expect(large.points.filter((p) => Number(/^hr:(\d+)/.exec(p.address)?.[1] ?? 0) > 65_534)).toEqual([]);
  }, 60_000);
});
