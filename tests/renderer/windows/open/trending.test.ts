import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { SiteView } from '#app/park';
import { parkOf } from '../../../../renderer/features/park/store.ts';
import { openTrend, trendPoints } from '../../../../renderer/windows/open/trending.ts';
import { readShow } from '../../../../renderer/features/history/model/show.ts';

const point = (id: string, asset: string) => ({ id, asset }) as SiteView['points'][number];
const park = parkOf({
  points: [point('T-7.LEVEL', 'T-7'), point('T-7.PRESS', 'T-7'), ...Array.from({ length: 20 }, (_, i) => point(`X-${i}`, 'unit'))], sources: [], levels: [],
  assets: [{ id: 'unit', kind: 'area', parent: null }, { id: 'T-7', kind: 'tank', parent: 'unit' }], rules: [{ id: 'R-1', kind: 'rate', point: 'T-7.PRESS' }],
} as unknown as SiteView);

it('anything that can be looked at has its points: a point, an alarm by its name or rule, a place with all in it up to twelve', () => {
  expect(trendPoints(park, { kind: 'point', id: 'T-7.LEVEL' })).toEqual(['T-7.LEVEL']);
  expect(trendPoints(park, { kind: 'alarm', id: 'T-7.LEVEL.HH' })).toEqual(['T-7.LEVEL']);
  expect(trendPoints(park, { kind: 'alarm', id: 'R-1.rate' })).toEqual(['T-7.PRESS']);
  expect(trendPoints(park, { kind: 'asset', id: 'T-7' })).toEqual(['T-7.LEVEL', 'T-7.PRESS']);
  expect(trendPoints(park, { kind: 'asset', id: 'unit' })).toHaveLength(12);
  for (const what of [{ kind: 'alarm', id: 'plc.source' }, { kind: 'source', id: 'plc' }, { kind: 'point', id: 'gone' }, { kind: 'place', id: 'x' }] as const) expect(trendPoints(park, what)).toEqual([]);
  expect(trendPoints(null, { kind: 'point', id: 'T-7.LEVEL' })).toEqual([]);
});

it('is opened at the last hour; of what began long ago, where it began', () => {
  const shown: { readonly kind: string; readonly show: string | undefined }[] = [];
  const now = createStore<number>(() => 10_000_000_000);
  const windows = { open: async (kind: string, show?: string) => { shown.push({ kind, show }); return true; } } as Parameters<typeof openTrend>[0]['windows'];
  openTrend({ windows, now }, ['a'], { since: now.getState() - 60_000 });
  openTrend({ windows, now }, ['a'], { since: now.getState() - 7_200_000 });
  openTrend({ windows, now }, ['a', 'b'], { spanMs: 2_592_000_000 });
  openTrend({ windows, now }, []);
  expect(shown.map(({ kind, show }) => [kind, readShow(show ?? '')])).toEqual([
    ['trend', { points: ['a'], spanMs: 3_600_000 }], ['trend', { points: ['a'], spanMs: 3_600_000, at: now.getState() - 7_200_000 }], ['trend', { points: ['a', 'b'], spanMs: 2_592_000_000 }],
  ]);
});
