import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapPages, parkContract, type MapPage, type Site } from '#app/park';
import { anySite } from '../sites.ts';

function walk(site: Site, most: number): readonly MapPage[] {
  const ask = mapPages(site, 'r7');
  const pages: MapPage[] = [];
  for (let after: number | null = 0; after !== null; after = pages.at(-1)!.next) pages.push(ask(after, most));
  return pages;
}

describe('PRK-29 the map in pages', () => {
  it('gives every asset and every point once, in order, in pages of the size asked for that fit the contract', () => {
    const { out } = parkContract.calls['park.map'];
    fc.assert(fc.property(anySite, fc.integer({ min: 1, max: 20 }), (site, most) => {
      const pages = walk(site, most);
      expect(pages.flatMap((p) => p.features.map((f) => f.id))).toEqual(site.assets.map((a) => a.id));
      expect(pages.flatMap((p) => p.points.map((f) => f.id))).toEqual(site.points.map((p) => p.id));
      for (const page of pages) {
        expect(out.parse(page)).toEqual(page);
        expect(page.features.length + page.points.length).toBeLessThanOrEqual(most);
        expect(page.revision).toBe('r7');
      }
      expect(pages.slice(0, -1).every((p) => p.features.length + p.points.length === most)).toBe(true);
    }), { seed: 29, numRuns: 60 });
  });
  it('gives nothing of a thing but where it is, and how it is shaped', () => fc.assert(fc.property(anySite, (site) => {
    const known = new Set(['id', 'kind', 'parent', 'position', 'system', 'shape', 'outline', 'route', 'view']);
    for (const page of walk(site, 500)) for (const f of page.features) expect(Object.keys(f).filter((k) => !known.has(k))).toEqual([]);
  }), { seed: 30, numRuns: 30 }));
  it('says nothing beyond the end', () => fc.assert(fc.property(anySite, (site) => {
    expect(mapPages(site, '1')(site.assets.length + site.points.length + 5, 10)).toMatchObject({ features: [], points: [], next: null });
  }), { seed: 31, numRuns: 10 }));
});

it('PRK-28 a point stands at its own place, else at its asset, else at the nearest above that has a place', () => {
  const [high, low] = [{ lon: 119, lat: 33, height: 5 }, { lon: 119.1, lat: 33.1, height: 6 }];
  const asset = (id: string, parent: string | null, position: typeof high | null): object => ({ id, kind: 'unit', name: { zh: id, en: id }, parent, position, contact: null, facts: {} });
  const site = {
    assets: [asset('a', null, high), asset('b', 'a', null), asset('c', 'b', null), asset('lost', null, null)],
    points: [{ id: 'p1', asset: 'c' }, { id: 'p2', asset: 'c', position: low }, { id: 'p3', asset: 'lost' }], frame: { origin: high },
  } as unknown as Site;
  expect(mapPages(site, '1')(0).points).toEqual([{ id: 'p1', position: high, own: false }, { id: 'p2', position: low, own: true }, { id: 'p3', position: null, own: false }]);
});
