import { readFile, readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoFiles } from '../../../scripts/demo-site/files.ts';
import { demoPark } from '../../../simulator/park.ts';
import type { ParkDescription } from '../../../simulator/plant/description.ts';
import { readCheckedSite } from '../../../main/engine/site-folder.ts';
import { readSite } from '../../../storage/site/index.ts';
import { demoSite, readPoints, type Cells } from '../site-alarms.ts';

let demo: ParkDescription;
let all: readonly Cells[];
/** Those that a device has; the others are reckoned. */
let points: readonly Cells[];
beforeAll(async () => { demo = await demoPark(); all = await readPoints(); points = all.filter((p) => p['source'] !== 'calc'); });
const root = new URL('../../../', import.meta.url);
const json = async <T>(name: string): Promise<T> => JSON.parse(await readFile(new URL(name, demoSite), 'utf8')) as T;

describe('the demo park and the demo site', () => {
  it('are what the generator writes: running it again changes nothing', async () => {
    for (const [name, text] of demoFiles()) expect(await readFile(new URL(name, root), 'utf8'), name).toBe(text);
    const listed = [...demoFiles().keys()].filter((n) => n.startsWith('resources/sites/demo/')).map((n) => n.replace('resources/sites/demo/', ''));
    expect((await readdir(new URL('assets/', demoSite))).map((n) => `assets/${n}`).toSorted()).toEqual(listed.filter((n) => n.startsWith('assets/')).toSorted());
  });
  it('name the same points at the same places with the same scales', () => {
    const told = points.map((p) => [p['point'], p['source'], p['address'], p['type'] === 'analog' ? Number(p['low']) : 0, p['type'] === 'analog' ? Number(p['high']) : 1]);
    expect(demo.points.map((p) => [p.id, p.device, p.address, p.low, p.high])).toEqual(told);
  });
  it('name the same devices at the same ports', async () => {
    const sources = await json<{ id: string; kind: string; options: { endpoint?: string; port?: number } }[]>('sources.json');
    expect(sources.filter((s) => s.kind !== 'derived').map((s) => [s.id, s.kind, s.options.port ?? Number(new URL(s.options.endpoint!.replace('opc.tcp', 'http')).port)])).toEqual(demo.devices.map((d) => [d.id, d.kind, d.port]));
  });
  it('have about 200 points and 40 detectors, none twice', () => {
    expect(points.length).toBeGreaterThanOrEqual(190);
    expect(points.length).toBeLessThanOrEqual(210);
    expect(demo.detectors.length).toBe(40);
    expect(new Set(points.map((p) => p['point'])).size).toBe(points.length);
    expect(new Set(points.map((p) => `${p['source']} ${p['address']}`)).size).toBe(points.length);
  });
  it('have points that are reckoned from those of the devices, and mean something', async () => {
    const site = await readCheckedSite(new URL('.', demoSite).pathname);
    expect(all.length - points.length).toBe(8);
    expect(site.ok ? site.value.warnings : site).toEqual([]);
  });
  it('are read by the product without an error or an oddity: fully classified', async () => {
    const site = await readSite(new URL('.', demoSite).pathname);
    expect(site.ok ? site.value.warnings : site).toEqual([]);
  });
});
