import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configuredLayers, groundPlaces, layerIds, shownLayers, standingHeight, standingItem, terrainSaid, wayBetween, type MapItem } from '#app/map';

const item = (more: Partial<MapItem>): MapItem => ({ id: 'x', kind: 'road', layer: 'roads', tone: 'road', name: { zh: 'x', en: 'x' }, at: null, ring: null, line: null, width: 8, field: null, shape: null, people: null, size: 0, reach: 0, ...more });
const plain = 5;

describe('MAP-15 what stands on terrain', () => {
  it('comes onto the ground from the plain, keeps a height that is true, and is never below the ground', () => {
    expect(standingHeight(5, plain, 40)).toBe(40);
    expect(standingHeight(5, plain, 2)).toBe(2);         // a hollow
    expect(standingHeight(23, plain, 40)).toBe(58);      // a mast of 18 m that nobody surveyed
    expect(standingHeight(52, plain, 40)).toBe(52);      // surveyed
    expect(standingHeight(23, plain, null)).toBe(23);
    fc.assert(fc.property(fc.double({ min: -50, max: 500, noNaN: true }), fc.double({ min: -50, max: 500, noNaN: true }), (height, ground) => { expect(standingHeight(height, plain, ground)).toBeGreaterThanOrEqual(ground); }), { seed: 20261120 });
  });
  it('follows the ground along lines and outlines, a corner at least every 80 m', () => {
    const line = [{ lon: 122.9, lat: 31.2, height: plain }, { lon: 122.91, lat: 31.2, height: plain }];
    const ring = [{ lon: 122.9, lat: 31.2 }, { lon: 122.904, lat: 31.2 }, { lon: 122.904, lat: 31.203 }];
    const slope = ({ lon }: { readonly lon: number }): number => (lon - 122.9) * 10_000;
    const stood = standingItem(item({ line, ring, at: { lon: 122.905, lat: 31.2, height: plain } }), plain, slope);
    for (const corners of [stood.line!, [...stood.ring!, stood.ring![0]!]]) {
      expect(corners.length).toBeGreaterThan(9);
      corners.slice(1).forEach((c, i) => expect(wayBetween(corners[i]!, c)!.metres).toBeLessThanOrEqual(80.5));
      for (const c of corners) expect(c.height).toBeCloseTo(slope(c), 6);
    }
    expect(stood.line!.at(-1)).toMatchObject({ lon: 122.91 });
    expect(stood.at!.height).toBeCloseTo(50, 6);
    const asked = new Set(groundPlaces(item({ line, ring })).map((c) => `${c.lon} ${c.lat}`));
    for (const c of [...stood.line!, ...stood.ring!]) expect(asked.has(`${c.lon} ${c.lat}`)).toBe(true);   // it asks for just the places that it puts on the ground
  });
});

describe('MAP-16 photographs', () => {
  it('are as the officer left them under any configuration that does not name them', () => {
    const off = new Set(layerIds.filter((id) => id !== 'photography'));
    expect([...configuredLayers(['roads'], off)].toSorted()).toEqual(['imagery', 'roads']);
    expect(configuredLayers(['roads', 'photography'], off).has('photography')).toBe(true);
    expect([...configuredLayers(undefined, new Set(layerIds))].toSorted()).toEqual([...shownLayers()].toSorted());
  });
});

describe('what a terrain says of itself', () => {
  const good = { format: 'quantized-mesh-1.0', projection: 'EPSG:4490', scheme: 'tms', tiles: ['{z}/{x}/{y}.terrain?v={version}'], available: [[{ startX: 0, startY: 0, endX: 1, endY: 0 }]] };
  const code = (more: object): string => { const said = terrainSaid({ ...good, ...more }); return said.ok ? 'ok' : said.fault.code; };
  it('is taken in the geographic grid, also by the name of CGCS2000, and in Mercator', () => {
    for (const projection of [undefined, 'EPSG:4326', 'EPSG:4490', 'EPSG:3857']) expect(code({ projection })).toBe('ok');
    expect(code({ format: 'heightmap-1.0' })).toBe('ok');
  });
  it('is refused by what is wrong with it', () => {
    expect(code({ projection: 'EPSG:4549' })).toBe('terrain-projection');
    expect(code({ format: 'mbtiles' })).toBe('terrain-format');
    expect(code({ scheme: 'odd' })).toBe('terrain-format');
    expect(code({ available: undefined })).toBe('terrain-unlisted');
    expect(code({ tiles: [] })).toBe('terrain-broken');
    for (const away of ['https://example.org/{z}', '//example.org/{z}', '/engine', '../secrets/{z}', 'file:///etc']) expect(code({ tiles: [away] }), away).toBe('terrain-outside');
    expect(code({ parentUrl: 'https://example.org' })).toBe('terrain-outside');
    for (const none of [null, 'x', 7, []]) expect(terrainSaid(none)).toMatchObject({ ok: false, fault: { code: 'terrain-broken' } });
  });
});
