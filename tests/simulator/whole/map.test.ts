import { beforeAll, describe, expect, it } from 'vitest';
import { mapPages, type Asset, type Corner, type MapPage, type Shape } from '../../../app/park/index.ts';
import { apart, areaKm2, boundary, fromLine, inside, lengthOf, origin, roads, type XY } from '../../../scripts/whole-park/ground.ts';
import { localOf, placeOf } from '../../../scripts/whole-park/map/geodesy.ts';
import { readSite } from '../../../storage/site/index.ts';
import { wholeSite } from '../site-alarms.ts';

let assets: readonly Asset[];
let pages: readonly MapPage[];
beforeAll(async () => {
  const read = await readSite(wholeSite.pathname);
  if (!read.ok) throw new Error(JSON.stringify(read.faults.slice(0, 3)));
  assets = read.value.site.assets;
  const ask = mapPages(read.value.site, '1');
  const all: MapPage[] = [];
  for (let after: number | null = 0; after !== null; after = all.at(-1)!.next) all.push(ask(after));
  pages = all;
});
const of = (kind: string): readonly Asset[] => assets.filter((a) => a.kind === kind);
const local = (p: Corner): XY => localOf(origin, { ...p, height: origin.height });
const ringOf = (a: Asset): readonly XY[] => a.outline!.map(local);
const lineOf = (a: Asset): readonly XY[] => a.route!.map(local);
const solid = (a: Asset): Shape => a.shape!;
/** The half sides of what a solid covers; all of ours lie with the roads. */
const half = ({ length, width, heading }: Shape): XY => (heading % 180 === 90 ? [length / 2, width / 2] : [width / 2, length / 2]);
function enterpriseOf(a: Asset): string | null {
  const byId = new Map(assets.map((x) => [x.id as string, x]));
  for (let at: Asset | undefined = a; at !== undefined; at = at.parent === null ? undefined : byId.get(at.parent)) if (at.kind === 'enterprise') return at.id;
  return null;
}

describe('places', () => {
  it('go from local metres to degrees and back within a centimetre, on the ellipsoid', () => {
    for (const xy of [[0, 0], [4500, 3700], [-3100, -1700], [6400, -4000]] as const) expect(apart(localOf(origin, placeOf(origin, xy, 5)), xy)).toBeLessThan(0.02);
    // a minute of latitude is 1847.9 m here, a minute of longitude 1588.1 m (CGCS2000, from the radii of curvature at 31.2 degrees)
    expect(localOf(origin, { lon: origin.lon, lat: origin.lat + 1 / 60, height: 5 })[1]).toBeCloseTo(1847.9, 0);
    expect(localOf(origin, { lon: origin.lon + 1 / 60, lat: origin.lat, height: 5 })[0]).toBeCloseTo(1588.1, 0);
  });
  it('are known of every point, gas detectors having their own', () => {
    const points = pages.flatMap((p) => p.points);
    expect(points.length).toBe(2000);
    expect(points.filter((p) => p.position === null)).toEqual([]);
    expect(points.filter((p) => p.id.startsWith('GD-') && !p.own)).toEqual([]);
    expect(points.filter((p) => p.id.startsWith('GD-')).length).toBeGreaterThan(200);
  });
});

describe('solids', () => {
  it('are 500 and more, of every form but none that nobody can see', () => {
    const solids = assets.filter((a) => a.shape !== undefined);
    expect(solids.length).toBeGreaterThanOrEqual(500);
    expect(new Set(solids.map((a) => a.shape!.form))).toEqual(new Set(['box', 'cylinder', 'sphere', 'drum', 'column', 'rack', 'basin', 'stack', 'mast', 'gate']));
    expect(solids.filter((a) => solid(a).height < 0.5 || solid(a).height > 200 || a.position === null)).toEqual([]);
  });
  it('hold what their tank holds: volume by shape within 10 % of that of the physics', () => {
    const volume = ({ form, length, width, height }: Shape): number => (form === 'sphere' ? (Math.PI * length ** 3) / 6 : form === 'drum' ? (Math.PI / 4) * width ** 2 * length : (Math.PI / 4) * length ** 2 * height);
    expect(of('tank').length).toBeGreaterThan(90);
    for (const t of of('tank')) expect(Math.abs(volume(solid(t)) / Number(t.facts['volumeM3']) - 1), t.id).toBeLessThan(0.1);
    expect(new Set(of('tank').map((t) => solid(t).form))).toEqual(new Set(['cylinder', 'sphere', 'drum']));
  });
  it('stand on the plot of their enterprise and not in each other', () => {
    const byPlot = Map.groupBy(assets.filter((a) => a.shape !== undefined && a.kind !== 'camera' && a.kind !== 'sensor-station' && enterpriseOf(a) !== null), (a) => enterpriseOf(a)!);
    expect(byPlot.size).toBe(76);
    for (const [id, list] of byPlot) {
      const ring = ringOf(assets.find((a) => a.id === id)!);
      list.forEach((a, i) => {
        const [p, h] = [local(a.position!), half(solid(a))];
        for (const [sx, sy] of [[-1, -1], [1, -1], [1, 1], [-1, 1]] as const) expect(inside([p[0] + sx * h[0], p[1] + sy * h[1]], ring), a.id).toBe(true);
        for (const b of list.slice(i + 1)) {
          const [q, g] = [local(b.position!), half(solid(b))];
          expect(Math.abs(p[0] - q[0]) < h[0] + g[0] && Math.abs(p[1] - q[1]) < h[1] + g[1], `${a.id} in ${b.id}`).toBe(false);
        }
      });
    }
  });
});

