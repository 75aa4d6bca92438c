import { describe, expect, it } from 'vitest';
import { footprintOf, gradeOf, inRange, inside, itemOf, itemsOf, layerIds, layerOf, layerOfKind, layers, shownLayers, unknownLayers, stateOf, TileSets, wayBetween, windOf, windPoints } from '#app/map';
import { assetKinds, type MapFeature } from '#app/park';

const at = { lon: 122.9, lat: 31.2, height: 5 };
const feature = (more: Partial<MapFeature>): MapFeature => ({ id: 'x', kind: 'tank', parent: null, position: at, ...more });
const described = (kind: MapFeature['kind'], facts: Record<string, string | number> = {}) => ({ id: 'x', kind, name: { zh: '某', en: 'x' }, facts });

describe('MAP-01 layers', () => {
  it('are each told once, and every kind of asset has its layer', () => {
    expect(layers.map((l) => l.id)).toEqual([...layerIds]);
    expect(assetKinds.filter((k) => layerOfKind(k) === null)).toEqual([]);
  });
  it('are chosen by a configuration, and names of another version are passed over', () => {
    expect([...shownLayers(['gates', 'never-heard-of', 'points'])]).toEqual(['gates', 'points']);
    expect(shownLayers().has('boundary')).toBe(true);
  });
  it('MAP-02 are drawn in their range only', () => {
    expect(inRange(layerOf('hazards'), 13_000)).toBe(true);
    expect(inRange(layerOf('hazards'), 15_000)).toBe(false);
  });
});

describe('MAP-03 items', () => {
  it('are what lies somewhere, in the layer of their kind', () => {
    expect(itemOf(feature({ shape: { form: 'cylinder', length: 10, width: 10, height: 8, heading: 0 } }), described('tank'))).toMatchObject({ layer: 'solids', tone: 'solid', at, size: 80 });
    expect(itemOf(feature({ position: null }), described('tank'))).toBeNull();
    expect(itemOf(feature({ kind: 'road', position: null, route: [at, { ...at, lon: 122.91 }] }), described('road', { widthM: 24 }))).toMatchObject({ layer: 'roads', width: 24 });
    expect(itemOf(feature({ kind: 'utility', system: 'gas', route: [at, at] }), described('utility', { dn: 300 }))).toMatchObject({ layer: 'utilities', tone: 'gas', width: 3 });
    expect(itemOf(feature({ kind: 'utility', system: 'gallery' }), described('utility'))).toMatchObject({ layer: 'gallery' });
    expect(itemsOf([feature({ id: 'a' }), feature({ id: 'b' })], (id) => (id === 'a' ? described('tank') : null))).toHaveLength(1);
  });
  it('have a camera see what it sees', () => {
    const item = itemOf(feature({ kind: 'camera', view: { bearing: 0, width: 40, range: 200, tilt: -5 } }), described('camera'));
    expect(item?.field?.length).toBeGreaterThan(4);
    expect(item?.reach).toBe(200);
  });
  it('read grades and states as integrators write them', () => {
    expect(['一级 grade 1', '二级', 'grade 3', 4, '', undefined, '其他'].map((g) => gradeOf(g))).toEqual([1, 2, 3, 4, null, null, null]);
    expect(['正常生产 in production', '长期停产 long shut down', '即将试生产 before trial production', undefined].map((s) => stateOf(s))).toEqual(['plot', 'plot-stopped', 'plot-trial', 'plot']);
  });
  it('stand on their footprint: round ones on a circle, others on their turned rectangle', () => {
    const circle = footprintOf(at, { form: 'sphere', length: 12, width: 12, height: 12, heading: 0 });
    expect(circle.every((c) => Math.abs((wayBetween(at, c)?.metres ?? 0) - 6) < 1e-3)).toBe(true);
    const box = footprintOf(at, { form: 'box', length: 60, width: 20, height: 5, heading: 90 });
    expect(box).toHaveLength(4);
    const [a, b, c] = box;
    expect(wayBetween(a!, b!)?.metres).toBeCloseTo(20, 2);
    expect(wayBetween(b!, c!)?.metres).toBeCloseTo(60, 2);
    expect(inside(at, box)).toBe(true);
    expect(Math.max(...box.map((p) => p.lon)) - Math.min(...box.map((p) => p.lon))).toBeGreaterThan(Math.max(...box.map((p) => p.lat)) - Math.min(...box.map((p) => p.lat)));
  });
});

describe('MAP-08 wind', () => {
  it('is an arrow in steps: what it cannot show does not change it', () => {
    expect(windOf(3.4, 128)).toEqual({ towards: 310, force: 3 });
    expect(windOf(5.4, 126)).toEqual({ towards: 310, force: 3 });
    expect(windOf(5.5, 128)).toEqual({ towards: 310, force: 4 });
    expect(windOf(0, 355)).toEqual({ towards: 180, force: 0 });
    expect(windOf(null, 10)).toBeNull();
    expect(windOf(40, 0)?.force).toBe(12);
  });
  it('is read where a station has both points', () => {
    const point = (id: string, unit: string, asset: string, category: 'environment' | 'process' = 'environment') => ({ id, unit, asset, category });
    expect(windPoints([point('a.S', 'm/s', 'a'), point('a.D', '°', 'a'), point('b.S', 'm/s', 'b'), point('c.S', 'm/s', 'c', 'process'), point('c.D', '°', 'c', 'process')])).toEqual([{ asset: 'a', speed: 'a.S', from: 'a.D' }]);
  });
});

describe('the list of tile sets of a site', () => {
  const one = { id: 'solids', name: { zh: '设施', en: 'Plant' }, kind: 'solids', file: 'solids/tileset.json' };
  it('names files below its folder and nothing else', () => {
    expect(TileSets.safeParse([one]).success).toBe(true);
    for (const file of ['../x.json', '/x.json', 'a/../b.json', 'http://x/tileset.json', 'a\\b.json', '.hidden/x.json', 'tileset.xml']) expect(TileSets.safeParse([{ ...one, file }]).success, file).toBe(false);
    expect(TileSets.safeParse(Array.from({ length: 51 }, () => one)).success).toBe(false);
  });
});

it('a configuration may name a layer of another version: it is told apart from those that are known', () => {
  const asked = ['roads', 'submarines', 'points'];
  expect([[...shownLayers(asked)], unknownLayers(asked)]).toEqual([['roads', 'points'], ['submarines']]);
});
