import { expect, it } from 'vitest';
import type { MapPage } from '#app/park';
import { mapStore } from '../../../../renderer/features/map/store.ts';

const origin = { lon: 122.9, lat: 31.2, height: 5 };
const feature = (id: string): MapPage['features'][number] => ({ id, kind: 'tank', parent: null, position: origin });
const name = { zh: '罐', en: 'tank' };

/** An engine that pages two features and a point, one at a time. `revision` may change between pages. */
function engine() {
  const all = { features: [feature('a'), feature('b')], points: [{ id: 'p', position: origin, own: true }] };
  const said = { revision: '1', asked: [] as number[], changed: null as null | (() => void), change: null as null | (() => void) };
  const client = {
    call: async (call: string, input: { after: number }) => {
      if (call === 'site.get') return { ok: true, value: { assets: [{ id: 'a', kind: 'tank', name, facts: {} }, { id: 'b', kind: 'tank', name, facts: {} }] } };
      said.asked.push(input.after);
      const page: MapPage = { features: all.features.slice(input.after, input.after + 1), points: input.after === 2 ? all.points : [], next: input.after < 2 ? input.after + 1 : null, revision: said.revision, origin };
      said.change?.();
      return { ok: true, value: page };
    },
    listen: (_name: string, ear: { value(): void }) => { said.changed = () => ear.value(); return () => undefined; },
  } as unknown as Parameters<typeof mapStore>[0];
  return { client, said };
}

it('reads all pages of the map and puts them together', async () => {
  const { client, said } = engine();
  const store = mapStore(client);
  await store.read;
  expect(said.asked).toEqual([0, 1, 2]);
  expect(store.state.getState().map).toMatchObject({ items: [{ id: 'a' }, { id: 'b' }], points: [{ id: 'p' }], origin });
});
it('begins again when the site changes between pages: nothing of two sites is mixed', async () => {
  const { client, said } = engine();
  said.change = () => { if (said.asked.length === 2) { said.revision = '2'; said.change = null; } };
  const store = mapStore(client);
  await store.read;
  expect(said.asked).toEqual([0, 1, 2, 0, 1, 2]);
  expect(store.state.getState().map?.items).toHaveLength(2);
});
it('does not read a site for ever that changes all the time', async () => {
  const { client, said } = engine();
  said.change = () => { said.revision += 'x'; };
  const store = mapStore(client);
  await store.read;
  expect(said.asked.length).toBeLessThan(20);
  expect(store.state.getState().map).not.toBeNull();
});