describe('ground', () => {
  it('the park is 24.58 km2 as its outline says', () => expect(areaKm2(ringOf(of('park')[0]!))).toBeCloseTo(24.58, 1));
  it('76 plots lie inside the boundary, clear of the roads and of each other', () => {
    const plots = of('enterprise').map((e) => ({ id: e.id, ring: ringOf(e) }));
    expect(plots.length).toBe(76);
    for (const { id, ring } of plots) {
      expect(ring.every((c) => inside(c, boundary)), id).toBe(true);
      expect(roads.some((r) => ring.some((c) => fromLine(c, r.line) < 9)), id).toBe(false);
      for (const other of plots) if (other.id !== id) expect(ring.some((c) => inside(c, other.ring)), `${id} on ${other.id}`).toBe(false);
    }
  });
  it('69 bunds with grade and place hold their tanks', () => {
    expect(of('hazard-source').length).toBe(69);
    for (const h of of('hazard-source')) for (const t of of('tank').filter((x) => x.parent === h.id)) expect(inside(local(t.position!), ringOf(h)), t.id).toBe(true);
  });
  it('the road grid and seven rivers are lines with widths', () => {
    expect(of('road').map((r) => Math.round(lengthOf(lineOf(r))))).toEqual(of('road').map((r) => r.facts['lengthM']));
    expect([...of('road'), ...of('river')].every((r) => Number(r.facts['widthM']) > 10)).toBe(true);
    expect(of('river').length).toBe(7);
  });
  it('gates span their lanes across their road', () => {
    for (const g of of('gate')) {
      const lanes = Object.entries(g.facts).filter(([k]) => k.endsWith('_widthM'));
      expect(lanes.length).toBe(Number(g.facts['lanesIn']) + Number(g.facts['lanesOut']));
      expect(solid(g).width, g.id).toBeGreaterThan(lanes.reduce((s, [, w]) => s + Number(w), 0));
    }
  });
});

describe('lines of the public systems', () => {
  it('are there for each: gallery and its seven pipes, 8 water, 63 effluents with 3 mains and 2 process lines, 28 feeders, 18 gas, 12 steam', () => {
    const lines = Object.groupBy(assets.filter((a) => a.route !== undefined && a.system !== undefined), (a) => a.system!);
    expect(Object.fromEntries(Object.entries(lines).map(([k, v]) => [k, v.length]))).toEqual({ gallery: 13, water: 8, sewage: 68, power: 28, gas: 18, heat: 12 });
  });
  it('the gallery is 6,327 m from end to end, and its sensors stand at it', () => {
    const gallery = lineOf(assets.find((a) => a.id === 'gallery')!);
    expect(lengthOf(gallery)).toBeCloseTo(6327, 0);
    const sensors = of('sensor-station').filter((s) => s.facts['segment'] !== undefined);
    expect(sensors.length).toBe(82);
    expect(sensors.filter((s) => fromLine(local(s.position!), gallery) > 2)).toEqual([]);
  });
  it('mains run along roads: nowhere further from one than the way to a door', () => {
    const mains = assets.filter((a) => (a.system === 'gas' || a.system === 'heat') && a.route !== undefined);
    for (const m of mains) for (const p of lineOf(m)) expect(Math.min(...roads.map((r) => fromLine(p, r.line))), m.id).toBeLessThan(20);
  });
  it('gas mains are as long as the register says, within what a straightened grid costs', () => {
    for (const m of assets.filter((a) => a.system === 'gas' && a.route !== undefined)) expect(Math.abs(lengthOf(lineOf(m)) - Number(m.facts['lengthM'])), m.id).toBeLessThan(760);
  });
});

describe('cameras', () => {
  it('seven look for gas clouds and each has a tank of its enterprise in view', () => {
    const seeing = of('camera').filter((c) => c.facts['type'] === '气体云成像 gas cloud');
    expect(seeing.length).toBe(7);
    for (const c of seeing) {
      const from = local(c.position!);
      const seen = of('tank').filter((t) => enterpriseOf(t) === c.parent).filter((t) => {
        const [x, y] = local(t.position!);
        const off = Math.abs((((Math.atan2(x - from[0], y - from[1]) * 180) / Math.PI - c.view!.bearing + 540) % 360) - 180);
        return off <= c.view!.width / 2 && apart(from, [x, y]) <= c.view!.range;
      });
      expect(seen.length, c.id).toBeGreaterThan(0);
    }
  });
  it('all others have a bearing and a field of view too', () => {
    expect(of('camera').length).toBeGreaterThanOrEqual(45);
    expect(of('camera').filter((c) => c.view === undefined || c.position === null)).toEqual([]);
  });
});
