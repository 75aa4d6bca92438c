import { createStore } from 'zustand/vanilla';
import { itemsOf, type Described, type MapItem } from '#app/map';
import type { MapFeature, MapPage, parkContract, Place3, PointPlace } from '#app/park';
import type { Client } from '#kernel/contract';
import type { Fault, Result } from '#kernel/result';

/** Everything that the park's model puts on a map; `turn` grows with every reading. */
export interface MapData { readonly items: readonly MapItem[]; readonly points: readonly PointPlace[]; readonly origin: Place3; readonly turn: number }
export interface MapState { readonly map: MapData | null; readonly fault: Fault | null }

/** A site that changes all the time is not read for ever: after so many beginnings the last answer stands. */
const mostBeginnings = 5;
interface Read { readonly features: readonly MapFeature[]; readonly points: readonly PointPlace[]; readonly origin: Place3 }

/** The map of the site, read in pages, and again whenever the site changes. `describe`: what the park's model says of an asset. */
export function mapStore(engine: Client<typeof parkContract>) {
  const state = createStore<MapState>(() => ({ map: null, fault: null }));
  let asked = 0;
  async function pages(turn: number, beginnings = 0): Promise<Read | Fault | null> {
    const all = { features: [] as MapFeature[], points: [] as PointPlace[] };
    let revision: string | null = null;
    for (let after: number | null = 0; after !== null;) {
      const r: Result<MapPage> = await engine.call('park.map', { after, most: 1000 });
      if (turn !== asked) return null;
      if (!r.ok) return r.fault;
      if (revision !== null && r.value.revision !== revision && beginnings < mostBeginnings) return pages(turn, beginnings + 1);
      revision = r.value.revision;
      all.features.push(...r.value.features);
      all.points.push(...r.value.points);
      after = r.value.next;
      if (after === null) return { ...all, origin: r.value.origin };
    }
    return null;
  }
  async function read(): Promise<void> {
    const turn = ++asked;
    const [site, map] = await Promise.all([engine.call('site.get', {}), pages(turn)]);
    if (turn !== asked || map === null) return; // race: the site changed again meanwhile
    if (!site.ok) { state.setState({ fault: site.fault }); return; }
    if ('code' in map) { state.setState({ fault: map }); return; }
    const assets = new Map<string, Described>(site.value.assets.map((a) => [a.id, a]));
    state.setState({ map: { items: itemsOf(map.features, (id) => assets.get(id) ?? null), points: map.points, origin: map.origin, turn }, fault: null });
  }
  const dispose = engine.listen('site.changed', { value: () => void read(), gap: () => void read() });
  return { state, dispose, read: read(), again: read };
}
export type MapStore = ReturnType<typeof mapStore>;
