import { expect, it } from 'vitest';
import { assetId, belonging, pointId, sourceId, type AssetKind } from '#app/park';

const asset = (id: string, kind: AssetKind, parent: string | null) => ({ id: assetId(id), kind, parent: parent === null ? null : assetId(parent) });
const point = (id: string, at: string, source = 's') => ({ id: pointId(id), asset: assetId(at), source: sourceId(source) });
const whose = belonging({
  assets: [asset('park', 'park', null), asset('E-1', 'enterprise', 'park'), asset('Z-1', 'area', 'E-1'), asset('Z-1a', 'area', 'Z-1'), asset('T-1', 'tank', 'Z-1a'), asset('T-2', 'tank', 'E-1'), asset('E-2', 'enterprise', 'park'), asset('T-3', 'tank', 'E-2'), asset('round', 'unit', 'about'), asset('about', 'unit', 'round')],
  points: [point('a', 'T-1'), point('b', 'T-2'), point('c', 'T-3', 'other'), point('d', 'round', 'other')],
});

it('ACC-34 a thing belongs to the enterprise and the nearest area it is or stands below; a circle of parents ends', () => {
  expect(whose.ofPoints(['a'])).toEqual({ enterprise: 'E-1', area: 'Z-1a' });
  expect(whose.ofAsset(assetId('E-2'))).toEqual({ enterprise: 'E-2', area: null });
  expect([whose.ofPoints(['d']), whose.ofAsset(null), whose.ofPoints(['nobody knows'])]).toEqual(Array(3).fill({ enterprise: null, area: null }));
});

it('ACC-34 what speaks of several belongs where they all do, and a source where all its points do', () => {
  expect(whose.ofPoints(['a', 'b'])).toEqual({ enterprise: 'E-1', area: null });
  expect([whose.ofPoints(['a', 'c']), whose.ofPoints(['a', 'nobody knows']), whose.ofPoints([])]).toEqual(Array(3).fill({ enterprise: null, area: null }));
  expect([whose.ofSource('s'), whose.ofSource('other'), whose.ofSource('none')]).toEqual([{ enterprise: 'E-1', area: null }, { enterprise: null, area: null }, { enterprise: null, area: null }]);
});
